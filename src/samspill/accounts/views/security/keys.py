"""Passkeys: adding, naming, removing."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspill.accounts import actions, passkeys, queries
from samspill.accounts.choices import Means
from samspill.accounts.forms import PasskeyNameForm
from samspill.accounts.http import (
    PersonRequest,
    browser_of,
    note_means,
    one_step_is_enough,
)
from samspill.accounts.views import challenges
from samspill.accounts.views.answers import done, keeping, page, refuse, renew, secure
from samspill.accounts.views.security.secrets import after_adding
from samspill.core.access import Access, open_to
from samspill.core.errors import NotPossible


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@one_step_is_enough
@secure
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: PersonRequest) -> HttpResponse:
    """Ask the browser for a passkey, and keep it under a name."""
    person, now = request.user, timezone.now()
    form = PasskeyNameForm(request.POST or None, initial={"name": _name(request)})
    trouble = ""
    if request.method == "POST" and form.is_valid():
        try:
            answer = request.POST.get("credential", "")
            credential = passkeys.added(answer, challenges.take(request, at=now))
            actions.add_passkey(person, credential, form.cleaned_data["name"], at=now)
        except NotPossible as error:
            trouble = str(error)
        else:
            note_means(request, person, Means.PASSKEY)
            renew(request)
            return after_adding(request, _("The passkey is in use."))
    options = challenges.for_adding(request, person)
    shown = page(request, "security/add_passkey", form, options=options, trouble=trouble)
    if trouble:
        shown.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return shown


def _name(request: PersonRequest) -> str:
    browser, system = browser_of(request)
    named = {"browser": browser.label, "system": system.label}
    return (_("%(browser)s on %(system)s") % named)[:60]


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a passkey another name.

    :raises Http404: the person has no such passkey.
    """
    found = queries.find_passkey(request.user, pk)
    if found is None:
        raise Http404
    form = PasskeyNameForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_passkey(request.user, pk, form.cleaned_data["name"], at=timezone.now())
        except NotPossible as error:
            refuse(form, error)
        else:
            return done(request, _("The passkey has its new name."))
    return page(request, "security/passkey", form, passkey=found)


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@require_POST
def remove_passkey(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a passkey away.

    :raises Http404: the person has no such passkey.
    """
    if queries.find_passkey(request.user, pk) is None:
        raise Http404
    try:
        actions.remove_passkey(request.user, pk, keep=keeping(request), at=timezone.now())
    except NotPossible as error:
        return done(request, str(error))
    renew(request)
    return done(request, _("The passkey has been removed."))
