"""The value itself."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, total_ordering
from typing import Self

from django.utils.translation import gettext as _

from samspill.core.imprecise.printing import write
from samspill.core.imprecise.reading import read
from samspill.core.imprecise.units import HOME, SLASH, Form, Precision, Unit, zone_named

#: What an open beginning and an open end count as: near the ends of what ``datetime`` can hold,
#: yet far enough from them that every time zone can show them.
LONG_AGO = datetime(1, 1, 3, tzinfo=UTC)
FAR_AHEAD = datetime(9999, 12, 29, tzinfo=UTC)

_OPEN = ".."
_SOME = "-XX"
# Both 2020-XX and 2020-XX-XX lie somewhere in 2020.
_SOME_TIME = re.compile(r"(?P<year>[0-9]{4})(?:-XX){1,2}|(?P<month>[0-9]{4}-[0-9]{2})-XX")


@total_ordering
@dataclass(frozen=True, kw_only=True)
class ImpreciseTime:
    """A time that is known to the year, the season, the month, the day or the minute.

    ``start`` is missing before something, ``end`` is there before something and in a period.
    """

    form: Form
    start: Unit | None = None
    end: Unit | None = None

    def __post_init__(self) -> None:
        """Refuse what says nothing.

        :raises ValueError: units are missing, too fine for the form, or in the wrong order.
        """
        ends = self.form in {Form.BEFORE, Form.PERIOD}
        starts = self.form is not Form.BEFORE
        if (self.start is not None, self.end is not None) != (starts, ends):
            raise ValueError(_("A time needs its beginning or its end."))
        if self.form is Form.SOME_TIME and self.precision not in {Precision.YEAR, Precision.MONTH}:
            raise ValueError(_("“Some time in” is followed by a month or a year."))
        if self.start is not None and self.end is not None:
            if Precision.MINUTE in {self.start.precision, self.end.precision}:
                raise ValueError(_("A period goes from day to day; leave out the time of day."))
            if self.start.first_day >= self.end.first_day:
                raise ValueError(_("The period must begin before it ends."))

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read EDTF.

        :raises ValueError: it is none of the forms that are listed in the package, or no such
            time is in the calendar.
        """
        start, *ends = SLASH.split(text, maxsplit=1)
        for end in ends:
            if start == _OPEN:
                return cls(form=Form.BEFORE, end=Unit.from_edtf(end))
            if end == _OPEN:
                return cls(form=Form.FROM, start=Unit.from_edtf(start))
            return cls(form=Form.PERIOD, start=Unit.from_edtf(start), end=Unit.from_edtf(end))
        if found := _SOME_TIME.fullmatch(text):
            return cls(form=Form.SOME_TIME, start=Unit.from_edtf(found["year"] or found["month"]))
        return cls(form=Form.WHOLE, start=Unit.from_edtf(text))

    @classmethod
    def parse(cls, text: str, language: str) -> Self:
        """Read what a person wrote, in their language or in EDTF.

        :raises ValueError: it cannot be understood, with a sentence for the person.
        """
        return cls.from_edtf(read(text, language))

    def to_edtf(self) -> str:
        """Write the time as EDTF."""
        start = self.start.to_edtf() if self.start else _OPEN
        end = self.end.to_edtf() if self.end else _OPEN
        if self.form is Form.WHOLE:
            return start
        if self.form is Form.SOME_TIME:
            return start + _SOME * (1 if self.precision is Precision.MONTH else 2)
        return f"{start}/{end}"

    def __str__(self) -> str:
        return self.to_edtf()

    def in_language(self, language: str) -> str:
        """Write the time as people do, with no more in it than is known."""
        return write(self.form, self.start, self.end, language)

    @property
    def precision(self) -> Precision:
        """How much is known; of a period, how much is known of its vaguer end."""
        return min(unit.precision for unit in (self.start, self.end) if unit is not None)

    def earliest(self, zone: str = HOME) -> datetime:
        """Return the first moment that can be meant; ``LONG_AGO`` where there is no beginning."""
        return self._bounds(zone)[0].astimezone(zone_named(zone))

    def latest(self, zone: str = HOME) -> datetime:
        """Return the last moment that can be meant; ``FAR_AHEAD`` where there is no end."""
        return self._bounds(zone)[1].astimezone(zone_named(zone))

    def has_begun(self, at: datetime, zone: str = HOME) -> bool:
        """Tell whether the time can have begun at a moment."""
        return at.astimezone(UTC) >= self._bounds(zone)[0]

    def is_over(self, at: datetime, zone: str = HOME) -> bool:
        """Tell whether the time is surely past at a moment."""
        return at.astimezone(UTC) > self._bounds(zone)[1]

    def _bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return both ends in UTC: in one zone, Python compares wall clocks and not moments."""
        if self.start is None:
            first, last = LONG_AGO, self._bound(zone) - datetime.resolution
        elif self.form is Form.FROM:
            first, last = self.start.begins(zone), FAR_AHEAD
        else:
            first, last = self.start.begins(zone), (self.end or self.start).ends(zone)
        return first, last

    def _bound(self, zone: str) -> datetime:
        unit = self.start or self.end
        return LONG_AGO if unit is None else unit.begins(zone)

    @cached_property
    def sort_key(self) -> tuple[datetime, datetime, str]:
        """Order by the earliest moment, then by the latest: what is vaguer comes after.

        What lies before something has no earliest moment. It is put right before that something,
        which is where a reader looks for it.
        """
        return self._bound(HOME), self._bounds(HOME)[1], self.to_edtf()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, ImpreciseTime):
            return NotImplemented
        return self.sort_key < other.sort_key
