"""Confirming that it is oneself, before something weighty is changed."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samspill.accounts import actions, queries, rules
from samspill.accounts.choices import Means
from samspill.accounts.forms import CodeForm, SecondStepForm
from samspill.accounts.http import (
    PersonRequest,
    note_means,
    one_step_is_enough,
    safe_next,
    with_next,
)
from samspill.accounts.views import challenges, sent
from samspill.accounts.views.answers import own, page, refuse, renew
from samspill.accounts.views.steps import take_second_step
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPossible
from samspill.core.network import network_of

SENT = "confirmation_code"


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@one_step_is_enough
@own
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PersonRequest) -> HttpResponse:
    """Confirm by the second step, or by a code that is sent where there is none."""
    if queries.has_second_step(request.user):
        return _by_second_step(request)
    return _by_code(request)


def _by_second_step(request: PersonRequest) -> HttpResponse:
    form = SecondStepForm(request.POST if "code" in request.POST else None)
    trouble = ""
    if request.method == "POST":
        try:
            if take_second_step(request, request.user, form):
                return _confirmed(request)
        except NotPossible as error:
            if form.is_bound:
                refuse(form, error, "code")
            else:
                trouble = str(error)
    means = queries.means_of(request.user)
    options = challenges.for_use(request, request.user) if means.passkeys else ""
    shown = page(request, "security/confirm", form, means=means, options=options, trouble=trouble)
    if trouble:
        shown.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return shown


def _by_code(request: PersonRequest) -> HttpResponse:
    now = timezone.now()
    waiting = sent.find(request, SENT, at=now)
    form = CodeForm(request.POST if "code" in request.POST else None)
    trouble = ""
    if request.method == "POST" and request.POST.get("action") == "send":
        form = CodeForm()
        try:
            _send(request)
        except NotPossible as error:
            trouble = str(error)
        else:
            return HttpResponseRedirect(with_next("security_confirm", safe_next(request)))
    elif request.method == "POST" and waiting and form.is_valid():
        try:
            if sent.check(request, waiting, form.cleaned_data["code"], at=now):
                sent.forget(request, SENT)
                note_means(request, request.user, Means.CODE)
                return _confirmed(request)
            refuse(form, sent.wrong(), "code")
        except NotPossible as error:
            refuse(form, error, "code")
    shown = page(request, "security/confirm_code", form, waiting=waiting, trouble=trouble)
    if trouble:
        shown.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return shown


def _send(request: PersonRequest) -> None:
    """Send a code to the person's own address.

    :raises NotPossible: too many have been asked for.
    """
    person, now = request.user, timezone.now()
    rules.check_tries("ask", account=key_of(person.email), network=network_of(request), at=now)
    code = actions.send_code_to_confirm(person, at=clock.now())
    sent.written(person.email, code, at=now).keep(request, SENT)


def _confirmed(request: PersonRequest) -> HttpResponse:
    renew(request)
    return HttpResponseRedirect(safe_next(request) or reverse("security"))
