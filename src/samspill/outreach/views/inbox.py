"""The inbox of those who run programmes, and each thing in it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.policy import allows
from samspill.core.sheets import as_file
from samspill.outreach.choices import ContributionKind, ContributionStatus
from samspill.outreach.models import Contribution
from samspill.outreach.queries import InboxPage, Narrowing, duties_of, table_of
from samspill.outreach.views.finding import contribution_for
from samspill.outreach.views.trails import inbox_trail

A_PAGE = 25
_STEPS = ("assign", "answer", "close", "share_answer", "begin_initiative")


@open_to(Access.SIGNED_IN, to="outreach.see_inbox")
@login_required
@require_safe
def inbox(request: PersonRequest) -> HttpResponse:
    """List what has come in that the reader may read; the address says how it is narrowed."""
    narrowing = Narrowing.of(request.GET.dict())
    found = InboxPage.of(narrowing, reader=request.user, at=clock.now())
    page = {
        "narrowing": narrowing,
        "question": request.GET.urlencode(),
        "found": found,
        "shown": Paginator(found.rows, A_PAGE).get_page(request.GET.get("page")),
        "statuses": ContributionStatus,
        "kinds": ContributionKind,
        "trail": inbox_trail(),
    }
    return render(request, "outreach/inbox.html", page)


@open_to(Access.SIGNED_IN, to="outreach.see_inbox")
@login_required
@require_safe
def inbox_as_file(request: PersonRequest, wanted: str) -> HttpResponse:
    """Give what the inbox shows, narrowed alike, as a file: without what senders wrote."""
    narrowing = Narrowing.of(request.GET.dict())
    found = InboxPage.of(narrowing, reader=request.user, at=clock.now())
    return as_file(table_of(found.rows, day=found.day), wanted, name="samspill")


@open_to(Access.SIGNED_IN, to="outreach.read")
@login_required
@require_safe
def contribution(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what somebody sent, what has been done with it, and what can be done now."""
    found = contribution_for(request, pk, to="outreach.read")
    now = clock.now()
    page = {
        "contribution": found,
        "shared": getattr(found, "shared_answer", None),
        "is_late": found.is_late(clock.today()),
        "may": _steps_for(request, found),
        "trail": inbox_trail(found),
        "now": now,
    }
    return render(request, "outreach/contribution.html", page)


def _steps_for(request: PersonRequest, found: Contribution) -> dict[str, bool]:
    """Tell which steps the reader may take, as far as who they are decides it."""
    roles = duties_of(request.user, found, clock.now())
    return {step: allows(f"outreach.{step}", roles=roles) for step in _STEPS}
