"""Who acts for an organisation: seen, invited and ended by those who look after it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.translated import Translated
from samspill.organisations import actions
from samspill.organisations.choices import RoleKind
from samspill.organisations.forms import InvitationForm
from samspill.organisations.models import Organisation
from samspill.organisations.queries import (
    PeoplePage,
    held_by,
    may_give,
    organisations_open_to,
    unanswered_invitations,
    unfinished_roles,
)


@open_to(Access.SIGNED_IN, to="organisations.see_people")
@login_required
@require_safe
def people(request: PersonRequest, slug: str) -> HttpResponse:
    """Show who acts for an organisation, in which role, and who has been invited."""
    organisation = _looked_after(request, slug, to="organisations.see_people")
    page = {
        "page": PeoplePage.of(organisation, reader=request.user, at=clock.now()),
        "trail": _trail(organisation, (_("Who acts for it"), "")),
    }
    return render(request, "organisations/people.html", page)


@open_to(Access.SIGNED_IN, to="organisations.invite")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PersonRequest, slug: str) -> HttpResponse:
    """Invite somebody to act for an organisation. The answer is the same for every address."""
    organisation = _looked_after(request, slug, to="organisations.invite")
    now = clock.now()
    kinds = may_give(held_by(request.user, now), organisation)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds,
        initial={"kind": request.GET.get("role", "")},
    )
    if form.is_valid():
        try:
            actions.invite(
                organisation,
                RoleKind(form.cleaned_data["kind"]),
                address=form.cleaned_data["address"],
                language=form.cleaned_data["language"],
                to_on=form.cleaned_data["to_on"],
                by=request.user,
                at=now,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("We have sent an invitation to %(address)s.")
                % {"address": form.cleaned_data["address"]},
            )
            return redirect("organisations:people", slug)
    page = {
        "organisation": organisation,
        "form": form,
        "trail": _trail(organisation, _to_people(organisation), (_("Invite somebody"), "")),
    }
    return render(request, "organisations/invite.html", page, status=422 if form.errors else 200)


@open_to(Access.SIGNED_IN, to="organisations.invite")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_invitation(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Ask whether an invitation is to be withdrawn, and withdraw it or send it again by a button."""
    organisation = _looked_after(request, slug, to="organisations.invite")
    invitation = get_object_or_404(unanswered_invitations(organisation), pk=pk)
    if request.method != "POST":
        page = {
            "invitation": invitation,
            "back": reverse("organisations:people", args=[slug]),
            "trail": _trail(
                organisation, _to_people(organisation), (_("Withdraw an invitation"), "")
            ),
        }
        return render(request, "organisations/withdraw_invitation.html", page)
    try:
        if request.POST.get("do") == "withdraw":
            actions.withdraw(invitation, by=request.user, at=clock.now())
            messages.success(request, _("The invitation has been withdrawn."))
        else:
            actions.send_again(invitation, by=request.user, at=clock.now())
            messages.success(request, _("We have sent a new link. The one before no longer works."))
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("organisations:people", slug)


@open_to(Access.SIGNED_IN, to="organisations.end_role")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Ask whether somebody's role is to end, and end it when the button is pressed."""
    organisation = _looked_after(request, slug, to="organisations.end_role")
    role = get_object_or_404(unfinished_roles(organisation, at=clock.now()), pk=pk)
    trouble = ""
    if request.method == "POST":
        try:
            actions.end_role(role, by=request.user, at=clock.now())
        except DomainError as error:
            trouble = str(error)
        else:
            messages.success(request, _("The role has ended. You can invite the person again."))
            is_own = role.person_id == request.user.pk
            return redirect("portal:my_page") if is_own else redirect("organisations:people", slug)
    page = {
        "role": role,
        "trouble": trouble,
        "back": reverse("organisations:people", args=[slug]),
        "trail": _trail(organisation, _to_people(organisation), (_("End a role"), "")),
    }
    return render(request, "organisations/end_role.html", page, status=422 if trouble else 200)


def _looked_after(request: PersonRequest, slug: str, *, to: str) -> Organisation:
    """Find an organisation with whose people somebody may do something; to others it is not there.

    :raises Http404: there is none, or this person may not.
    """
    own = organisations_open_to(request.user, to, at=clock.now())
    return get_object_or_404(own, slug=slug)


def _to_people(organisation: Organisation) -> tuple[str, str]:
    return _("Who acts for it"), reverse("organisations:people", args=[organisation.slug])


def _trail(
    organisation: Organisation, *more: tuple[str, str]
) -> list[tuple[str | Translated, str]]:
    return [(organisation.name, organisation.get_absolute_url()), *more]
