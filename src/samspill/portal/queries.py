"""Pages that are put together from several apps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localtime
from django.utils.translation import get_language

from samspill.accounts.models import Reader
from samspill.core.languages import known
from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece
from samspill.editorial.queries import Card
from samspill.editorial.queries import cards as article_cards
from samspill.events.queries import GatheringCard, all_gatherings
from samspill.initiatives.choices import Status
from samspill.initiatives.models import Initiative, TeamMember
from samspill.initiatives.queries import InitiativeCard, InitiativePage, cards
from samspill.mailings.models import Update
from samspill.organisations.choices import TerritoryKind
from samspill.organisations.models import Territory
from samspill.programmes.queries import ProgrammePage

GATHERINGS_SHOWN = 3
UPDATES_SHOWN = 4
ARTICLES_SHOWN = 6
ACHIEVED_SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """What the front page says."""

    ongoing: tuple[InitiativeCard, ...]
    coming: tuple[InitiativeCard, ...]
    possible: tuple[InitiativeCard, ...]
    achieved: tuple[InitiativeCard, ...]
    gatherings: tuple[GatheringCard, ...]
    updates: tuple[Update, ...]

    @classmethod
    def of(cls, *, at: datetime, reader: Reader) -> Self:
        """Read the front page, in five queries."""
        visible = Initiative.objects.visible_to(reader, at=at)
        everything = cards(visible.order_by("-changed_at", "pk"), at=at)
        updates = (
            Update.objects.visible_to(reader, at=at)
            .filter(interest_list__initiative__in=visible)
            .select_related("interest_list__initiative")
            .order_by("-published_at", "-pk")
        )
        return cls(
            ongoing=_having(everything, Status.ONGOING),
            coming=_having(everything, Status.PLANNED),
            possible=_having(everything, Status.POSSIBLE),
            achieved=_having(everything, Status.COMPLETED)[:ACHIEVED_SHOWN],
            gatherings=all_gatherings(at=at, reader=reader).upcoming[:GATHERINGS_SHOWN],
            updates=tuple(updates[:UPDATES_SHOWN]),
        )


def _having(everything: Iterable[InitiativeCard], status: Status) -> tuple[InitiativeCard, ...]:
    return tuple(each for each in everything if each.status is status)


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One square of the schematic map."""

    territory: Territory
    x: int
    y: int
    is_in: bool
    standing: str


@dataclass(frozen=True, kw_only=True)
class TileMap:
    """A schematic map: where a programme works, among its neighbours."""

    tiles: tuple[Tile, ...]
    width: int
    height: int

    #: Length of a square's side, and of the gap between two, in the units of the drawing.
    SIDE = 44
    GAP = 4

    @classmethod
    def of(cls, page: ProgrammePage, *, at: datetime) -> Self | None:
        """Draw the counties of the programme's time, in one query; nothing where none has a place."""
        day = _day_of(page.territories, at=at)
        ours = {each.territory.pk: each for each in page.tiles}
        if not any(each.territory.kind == TerritoryKind.COUNTY for each in page.tiles):
            return None
        counties = [
            each
            for each in Territory.objects.filter(
                kind=TerritoryKind.COUNTY, map_column__isnull=False
            ).order_by("map_row", "map_column", "pk")
            if each.pk in ours or _is_valid(each, day)
        ]
        step = cls.SIDE + cls.GAP
        left = min(each.map_column or 0 for each in counties)
        top = min(each.map_row or 0 for each in counties)
        tiles = tuple(
            Tile(
                territory=each,
                x=((each.map_column or 0) - left) * step,
                y=((each.map_row or 0) - top) * step,
                is_in=each.pk in ours,
                standing=_standing(ours.get(each.pk)),
            )
            for each in counties
        )
        return cls(
            tiles=tiles,
            width=max(each.x for each in tiles) + cls.SIDE,
            height=max(each.y for each in tiles) + cls.SIDE,
        )

    @property
    def ours(self) -> tuple[Tile, ...]:
        """List the squares that belong to the programme."""
        return tuple(each for each in self.tiles if each.is_in)


def _standing(tile: object) -> str:
    ownership = getattr(tile, "ownership", None)
    return ownership.status if ownership else ""


def _day_of(territories: Iterable[Territory], *, at: datetime) -> date:
    """Choose the day whose map is drawn: today, or the last on which all the territories existed."""
    ends = [each.valid_to_on for each in territories if each.valid_to_on]
    return min([localtime(at).date(), *ends])


def _is_valid(territory: Territory, day: date) -> bool:
    return (territory.valid_from_on is None or territory.valid_from_on <= day) and (
        territory.valid_to_on is None or day <= territory.valid_to_on
    )


def is_open_for_participants(page: InitiativePage) -> bool:
    """Tell whether a public body may still ask to take part."""
    return page.initiative.is_open_for_participants and not page.is_over


def people(page: InitiativePage) -> tuple[TeamMember, ...]:
    """List whom one may write to: the contact of each country, then those who lead, each once."""
    found: dict[int, TeamMember] = {}
    for each in (*page.contacts, *page.project_leads, *page.facilitators):
        found.setdefault(each.role_id, each)
    return tuple(found.values())


def group_places(page: InitiativePage) -> list[str]:
    """Draw the places of the group up to its upper target: taken, still wished for, or free."""
    group = page.group
    wide = max(group.most or 0, group.count)
    return [
        "is-taken" if place < group.count else "is-wished" if place < (group.least or 0) else ""
        for place in range(wide)
    ]


def newest_articles(about: Mapping[str, Any], *, at: datetime) -> tuple[Card, ...]:
    """List the newest articles about something, in the reader's language, in one query."""
    found = Piece.objects.visible_to(AnonymousUser(), at=at).filter(genre=Genre.ARTICLE, **about)
    newest = found.order_by("-dated_on", "-pk").distinct()[:ARTICLES_SHOWN]
    return article_cards(newest, language=known(get_language() or "nb"), at=at)
