"""The inbox: what has come, narrowed as somebody asks, the most urgent first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import Q
from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.organisations.queries import held_by
from samspill.outreach.choices import OPEN, ContributionKind, ContributionStatus
from samspill.outreach.models import Contribution
from samspill.outreach.models.contributions import ContributionQuerySet
from samspill.outreach.policy import EVERYWHERE, MANAGERS, OF_THE_COUNTRY
from samspill.programmes.models import Programme

#: What an inbox shows where nobody asks for something else.
WAITING = "waiting"
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What somebody wants to see of the inbox, as the address says it."""

    status: str = WAITING
    kind: str = ""
    programme: str = ""
    is_mine: bool = False
    is_late: bool = False
    words: str = ""

    @classmethod
    def of(cls, asked: dict[str, str]) -> Self:
        """Read an address; what makes no sense is left out."""
        status = asked.get("status", "")
        kind = asked.get("kind", "")
        return cls(
            status=status if status == ALL or status in ContributionStatus else WAITING,
            kind=kind if kind in ContributionKind else "",
            programme=asked.get("programme", ""),
            is_mine="mine" in asked,
            is_late="late" in asked,
            words=asked.get("q", "").strip()[:100],
        )

    def __bool__(self) -> bool:
        return self != type(self)()


@dataclass(frozen=True, kw_only=True)
class InboxPage:
    """What the inbox says to somebody."""

    rows: ContributionQuerySet
    programmes: tuple[Programme, ...]
    late: int
    day: date

    @classmethod
    def of(cls, narrowing: Narrowing, *, reader: Person, at: datetime) -> Self:
        """Find what somebody may read and wants to see; the rows are read by whoever shows them."""
        day = localtime(at).date()
        visible = Contribution.objects.visible_to(reader, at=at)
        programmes = Programme.objects.filter(pk__in=visible.values("programme")).order_by("pk")
        return cls(
            rows=_ordered(_narrowed(visible, narrowing, reader=reader, at=at), narrowing),
            programmes=tuple(programmes),
            late=visible.late(day).count(),
            day=day,
        )


def _narrowed(
    visible: ContributionQuerySet, wanted: Narrowing, *, reader: Person, at: datetime
) -> ContributionQuerySet:
    found = visible
    if wanted.status == WAITING:
        found = found.waiting()
    elif wanted.status != ALL:
        found = found.filter(status=wanted.status)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.programme:
        found = found.filter(programme__slug=wanted.programme)
    if wanted.is_mine:
        found = found.filter(responsible__in=held_by(reader, at).roles)
    if wanted.is_late:
        found = found.late(localtime(at).date())
    if wanted.words:
        found = found.filter(
            Q(reference__iexact=wanted.words)
            | Q(text__icontains=wanted.words)
            | Q(sender_name__icontains=wanted.words)
            | Q(organisation_name__icontains=wanted.words)
        )
    return found.select_related(
        "programme", "initiative", "responsible__person", "responsible__organisation"
    )


def _ordered(found: ContributionQuerySet, wanted: Narrowing) -> ContributionQuerySet:
    if wanted.status == WAITING or wanted.status in OPEN:
        return found.order_by("due_on", "pk")
    return found.order_by("-written_at", "-pk")


def inbox_link(reader: Person, *, at: datetime) -> int | None:
    """Count what waits for those who have an inbox; for others there is none."""
    waiting = Contribution.objects.visible_to(reader, at=at).waiting().count()
    own = held_by(reader, at).kinds() & (MANAGERS | EVERYWHERE | OF_THE_COUNTRY)
    return waiting if waiting or own else None
