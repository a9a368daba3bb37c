"""Signing in by a passkey, and the second step after the first."""

from http import HTTPStatus

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspill.accounts import actions, passkeys, queries, rules
from samspill.accounts.adapter import SecondStep
from samspill.accounts.choices import Means
from samspill.accounts.forms import CodeRequestForm, SecondStepForm
from samspill.accounts.http import note_means
from samspill.accounts.models import Person
from samspill.accounts.oidc.configuration import providers
from samspill.accounts.views import challenges
from samspill.accounts.views.answers import outside, page, refuse, sign_in
from samspill.core.access import Access, open_to
from samspill.core.errors import NotPossible
from samspill.core.network import network_of


@open_to(Access.PUBLIC, to="accounts.sign_in")
@outside
@require_safe
def passkey_challenge(request: HttpRequest) -> HttpResponse:
    """Give the browser what it needs to use a passkey."""
    options, state = passkeys.ask_to_use()
    challenges.keep(request, state)
    return JsonResponse(dict(options))


@open_to(Access.PUBLIC, to="accounts.sign_in")
@outside
@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    """Take the browser's answer and sign the passkey's owner in: both steps at once."""
    answer, now = request.POST.get("credential", ""), timezone.now()
    try:
        whose = passkeys.claimed(answer)
        rules.check_tries("passkey", account=whose, network=network_of(request), at=now)
        passkey = passkeys.used(answer, challenges.take(request, at=now))
        person = rules.check_is_active(passkey.user)
    except NotPossible as error:
        form = CodeRequestForm()
        shown = page(request, "sign_in", form, providers=providers(), trouble=str(error))
        shown.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return shown
    actions.passkey_used(passkey, at=now)
    note_means(request, person, Means.PASSKEY, authenticator=passkey)
    return sign_in(request, person)


@open_to(Access.PUBLIC, to="accounts.sign_in")
@outside
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Take the second step of a sign-in whose first has been taken."""
    stage = LoginStageController.enter(request, SecondStep.key)
    person = _in_between(stage)
    if stage is None or person is None:
        clear_login(request)
        return redirect("account_login")
    form = SecondStepForm(request.POST if "code" in request.POST else None)
    trouble = ""
    if request.method == "POST":
        try:
            if take_second_step(request, person, form):
                answer: HttpResponse = stage.exit()
                return answer
        except NotPossible as error:
            if form.is_bound:
                refuse(form, error, "code")
            else:
                trouble = str(error)
    return _shown(request, person, form, trouble)


def take_second_step(request: HttpRequest, person: Person, form: SecondStepForm) -> bool:
    """Check a passkey's answer, or else the code in the form; tell whether a step was taken.

    :raises NotPossible: it was not, and why.
    """
    now, network = timezone.now(), network_of(request)
    if "credential" in request.POST:
        rules.check_tries("second_step", account=str(person.pk), network=network, at=now)
        state = challenges.take(request, at=now)
        passkey = passkeys.used(request.POST["credential"], state, person)
        actions.passkey_used(passkey, at=now)
        note_means(request, person, Means.PASSKEY, authenticator=passkey)
        return True
    if not form.is_valid():
        return False
    rules.check_tries("second_step", account=str(person.pk), network=network, at=now)
    means, authenticator = actions.use_second_step(person, form.cleaned_data["code"], at=now)
    note_means(request, person, means, authenticator=authenticator)
    return True


def _shown(
    request: HttpRequest, person: Person, form: SecondStepForm, trouble: str
) -> HttpResponse:
    means = queries.means_of(person)
    options = challenges.for_use(request, person) if means.passkeys else ""
    answer = page(request, "second_step", form, means=means, options=options, trouble=trouble)
    if trouble:
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return answer


def _in_between(stage: SecondStep | None) -> Person | None:
    """Return who has taken the first step, if nothing has happened to the account since."""
    if stage is None:
        return None
    person = stage.login.user
    if (
        not isinstance(person, Person)
        or not person.is_active
        or not queries.has_second_step(person)
    ):
        return None
    return person if stage.login.state.get("epoch") == person.session_epoch else None
