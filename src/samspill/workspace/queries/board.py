"""The board of the initiatives that somebody works with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Self

from django.utils.translation import gettext as _

from samspill.accounts.models import Reader
from samspill.core.translated import Translated
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard, Gatherings
from samspill.initiatives.choices import Duty, Status
from samspill.initiatives.models import Initiative, InitiativeQuerySet, TeamMember
from samspill.initiatives.queries import InitiativeCard, ProcessStep, cards
from samspill.organisations.choices import Country
from samspill.organisations.models import Territory
from samspill.workspace.choices import Arrangement
from samspill.workspace.queries import late
from samspill.workspace.queries.filters import BoardFilters
from samspill.workspace.queries.notes import Note
from samspill.workspace.queries.waiting import Waiting

#: How many cards a column shows before it leads to a page with all of them.
SHOWN_IN_A_COLUMN = 20
#: The column of what has no theme, or no region.
WITHOUT = "none"


@dataclass(frozen=True, kw_only=True)
class BoardCard:
    """What the board says of one initiative."""

    card: InitiativeCard
    territories: tuple[Territory, ...]
    responsible: tuple[TeamMember, ...]
    gathering: GatheringCard | None
    late: tuple[Note, ...]
    waiting: tuple[Note, ...]

    @property
    def initiative(self) -> Initiative:
        return self.card.initiative

    @property
    def step(self) -> ProcessStep | None:
        """Return the step that is going on, else the next; none of what is over."""
        return None if self.card.is_over else self.card.current or self.card.next

    @property
    def where(self) -> list[str | Translated]:
        """Name the places, else the countries of those who take part, else how far it reaches."""
        if self.territories:
            return [each.name for each in self.territories]
        countries: list[str | Translated] = [
            str(Country(code).label) for code in self.card.countries if code in Country
        ]
        return countries or [self.initiative.get_scope_display()]


@dataclass(frozen=True, kw_only=True)
class Column:
    """The cards that have a status, a theme or a region in common; those first that are late."""

    key: str
    title: str | Translated
    cards: tuple[BoardCard, ...]
    is_whole: bool
    #: What the address of a page with the whole column asks for.
    question: str

    @property
    def shown(self) -> tuple[BoardCard, ...]:
        return self.cards if self.is_whole else self.cards[:SHOWN_IN_A_COLUMN]

    @property
    def has_more(self) -> bool:
        return len(self.shown) < len(self.cards)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The initiatives that somebody works with, in columns, as of one moment."""

    filters: BoardFilters
    cards: tuple[BoardCard, ...]

    @classmethod
    def of(cls, reader: Reader, filters: BoardFilters, *, at: datetime) -> Self:
        """Read a board, in queries whose number does not grow with what stands on it."""
        rows = filters.matching(on_the_board(reader, at=at), at=at).order_by("pk")
        kept = [
            card
            for card in cards(rows, at=at)
            if card.status is not Status.ARCHIVED and filters.fits(card)
        ]
        found = _board_cards(kept, reader=reader, at=at)
        return cls(
            filters=filters,
            cards=tuple(each for each in found if each.late or not filters.is_late_only),
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Arrange the cards; a card of two themes stands in both columns."""
        found: dict[str, tuple[str | Translated, list[BoardCard]]] = {}
        if self.filters.by is Arrangement.STAGE:
            found = {each.value: (str(each.label), []) for each in Status}
        for card in self.cards:
            for key, title in _columns_of(card, self.filters.by):
                found.setdefault(key, (title, []))[1].append(card)
        columns = [
            Column(
                key=key,
                title=title,
                cards=tuple(sorted(those, key=_late_first)),
                is_whole=key == self.filters.column,
                question=self.filters.only(key).question,
            )
            for key, (title, those) in found.items()
            if those and self.filters.column in {"", key}
        ]
        if self.filters.by is not Arrangement.STAGE:
            columns.sort(key=lambda one: (one.key == WITHOUT, str(one.title).casefold()))
        return tuple(columns)

    @property
    def count_late(self) -> int:
        return sum(bool(each.late) for each in self.cards)


def on_the_board(reader: Reader, *, at: datetime) -> InitiativeQuerySet:
    """Find the initiatives that stand on somebody's board."""
    shown = Initiative.objects.visible_to(reader, at=at)
    return shown.open_to(reader, "initiatives.oversee", at=at)


def _columns_of(card: BoardCard, by: Arrangement) -> Iterator[tuple[str, str | Translated]]:
    match by:
        case Arrangement.STAGE:
            yield card.card.status.value, str(card.card.status.label)
        case Arrangement.THEME:
            for theme in card.card.themes:
                yield theme.slug, theme.name
            if not card.card.themes:
                yield WITHOUT, _("Without a theme")
        case Arrangement.REGION:
            for territory in card.territories:
                yield territory.slug, territory.name
            if not card.territories:
                yield WITHOUT, _("Without a region")


def _late_first(card: BoardCard) -> tuple[bool, bool, str, int]:
    title = str(card.initiative.title).casefold()
    return not card.late, not card.waiting, title, card.initiative.pk


def _board_cards(
    found: Sequence[InitiativeCard], *, reader: Reader, at: datetime
) -> list[BoardCard]:
    initiatives = [each.initiative for each in found]
    keys = [each.pk for each in initiatives]
    waiting = Waiting.read(initiatives, reader=reader, at=at)
    missed = late.missed_updates(initiatives, at=at)
    unseen = late.unseen_gatherings(keys, at=at)
    territories, gatherings = _territories(keys), _gatherings(keys, reader=reader, at=at)

    def late_in(card: InitiativeCard) -> Iterator[Note]:
        pk = card.initiative.pk
        yield from late.late_in(card, may_run=pk in waiting.run, at=at)
        if many := missed.get(pk):
            yield late.missed_update(card.initiative, many, may_run=pk in waiting.run)
        if (many := unseen.get(pk)) and not card.is_over:
            yield late.unseen_gathering(many)

    return [
        BoardCard(
            card=card,
            territories=tuple(territories.get(card.initiative.pk, ())),
            responsible=tuple(
                each
                for each in waiting.team.get(card.initiative.pk, ())
                if each.duty in {Duty.FACILITATOR, Duty.PROJECT_LEAD}
            ),
            gathering=Gatherings.among(gatherings.get(card.initiative.pk, ()), at=at).next,
            late=tuple(late_in(card)),
            waiting=tuple(waiting.of(card)),
        )
        for card in found
    ]


def _territories(keys: list[int]) -> dict[int, list[Territory]]:
    found: dict[int, list[Territory]] = {}
    placed = Initiative.territories.through.objects.filter(initiative__in=keys)
    for each in placed.select_related("territory").order_by("pk"):
        found.setdefault(each.initiative_id, []).append(each.territory)
    return found


def _gatherings(keys: list[int], *, reader: Reader, at: datetime) -> dict[int, list[Gathering]]:
    found: dict[int, list[Gathering]] = {}
    for each in Gathering.objects.visible_to(reader, at=at).filter(initiative__in=keys):
        if each.initiative_id:
            found.setdefault(each.initiative_id, []).append(each)
    return found
