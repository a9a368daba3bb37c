"""The page that the link of an invitation leads to. Opening it changes nothing; a pressed button does."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.choices import Means
from samspill.accounts.http import note_means, one_step_is_enough
from samspill.accounts.models import Person
from samspill.accounts.queries import find_account
from samspill.accounts.views.answers import sign_in
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.organisations import actions
from samspill.organisations.acting import choose
from samspill.organisations.choices import InvitationState
from samspill.organisations.forms import NameForm
from samspill.organisations.models import Role
from samspill.organisations.queries import (
    FoundInvitation,
    find_invitation,
    is_address_of,
)


@open_to(Access.LINK, to="organisations.accept")
@one_step_is_enough
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what one is invited to and by whom, and accept it when the button is pressed."""
    response = _answer(request, secret)
    # "no-referrer" would make browsers send "Origin: null" with the form, which is refused.
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest, secret: str) -> HttpResponse:
    now = clock.now()
    found = find_invitation(secret, at=now)
    if found.state == InvitationState.UNKNOWN or found.invitation is None:
        return render(request, "organisations/invitation_unknown.html", status=404)
    if found.state != InvitationState.OPEN:
        return render(request, "organisations/invitation_over.html", {"found": found}, status=410)
    reader = request.user if isinstance(request.user, Person) else None
    form = NameForm(request.POST if request.method == "POST" and reader is None else None)
    trouble = ""
    if request.method == "POST" and (reader is not None or form.is_valid()):
        try:
            role = actions.accept(
                secret, by=reader, name="" if reader else form.cleaned_data["name"], at=now
            )
        except DomainError as error:
            trouble = str(error)
        else:
            return _let_in(request, role)
    page = {
        "found": found,
        "form": form,
        "trouble": trouble,
        "way": _way(found, reader),
        "sign_in": f"{reverse('account_login')}?next={request.path}",
    }
    is_wrong = trouble or form.errors
    return render(request, "organisations/invitation.html", page, status=422 if is_wrong else 200)


def _way(found: FoundInvitation, reader: Person | None) -> str:
    """Say what whoever opened the page must do before they can accept."""
    address = found.invitation.address if found.invitation else ""
    if reader is not None:
        return "accept" if is_address_of(reader, address) else "other_account"
    account = find_account(address)
    if account is None:
        return "new_account"
    return "sign_in" if account.is_active else "closed"


def _let_in(request: HttpRequest, role: Role) -> HttpResponse:
    """Lead on to one's own page; who is new is signed in first, by the steps that everybody takes."""
    words = {"organisation": role.organisation.name}
    messages.success(
        request,
        _("The role at %(organisation)s takes effect when a second person has confirmed it.")
        % words
        if role.is_waiting
        else _("You now act for %(organisation)s.") % words,
    )
    if request.user.is_authenticated:
        choose(request, role)
        return redirect("portal:my_page")
    # The link came to the mailbox, as a code does.
    note_means(request, role.person, Means.CODE)
    return sign_in(request, role.person, to=reverse("portal:my_page"))
