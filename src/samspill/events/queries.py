"""What pages and other apps ask about gatherings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspill.accounts.models import Reader
from samspill.core import prose
from samspill.core.languages import LANGUAGES
from samspill.core.sheets import Rows
from samspill.core.templatetags.samspill import when
from samspill.core.translated import Translated
from samspill.events.choices import Attendance
from samspill.events.models import Gathering, GatheringQuerySet
from samspill.events.policy import OF_AN_INITIATIVE
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import duties_of as initiative_duties_of
from samspill.initiatives.queries import lists_told_of as lists_of_initiative
from samspill.mailings.choices import HappeningKind
from samspill.mailings.queries import lists_of_kind
from samspill.organisations.choices import Country
from samspill.programmes.models import Programme
from samspill.programmes.queries import duties_of as programme_duties_of
from samspill.programmes.queries import lists_around

#: How long a gathering without a stated end is taken to last, so that it is not past at once.
_UNKNOWN_LENGTH = timedelta(hours=3)


@dataclass(frozen=True, kw_only=True)
class GatheringCard:
    """What a list or a page says about one gathering."""

    gathering: Gathering
    is_over: bool
    is_cancelled: bool

    @classmethod
    def of(cls, gathering: Gathering, *, at: datetime) -> Self:
        """Work out where a gathering stands at a moment."""
        return cls(
            gathering=gathering,
            is_over=_is_over(gathering, at=at),
            is_cancelled=bool(gathering.cancelled_at and gathering.cancelled_at <= at),
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.gathering.time_zone)

    @property
    def starts(self) -> datetime | None:
        """Return when it starts by the clocks of the place."""
        starts_at = self.gathering.starts_at
        return starts_at.astimezone(self.zone) if starts_at else None

    @property
    def ends(self) -> datetime | None:
        """Return when it ends by the clocks of the place."""
        ends_at = self.gathering.ends_at
        return ends_at.astimezone(self.zone) if ends_at else None

    @property
    def has_time_of_day(self) -> bool:
        return self.gathering.starts_at is not None

    @property
    def is_on_site(self) -> bool:
        return self.gathering.attendance != Attendance.ONLINE

    @property
    def is_online(self) -> bool:
        return self.gathering.attendance != Attendance.ON_SITE

    @property
    def where(self) -> str:
        """Say the place in one line: venue, street and town, as far as they are known."""
        found = (self.gathering.venue, self.gathering.street, self.gathering.place)
        return ", ".join(part for part in found if part)


@dataclass(frozen=True, kw_only=True)
class Gatherings:
    """Gatherings that are to come, the nearest first, and those that have been, the latest first."""

    upcoming: tuple[GatheringCard, ...]
    past: tuple[GatheringCard, ...]

    @classmethod
    def among(cls, rows: Iterable[Gathering], *, at: datetime) -> Self:
        """Tell those to come from those that have been."""
        cards = sorted(
            (GatheringCard.of(each, at=at) for each in rows),
            key=lambda card: (_begins(card.gathering), card.gathering.pk),
        )
        return cls(
            upcoming=tuple(card for card in cards if not card.is_over),
            past=tuple(card for card in reversed(cards) if card.is_over),
        )

    @property
    def next(self) -> GatheringCard | None:
        """Return the nearest gathering that has not been cancelled."""
        return next((card for card in self.upcoming if not card.is_cancelled), None)

    @property
    def all(self) -> tuple[GatheringCard, ...]:
        return (*self.upcoming, *self.past)


def gatherings_of_initiative(initiative: Initiative, *, at: datetime, reader: Reader) -> Gatherings:
    """Read the gatherings of an initiative, in one query."""
    return Gatherings.among(_shown(reader, at=at).filter(initiative=initiative), at=at)


def gatherings_of_programme(programme: Programme, *, at: datetime, reader: Reader) -> Gatherings:
    """Read the gatherings of a programme, of its parts and of their initiatives, in one query."""
    rows = _shown(reader, at=at)
    mine = (
        rows.filter(programme=programme)
        | rows.filter(programme__part_of=programme)
        | rows.filter(initiative__programme=programme)
        | rows.filter(initiative__programme__part_of=programme)
    )
    return Gatherings.among(mine, at=at)


def all_gatherings(*, at: datetime, reader: Reader) -> Gatherings:
    """Read every gathering that somebody may see, in one query."""
    return Gatherings.among(_shown(reader, at=at), at=at)


def table_of(cards: Iterable[GatheringCard]) -> Rows:
    """Write what a list says of each gathering, under a head, in the language that is active."""
    head = [
        _("Title"),
        pgettext("of a gathering", "Kind"),
        _("When"),
        _("Place"),
        _("Country"),
        _("Initiative"),
        _("Programme"),
        _("Status"),
        _("Address"),
    ]
    return [head, *(_row(card) for card in cards)]


def _row(card: GatheringCard) -> list[str]:
    gathering = card.gathering
    over = _("Has been") if card.is_over else _("To come")
    return [
        str(gathering.title),
        str(gathering.get_kind_display()),
        when(gathering.when),
        card.where or (_("Online") if card.is_online else ""),
        str(Country(gathering.country).label) if gathering.country in Country else "",
        str(gathering.initiative.title) if gathering.initiative else "",
        str(gathering.programme.title) if gathering.programme else "",
        _("Cancelled") if card.is_cancelled else over,
        f"{settings.SITE_URL}{gathering.get_absolute_url()}",
    ]


def planned_for(owner: Initiative | Programme, *, at: datetime) -> Gatherings:
    """Read every gathering of an initiative or a programme, drafts among them, for those who plan."""
    rows = Gathering.objects.select_related("initiative", "programme", "territory")
    own = (
        rows.filter(initiative=owner)
        if isinstance(owner, Initiative)
        else rows.filter(programme=owner)
    )
    return Gatherings.among(own.order_by("pk"), at=at)


def gatherings_open_to(person: Reader, action: str, *, at: datetime) -> GatheringQuerySet:
    """List the gatherings with which somebody may do something, drafts among them."""
    rows = Gathering.objects.open_to(person, action, at=at)
    return rows.select_related("initiative", "programme", "territory")


def lists_told_of(gathering: Gathering) -> list[int]:
    """Name the lists whose followers are told of a gathering, the nearest first."""
    places = [gathering.territory_id] if gathering.territory_id else []
    lists: list[int] = []
    if gathering.initiative is not None:
        lists += lists_of_initiative(gathering.initiative)
        lists += lists_around(programme=None, themes=(), territories=places)
    elif gathering.programme is not None:
        themes = gathering.programme.themes.values_list("pk", flat=True)
        places += gathering.programme.territories.values_list("pk", flat=True)
        lists += lists_around(programme=gathering.programme, themes=themes, territories=places)
    return [*lists, *lists_of_kind(HappeningKind.GATHERING)]


def announced(gathering: Gathering) -> Translated:
    """Say in a line when, where and why people gather, in each language."""
    where = GatheringCard.of(gathering, at=gathering.changed_at).where
    return Translated(
        {
            code: " · ".join(
                filter(
                    None,
                    (
                        gathering.when.in_language(code),
                        where,
                        prose.excerpt(gathering.purpose.wording(code).text),
                    ),
                )
            )
            for code in LANGUAGES
        }
    )


def duties_of(person: Reader, gathering: Gathering, at: datetime) -> frozenset[str]:
    """Tell what somebody is to the initiative or programme that gathers."""
    if gathering.initiative is not None:
        return initiative_duties_of(person, gathering.initiative, at)
    return programme_duties_of(person, gathering.programme, at) - OF_AN_INITIATIVE


def _shown(reader: Reader, *, at: datetime) -> GatheringQuerySet:
    return (
        Gathering.objects.visible_to(reader, at=at)
        .select_related("initiative", "programme", "territory")
        .order_by("starts_at", "pk")
    )


def _is_over(gathering: Gathering, *, at: datetime) -> bool:
    if gathering.ends_at:
        return gathering.ends_at <= at
    if gathering.starts_at:
        return gathering.starts_at + _UNKNOWN_LENGTH <= at
    return bool(gathering.when and gathering.when.is_over(at))


def _begins(gathering: Gathering) -> datetime:
    return gathering.starts_at or gathering.when.earliest(gathering.time_zone)
