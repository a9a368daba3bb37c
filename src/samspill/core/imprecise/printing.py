"""Write imprecise time as people of each language do. Nothing is written that is not known."""

from datetime import date, datetime, time

from babel.dates import format_date, format_time

from samspill.core.imprecise.units import HOME, Form, Precision, Unit
from samspill.core.imprecise.words import WORDS, Words, month_names

#: The cases of Finnish that are needed, by their place in the lists of ``words``.
_STANDING, _PARTITIVE, _ELATIVE, _INESSIVE = range(4)
_MONTH_ENDINGS = ("", "ta", "sta", "ssa")
_YEARS = ("", "vuotta ", "vuodesta ", "vuonna ")


def write(form: Form, start: Unit | None, end: Unit | None, language: str) -> str:
    """Write a time in one of the six languages."""
    words = WORDS[language]
    if start is None or end is None:
        unit = start or end
        return "" if unit is None else _told(form, unit, language, words)
    return _period(start, end, language)


def write_moment(moment: datetime, language: str) -> str:
    """Write an exact moment by its own wall clock, without its zone."""
    return _minute(moment.date(), moment.time(), language)


def write_day(day: date, language: str) -> str:
    """Write a day: in words, and in figures in Finnish."""
    width = "medium" if language == "fi" else "long"
    return format_date(day, width, locale=WORDS[language].locale)


def _told(form: Form, unit: Unit, language: str, words: Words) -> str:
    finnish = language == "fi"
    if form is Form.BEFORE:
        return f"{words.before[0]} {_unit(unit, language, _PARTITIVE)}"
    if form is Form.FROM and finnish:
        return f"{_unit(unit, language, _ELATIVE)} {words.since[0]}"
    if form is Form.FROM:
        return f"{words.since[0]} {_unit(unit, language)}"
    if form is Form.SOME_TIME:
        in_year = unit.precision is Precision.YEAR
        prefix = (words.some_time_in_year if in_year else words.some_time_in_month)[0]
        return f"{prefix} {_unit(unit, language, _INESSIVE)}"
    return _unit(unit, language)


def _unit(unit: Unit, language: str, case: int = _STANDING) -> str:
    """Write one unit; the case makes a difference in Finnish only."""
    case = case if language == "fi" else _STANDING
    if unit.clock is not None:
        return _minute(unit.first_day, unit.clock, language) + _place(unit.zone, language)
    if unit.day:
        return write_day(unit.first_day, language)
    if unit.season:
        return f"{WORDS[language].seasons[unit.season][case]} {unit.year}"
    if unit.month:
        ending = _MONTH_ENDINGS[case] if language == "fi" else ""
        return f"{month_names(language)[unit.month]}{ending} {unit.year}"
    return f"{_YEARS[case]}{unit.year}"


def _minute(day: date, clock: time, language: str) -> str:
    words = WORDS[language]
    hour = format_time(clock, "short", locale=words.locale)
    if language != "en":
        hour = hour.replace(":", ".")
    return f"{write_day(day, language)} {words.clock[0]} {hour}"


def _place(zone: str, language: str) -> str:
    """Name the time zone, unless it is home."""
    if zone == HOME:
        return ""
    return f" ({WORDS[language].cities.get(zone, zone)})"


def _period(start: Unit, end: Unit, language: str) -> str:
    """Write a period, its beginning as short as the end allows."""
    beginning = _unit(start, language)
    ending = _unit(end, language)
    if start.precision is end.precision is Precision.YEAR:
        return f"{beginning}–{ending}"
    same_year = start.year == end.year and start.precision is end.precision
    if same_year and end.precision is Precision.MONTH:
        return f"{month_names(language)[start.month or 0]}–{ending}"
    if same_year and end.precision is Precision.DAY:
        return _days(start, end, language, ending)
    if language == "fi" and start.precision is end.precision is Precision.DAY:
        return f"{beginning}–{ending}"
    return f"{beginning} – {ending}"


def _days(start: Unit, end: Unit, language: str, ending: str) -> str:
    same_month = start.month == end.month
    point = "" if language in {"sv", "en"} else "."
    first = f"{start.day}{point}"
    if language == "fi":
        return f"{first if same_month else f'{first}{start.month}.'}–{ending}"
    if same_month:
        return f"{first}–{ending}"
    return f"{first} {month_names(language)[start.month or 0]} – {ending}"
