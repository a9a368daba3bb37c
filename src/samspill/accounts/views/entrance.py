"""Signing in by a code or a password, and signing out."""

from http import HTTPStatus

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts import actions, rules
from samspill.accounts.choices import Means
from samspill.accounts.forms import CodeForm, CodeRequestForm, PasswordSignInForm
from samspill.accounts.http import (
    front_page,
    language_of,
    note_means,
    one_step_is_enough,
    safe_next,
    with_next,
)
from samspill.accounts.models import Person
from samspill.accounts.oidc.configuration import providers
from samspill.accounts.queries import find_person, has_second_step
from samspill.accounts.views import sent
from samspill.accounts.views.answers import outside, page, refuse, sign_in
from samspill.accounts.views.providers import also_sign_out
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPossible
from samspill.core.network import network_of

SENT = "sign_in_code"


@open_to(Access.PUBLIC, to="accounts.sign_in")
@outside
@require_http_methods(["GET", "HEAD", "POST"])
def request_code(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send a code to it, or word that there is no account."""
    form = CodeRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _send(request, form.cleaned_data["email"])
        except NotPossible as error:
            refuse(form, error, "email")
        else:
            return HttpResponseRedirect(with_next("account_confirm_login_code", safe_next(request)))
    return page(request, "sign_in", form, providers=providers())


@open_to(Access.PUBLIC, to="accounts.sign_in")
@outside
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_code(request: HttpRequest) -> HttpResponse:
    """Take the code and sign its owner in."""
    waiting = sent.find(request, SENT, at=timezone.now())
    if waiting is None:
        return redirect("account_request_login_code")
    form = CodeForm()
    try:
        if request.method == "POST" and request.POST.get("action") == "resend":
            _send(request, waiting.address)
            wanted = safe_next(request)
            return HttpResponseRedirect(with_next("account_confirm_login_code", wanted))
        if request.method == "POST":
            form = CodeForm(request.POST)
            if form.is_valid() and _is_right(request, waiting, form):
                return _by_code(request, waiting.address)
    except NotPossible as error:
        return _start_again(request, str(error))
    return page(request, "code", form, address=waiting.address)


def _is_right(request: HttpRequest, waiting: sent.SentCode, form: CodeForm) -> bool:
    """Compare the code, and say so at the field where it is another.

    :raises NotPossible: there have been too many tries.
    """
    is_right = sent.check(request, waiting, form.cleaned_data["code"], at=timezone.now())
    if not is_right:
        refuse(form, sent.wrong(), "code")
    return is_right


def _send(request: HttpRequest, address: str) -> None:
    """Send a code, and wait for it.

    :raises NotPossible: too many have been asked for.
    """
    now = timezone.now()
    rules.check_tries("ask", account=key_of(address), network=network_of(request), at=now)
    code = actions.send_code(address, language=language_of(request), at=clock.now())
    sent.written(address, code, at=now).keep(request, SENT)


def _start_again(request: HttpRequest, why: str) -> HttpResponse:
    sent.forget(request, SENT)
    messages.warning(request, why)
    return HttpResponseRedirect(with_next("account_request_login_code", safe_next(request)))


def _by_code(request: HttpRequest, address: str) -> HttpResponse:
    sent.forget(request, SENT)
    person = find_person(address)
    if person is None:  # the account was closed while the code was on its way
        return redirect("account_inactive")
    note_means(request, person, Means.CODE)
    return sign_in(request, person)


@open_to(Access.PUBLIC, to="accounts.sign_in")
@outside
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def by_password(request: HttpRequest) -> HttpResponse:
    """Take address and password, and lead on to the second step."""
    form = PasswordSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, now = form.cleaned_data["email"], timezone.now()
        try:
            rules.check_tries(
                "password", account=key_of(address), network=network_of(request), at=now
            )
        except NotPossible as error:
            refuse(form, error)
        else:
            # Somebody unknown, or without a password, costs one hash as well.
            person = find_person(address) or Person(password=make_password(None))
            is_right = person.check_password(form.cleaned_data["password"])
            if is_right and has_second_step(person):
                note_means(request, person, Means.PASSWORD)
                return sign_in(request, person)
            refuse(form, NotPossible(_("The address and the password do not fit together.")))
    return page(request, "password_sign_in", form)


@open_to(Access.PUBLIC, to="accounts.sign_out")
@one_step_is_enough
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out when the button is pressed; opening the page only asks."""
    wanted = safe_next(request) or front_page(request)
    if request.method != "POST":
        if not request.user.is_authenticated:
            return HttpResponseRedirect(wanted)
        return page(request, "sign_out")
    elsewhere = also_sign_out(request)
    sent.forget(request, SENT)
    logout(request)
    return elsewhere or HttpResponseRedirect(wanted)


@open_to(Access.PUBLIC, to="accounts.sign_in")
@one_step_is_enough
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Tell that an account has been closed."""
    return render(request, "accounts/closed.html", status=HTTPStatus.FORBIDDEN)


@open_to(Access.PUBLIC, to="accounts.sign_in")
@one_step_is_enough
@require_safe
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Tell how one gets an account, since nobody can make one on their own."""
    return render(request, "accounts/no_sign_up.html")
