"""One unit of the calendar: a year, a season, a month, a day or a minute."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, IntEnum, auto
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

#: Where a time of day is meant when nothing else is said.
HOME = "Europe/Oslo"
#: A year outside these is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 1800, 2199

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24
#: The month in which each season begins. The standard leaves it open. These are the seasons of
#: weather services in the Nordic countries; a winter has the name of the year in which it ends.
_FIRST_MONTH = {SPRING: 3, SUMMER: 6, AUTUMN: 9, WINTER: 0}

_UNIT = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<season>2[1-4])"
    r"|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})\[(?P<zone>[^\[\]]+)\])?)?)?"
)

#: What parts the two ends of an interval: a slash that is not in the name of a time zone.
SLASH = re.compile(r"/(?![^\[]*\])")


class Form(Enum):
    """How a time is told by one or two units."""

    WHOLE = auto()
    SOME_TIME = auto()
    BEFORE = auto()
    FROM = auto()
    PERIOD = auto()


class Precision(IntEnum):
    """How much is known; the finer, the higher."""

    YEAR = 1
    SEASON = 2
    MONTH = 3
    DAY = 4
    MINUTE = 5


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Return the names of all time zones."""
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo:
    """Find a time zone.

    :raises ValueError: there is no such time zone.
    """
    if name not in zones():
        raise ValueError(_("There is no time zone called %(zone)s.") % {"zone": name})
    return ZoneInfo(name)


def first_of_month(year: int, month: int) -> date:
    """Return the first day of a month, counted on past the ends of the year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A stretch of the calendar that has a name of its own."""

    year: int
    season: int | None = None
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    zone: str = ""

    def __post_init__(self) -> None:
        """Refuse what is not in the calendar.

        :raises ValueError: there is no such year, month, day, time zone or time of day.
        """
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(
                _("The year must lie between %(first)s and %(last)s.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        if self.month is not None and not 1 <= self.month <= 12:  # noqa: PLR2004 - months of a year
            raise ValueError(_("There are only twelve months."))
        if self.month and self.day is not None:
            self._check_day(self.month, self.day)
        if self.clock is not None:
            self._check_clock()

    def _check_day(self, month: int, day: int) -> None:
        first, after = first_of_month(self.year, month), first_of_month(self.year, month + 1)
        if not 1 <= day <= (after - first).days:
            raise ValueError(
                _("There is no day %(day)s in month %(month)s of %(year)s.")
                % {"day": day, "month": month, "year": self.year}
            )

    def _check_clock(self) -> None:
        local = self._moment()
        if local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(
            tzinfo=None
        ):
            raise ValueError(
                _("%(time)s does not exist on that day: the clocks are put forward past it.")
                % {"time": f"{self.clock:%H.%M}"}
            )

    def _moment(self) -> datetime:
        """Return the moment of a minute; of a time that comes twice, the first (fold 0)."""
        return datetime.combine(self.first_day, self.clock or time(), zone_named(self.zone))

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read one unit.

        :raises ValueError: it is not one, or not in the calendar.
        """
        found = _UNIT.fullmatch(text)
        if found is None:
            raise ValueError(
                _("“%(text)s” is not a time. Write, for instance, 2020, 2020-06 or 2019-10-24.")
                % {"text": text}
            )
        season, month, day = (
            int(found[name]) if found[name] else None for name in ("season", "month", "day")
        )
        clock = clock_of(int(found["hour"]), int(found["minute"])) if found["hour"] else None
        return cls(
            year=int(found["year"]),
            season=season,
            month=month,
            day=day,
            clock=clock,
            zone=found["zone"] or "",
        )

    def to_edtf(self) -> str:
        """Write the unit as EDTF."""
        text = f"{self.year:04}"
        for part in (self.season, self.month, self.day):
            text += f"-{part:02}" if part else ""
        return text + (f"T{self.clock:%H:%M}[{self.zone}]" if self.clock is not None else "")

    @property
    def precision(self) -> Precision:
        if self.clock is not None:
            return Precision.MINUTE
        if self.day:
            return Precision.DAY
        if self.month:
            return Precision.MONTH
        return Precision.SEASON if self.season else Precision.YEAR

    @property
    def first_day(self) -> date:
        if self.season:
            return first_of_month(self.year, _FIRST_MONTH[self.season])
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def day_after(self) -> date:
        """Return the first day that is no longer part of the unit."""
        first = self.first_day
        if self.day:
            return first + timedelta(days=1)
        months = 3 if self.season else 1 if self.month else 12
        return first_of_month(first.year, first.month + months)

    def begins(self, zone: str) -> datetime:
        """Return the first moment, in UTC; a minute has its own zone."""
        if self.clock is not None:
            return self._moment().astimezone(UTC)
        return _midnight(self.first_day, zone)

    def ends(self, zone: str) -> datetime:
        """Return the last moment, in UTC: a microsecond before the next unit begins."""
        if self.clock is not None:
            after = self.begins(zone) + timedelta(minutes=1)
        else:
            after = _midnight(self.day_after, zone)
        return after - datetime.resolution


def clock_of(hour: int, minute: int) -> time:
    """Return a time of day.

    :raises ValueError: there is no such time of day.
    """
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the clock
        raise ValueError(_("A time of day lies between 00.00 and 23.59."))
    return time(hour, minute)


def _midnight(day: date, zone: str) -> datetime:
    # Where the clocks are put forward at midnight, fold 0 gives the very moment of the change.
    return datetime.combine(day, time(), zone_named(zone)).astimezone(UTC)
