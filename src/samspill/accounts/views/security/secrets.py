"""The authenticator app, recovery codes and the password."""

from urllib.parse import quote

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from qrcode import QRCode

from samspill.accounts import actions, queries, rules
from samspill.accounts.choices import Means
from samspill.accounts.forms import AppForm, NewPasswordForm
from samspill.accounts.http import PersonRequest, note_means, one_step_is_enough
from samspill.accounts.views.answers import done, keeping, page, refuse, renew, secure
from samspill.core.access import Access, open_to
from samspill.core.errors import NotPossible
from samspill.core.network import network_of
from samspill.core.sealing import seal, unseal

NEW_KEY = "app_key"


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@one_step_is_enough
@secure
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: PersonRequest) -> HttpResponse:
    """Show the key of a new authenticator app, and take it into use by its first code."""
    means = queries.means_of(request.user)
    if means.has_app:
        return HttpResponseRedirect(reverse("security"))
    form = AppForm(request.POST or None)
    secret = _secret(request)
    if request.method == "POST" and form.is_valid():
        now, person = timezone.now(), request.user
        try:
            network = network_of(request)
            rules.check_tries("second_step", account=str(person.pk), network=network, at=now)
            actions.add_app(person, secret, form.cleaned_data["code"], at=now)
        except NotPossible as error:
            refuse(form, error, "code")
        else:
            del request.session[NEW_KEY]
            note_means(request, person, Means.APP)
            renew(request)
            return after_adding(request, _("The authenticator app is in use."))
    address = _app_address(request, secret)
    groups = " ".join(secret[each : each + 4] for each in range(0, len(secret), 4))
    shown = {"secret": groups, "address": address, **_drawing(address)}
    return page(request, "security/app", form, **shown)


def after_adding(request: PersonRequest, sentence: str) -> HttpResponse:
    """Give recovery codes to whoever has got their first second step."""
    if queries.means_of(request.user).recovery_codes_left:
        return done(request, sentence)
    codes = actions.make_recovery_codes(request.user, at=timezone.now())
    return page(request, "security/recovery_codes", codes=codes, sentence=sentence)


def _secret(request: PersonRequest) -> str:
    """Return the key that is being set up: a new one, or that of the page before."""
    kept = request.session.get(NEW_KEY)
    if request.method == "POST" and kept:
        return unseal(kept)
    secret: str = generate_totp_secret()
    request.session[NEW_KEY] = seal(secret)
    return secret


def _app_address(request: PersonRequest, secret: str) -> str:
    label = quote(f"{settings.SITE_NAME}:{request.user.email}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': settings.SITE_NAME})}"


def _drawing(text: str) -> dict[str, object]:
    """Draw a text as a QR code: one path, which the page puts into an SVG."""
    code = QRCode(border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return {"path": path, "size": len(rows)}


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@require_POST
def remove_app(request: PersonRequest) -> HttpResponse:
    """Take the authenticator app away."""
    try:
        actions.remove_app(request.user, keep=keeping(request), at=timezone.now())
    except NotPossible as error:
        return done(request, str(error))
    renew(request)
    return done(request, _("The authenticator app has been removed."))


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: PersonRequest) -> HttpResponse:
    """Make new recovery codes and show them, once."""
    trouble = ""
    if request.method == "POST":
        try:
            codes = actions.make_recovery_codes(request.user, at=timezone.now())
        except NotPossible as error:
            trouble = str(error)
        else:
            return page(request, "security/recovery_codes", codes=codes)
    left = queries.means_of(request.user).recovery_codes_left
    return page(request, "security/make_recovery_codes", left=left, trouble=trouble)


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: PersonRequest) -> HttpResponse:
    """Choose a password, or another one."""
    means = queries.means_of(request.user)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["password"]
        try:
            actions.choose_password(request.user, chosen, keep=keeping(request), at=timezone.now())
        except NotPossible as error:
            refuse(form, error, "password")
        else:
            renew(request)
            return done(request, _("The password is chosen. You are signed out everywhere else."))
    return page(request, "security/password", form, means=means)


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@require_POST
def remove_password(request: PersonRequest) -> HttpResponse:
    """Take the password away."""
    try:
        actions.remove_password(request.user, keep=keeping(request), at=timezone.now())
    except NotPossible as error:
        return done(request, str(error))
    renew(request)
    return done(request, _("The password has been removed."))
