"""Days that are counted from the day on which a story was first told.

A story that shall always be going on cannot name its days: it writes ``{today+21d}``,
``{workday+3w}``, ``{month+3}``, ``{season-1}`` or ``{year+1}``, and the loader puts the day, month,
season or year in their place before the value is read.
"""

import calendar
import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samspill.stories.faults import Unreadable

_MARK = re.compile(r"\{([^{}]*)\}")
_DAY = re.compile(r"(today|workday)(?:([+-]\d{1,4})([dwmy]))?")
_WHOLE = re.compile(r"(month|season|year)([+-]\d{1,3})?")
_SATURDAY = 5
#: EDTF's numbers of the seasons in the order of the calendar: a winter has the year it ends in.
_SEASONS = (24, 21, 22, 23)


def settle(text: str, *, day: date) -> str:
    """Put real days in the place of every mark in braces.

    >>> settle("{today+21d}T09:00[Europe/Oslo]", day=date(2026, 2, 27))
    '2026-03-20T09:00[Europe/Oslo]'
    >>> settle("{month-2}/{season+1}", day=date(2026, 2, 27))
    '2025-12/2026-21'

    :raises Unreadable: a mark is not one of those there are, or leads outside the calendar.
    """
    return _MARK.sub(lambda mark: _settled(mark[1], day), text)


def is_relative(text: str) -> bool:
    """Tell whether a value counts from the day of telling."""
    return bool(_MARK.search(text))


def _settled(mark: str, day: date) -> str:
    try:
        if match := _DAY.fullmatch(mark):
            found = _moved(day, int(match[2] or 0), match[3] or "d")
            return _to_workday(found).isoformat() if match[1] == "workday" else found.isoformat()
        if match := _WHOLE.fullmatch(mark):
            return _whole(match[1], int(match[2] or 0), day)
    except (ValueError, OverflowError) as error:
        raise Unreadable(_("“{%s}” leads outside the calendar.") % mark) from error
    raise Unreadable(
        _(
            "“{%s}” is not a relative day: write {today+21d}, {workday+3w}, {month+3}, {season-1}"
            " or {year+1}."
        )
        % mark
    )


def _moved(day: date, count: int, unit: str) -> date:
    if unit == "d":
        return day + timedelta(days=count)
    if unit == "w":
        return day + timedelta(weeks=count)
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1), 12)
    # The 31st of a month that has only 30 days is its last.
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _to_workday(day: date) -> date:
    """Return the day, or the Monday after it where it falls on a weekend."""
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def _whole(unit: str, count: int, day: date) -> str:
    if unit == "year":
        return f"{_moved(day, count, 'y').year:04}"
    if unit == "month":
        return f"{_moved(day, count, 'm'):%Y-%m}"
    # Quarters that begin with December, so that December counts to the winter of the next year.
    quarter = (day.year * 12 + day.month) // 3 + count
    return f"{quarter // 4:04}-{_SEASONS[quarter % 4]}"
