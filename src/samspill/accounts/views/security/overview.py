"""The page that lists it all, and the sessions."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspill.accounts import actions, queries
from samspill.accounts.http import (
    PersonRequest,
    has_proven_second_step,
    language_of,
    one_step_is_enough,
    safe_next,
    with_next,
)
from samspill.accounts.oidc.configuration import provider_of, providers
from samspill.accounts.views.answers import done, keeping, own, page, renew, secure
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import NotPossible


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@own
@require_safe
def overview(request: PersonRequest) -> HttpResponse:
    """List by what somebody signs in and where they are signed in, and what to do next."""
    means = queries.means_of(request.user)
    connected = {each.issuer for each in means.identities}
    return page(
        request,
        "security/overview",
        means=means,
        identities=[(each, provider_of(each.issuer)) for each in means.identities],
        connectable=[each for each in providers() if each.issuer not in connected],
        sessions=queries.sessions_of(request.user, at=clock.now()),
        current=keeping(request),
        trail=[(_("My page"), reverse("portal:my_page")), (_("Signing in and security"), "")],
    )


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@one_step_is_enough
@own
@require_safe
def second_step_needed(request: PersonRequest) -> HttpResponse:
    """Tell whoever must sign in with two steps how to: set one up, or take the one they have."""
    if has_proven_second_step(request, request.user):
        return HttpResponseRedirect(safe_next(request) or reverse("security"))
    if queries.has_second_step(request.user):
        return HttpResponseRedirect(with_next("security_confirm", safe_next(request)))
    return page(request, "security/second_step_needed")


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@own
@require_POST
def end_session(request: PersonRequest, pk: int) -> HttpResponse:
    """End one session."""
    try:
        actions.end_session(request.user, pk, by=request.user, at=clock.now())
    except NotPossible as error:
        return done(request, str(error))
    return done(request, _("The session has been ended."))


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@own
@require_POST
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    """End every session but this one."""
    actions.end_sessions(request.user, by=request.user, at=clock.now(), keep=keeping(request))
    renew(request)
    return done(request, _("You are signed out everywhere else."))


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@require_POST
def disconnect(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a sign-in service away."""
    try:
        actions.disconnect_identity(request.user, pk, keep=keeping(request), at=clock.now())
    except NotPossible as error:
        return done(request, str(error))
    renew(request)
    return done(request, _("The sign-in service has been removed."))


@open_to(Access.PUBLIC, to="accounts.sign_in")
@one_step_is_enough
@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Lead password managers to the page where a password is changed (well-known address)."""
    with translation.override(language_of(request)):
        return HttpResponseRedirect(reverse("security_password"))
