"""The owners and the partners of a programme: invited, and how far each has come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.programmes import actions
from samspill.programmes.choices import (
    OWNERSHIP_TRANSITIONS,
    PARTNER_TRANSITIONS,
    OwnershipKind,
    OwnershipStatus,
    PartnerStatus,
)
from samspill.programmes.models import Programme
from samspill.workspace.forms.programmes import InviteShareForm, MoveShareForm
from samspill.workspace.views.programmes import POSTED, programme_for, programme_trail

View = Callable[..., HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Share:
    """One list of shares: owners or partners."""

    word: str
    relation: str
    action: str
    first: str
    states: type[Any]
    transitions: Mapping[Any, frozenset[Any]]
    invite: Callable[..., Any]
    move: Callable[..., None]
    has_kinds: bool
    title: Promise
    empty: Promise


OWNERS = Share(
    word="owners",
    relation="ownerships",
    action="programmes.move_ownership",
    first=OwnershipStatus.INVITED.value,
    states=OwnershipStatus,
    transitions=OWNERSHIP_TRANSITIONS,
    invite=actions.invite_owner,
    move=actions.move_ownership,
    has_kinds=True,
    title=gettext_lazy("Owners"),
    empty=gettext_lazy("No owner is named yet. Invite the first."),
)
PARTNERS = Share(
    word="partners",
    relation="partnerships",
    action="programmes.move_partnership",
    first=PartnerStatus.INVITED.value,
    states=PartnerStatus,
    transitions=PARTNER_TRANSITIONS,
    invite=actions.invite_partner,
    move=actions.move_partnership,
    has_kinds=False,
    title=gettext_lazy("Partners"),
    empty=gettext_lazy("No partner is named yet. Invite the first."),
)


def list_of(share: Share) -> View:
    """Make the page that lists the shares of one kind, and on which one more is invited."""

    @open_to(Access.SIGNED_IN, to=share.action)
    @login_required
    @require_http_methods(POSTED)
    def listed(request: PersonRequest, slug: str) -> HttpResponse:
        programme = programme_for(request, slug, to=share.action, state=share.first)
        sent = request.POST if request.method == "POST" else None
        form = InviteShareForm(sent, has_kinds=share.has_kinds)
        if form.is_valid():
            try:
                _invite(request, programme, share, form)
            except DomainError as error:
                form.add_error("organisation", str(error))
            else:
                messages.success(request, _("It has been added, as invited."))
                return redirect(_address(share, programme))
        page = {
            "programme": programme,
            "share": share,
            "rows": [
                (each, reverse(f"workspace:move_{share.word}", args=[slug, each.pk]))
                for each in _rows(programme, share)
            ],
            "form": form,
            "trail": programme_trail(programme, str(share.title)),
        }
        return render(request, "workspace/shares.html", page, status=422 if form.errors else 200)

    return listed


def moving(share: Share) -> View:
    """Make the page on which it is written down how far one of them has come."""

    @open_to(Access.SIGNED_IN, to=share.action)
    @login_required
    @require_http_methods(POSTED)
    def move(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
        programme = programme_for(request, slug, to=share.action, state=share.first)
        row = get_object_or_404(_rows(programme, share), pk=pk)
        sent = request.POST if request.method == "POST" else None
        reachable = [each for each in share.states if each in share.transitions[row.status]]
        form = MoveShareForm(sent, moves=reachable, initial={"since": row.since})
        if form.is_valid():
            said = form.cleaned_data
            try:
                share.move(
                    row,
                    to=share.states(said["to"]),
                    since=said["since"],
                    by=request.user,
                    at=clock.now(),
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("What you changed has been saved."))
                return redirect(_address(share, programme))
        page = {
            "programme": programme,
            "row": row,
            "form": form,
            "cancel": _address(share, programme),
            "trail": programme_trail(programme, str(share.title), str(row.organisation.name)),
        }
        return render(request, "workspace/share.html", page, status=422 if form.errors else 200)

    return move


def _rows(programme: Programme, share: Share) -> Any:
    return getattr(programme, share.relation).select_related("organisation").order_by("pk")


def _invite(
    request: PersonRequest, programme: Programme, share: Share, form: InviteShareForm
) -> None:
    said = form.cleaned_data
    more = {"kind": OwnershipKind(said["kind"])} if share.has_kinds else {}
    share.invite(
        programme,
        said["organisation"],
        since=said["since"],
        by=request.user,
        at=clock.now(),
        **more,
    )


def _address(share: Share, programme: Programme) -> str:
    return reverse(f"workspace:edit_{share.word}", args=[programme.slug])
