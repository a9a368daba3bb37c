"""Read what people write about time, in six languages, and turn it into EDTF.

EDTF is tried first: "2020-21" is spring 2020. Whoever means two years writes 2020–2021.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from samspill.core.imprecise.units import HOME, SLASH, WINTER, Precision, Unit, clock_of, zones
from samspill.core.imprecise.words import WORDS, months, seasons

_DASHES = re.compile(r"\s*[‐‑‒–—−]\s*|\s+-\s+")  # noqa: RUF001 - dashes that people type
_EDTF = re.compile(r"[0-9]{4}[-0-9xt:/.]*(\[.+\](/\.\.)?)?|\.\./.+", re.IGNORECASE)
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_FIGURES = re.compile(r"(?P<day>[0-9]{1,2})[./](?P<month>[0-9]{1,2})[./]?(?P<year>[0-9]{4})?")
_WORDED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?)?\s*"
    r"(?:(?P<name>[^\W\d_]+)\.?(?:\s+(?P<late_day>[0-9]{1,2})(?:st|nd|rd|th)?,)?)?"
    r"\s*(?P<year>[0-9]{4})?"
)
_WINTER = re.compile(r"(?P<name>[^\W\d_]+) (?P<first>[0-9]{4})[/–](?P<second>[0-9]{4})")


@dataclass(frozen=True, kw_only=True)
class _Heard:
    """What was said of a unit; the beginning of a period may leave out what its end says."""

    year: int | None = None
    season: int | None = None
    month: int | None = None
    day: int | None = None


def read(text: str, language: str) -> str:
    """Turn human words, or EDTF, into EDTF.

    :raises ValueError: it cannot be understood, or is not in the calendar.
    """
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if _EDTF.fullmatch(said):
        with suppress(ValueError):
            return _edtf(said)
    said = _DASHES.sub("–", said.casefold()).rstrip(",;")
    words = WORDS[language]
    if rest := _after(said, words.before):
        return f"../{_unit(rest, language)}"
    without_since = _after(said, words.since) or _ahead(said, words.since)
    if period := _period(without_since or said, language, words.until):
        return period
    if without_since:
        return f"{_unit(without_since, language)}/.."
    if rest := _after(said, [*words.some_time_in_month, *words.some_time_in_year]):
        return _some_time(rest, language)
    return _unit(said, language)


def _edtf(said: str) -> str:
    """Check the parts of what looks like EDTF; the whole is checked by the value."""
    canonical = said if "[" in said else said.upper()
    for part in SLASH.split(canonical):
        if part != "..":
            Unit.from_edtf(part.removesuffix("-XX").removesuffix("-XX"))
    return canonical


def _after(said: str, prefixes: Iterable[str]) -> str:
    """Return what follows the longest of the prefixes, or nothing."""
    for prefix in sorted(prefixes, key=len, reverse=True):
        if said.startswith(f"{prefix} "):
            return said.removeprefix(f"{prefix} ")
    return ""


def _ahead(said: str, suffixes: Iterable[str]) -> str:
    """Return what stands ahead of one of the suffixes, or nothing."""
    return next((said[: -len(each)].strip() for each in suffixes if said.endswith(f" {each}")), "")


def _some_time(said: str, language: str) -> str:
    """Read what follows "some time in"; a season is as vague with these words as without."""
    unit = Unit.from_edtf(_unit(said, language))
    if unit.precision is Precision.SEASON:
        return unit.to_edtf()
    if unit.precision > Precision.MONTH:
        raise ValueError(_("“Some time in” is followed by a month or a year."))
    return unit.to_edtf() + ("-XX" if unit.month else "-XX-XX")


def _period(said: str, language: str, until: Iterable[str]) -> str:
    """Read a period, or return nothing where there is no sign of one."""
    for word in sorted(until, key=len, reverse=True):
        said = said.replace(f" {word} ", "–")
    if said.count("–") != 1 or _winter(said, language):
        return ""
    beginning, end = (_heard(part, language) for part in said.split("–"))
    if beginning.year is None:
        beginning = replace(beginning, year=end.year)
    if beginning.month is None and beginning.day is not None:
        beginning = replace(beginning, month=end.month)
    return f"{_whole(beginning).to_edtf()}/{_whole(end).to_edtf()}"


def _winter(said: str, language: str) -> _Heard | None:
    """Read "winter 2019/2020", which has the name of the year in which it ends."""
    found = _WINTER.fullmatch(said)
    if (
        found is None
        or seasons(language).get(found["name"]) != WINTER
        or int(found["second"]) != int(found["first"]) + 1
    ):
        return None
    return _Heard(season=WINTER, year=int(found["second"]))


@lru_cache
def _clock(language: str) -> re.Pattern[str]:
    """Return how a time of day follows its day; without a word for it, it has its minutes."""
    word = "|".join(re.escape(each) for each in WORDS[language].clock)
    return re.compile(
        rf"(?P<day>.*?)(?:,?\s*\b(?P<word>{word})\s*|,?\s+|(?<=[0-9])t)"
        r"(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2}))?\s*(?P<half>[ap]\.?m\.?)?"
        r"(?:\s*[(\[](?P<zone>[^)\]]+)[)\]])?"
    )


def _unit(said: str, language: str) -> str:
    """Read one unit, with its time of day where there is one."""
    found = _clock(language).fullmatch(said)
    if found and (found["word"] or found["minute"] or found["half"]):
        return _minute(found, language)
    return _whole(_winter(said, language) or _heard(said, language)).to_edtf()


def _minute(found: re.Match[str], language: str) -> str:
    day = _whole(_heard(found["day"], language))
    if day.precision is not Precision.DAY:
        raise ValueError(_("A time of day needs its day as well."))
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    clock = clock_of(hour, int(found["minute"] or 0))
    return replace(day, clock=clock, zone=_zone(found["zone"], language)).to_edtf()


def _zone(said: str | None, language: str) -> str:
    """Find a time zone by the city people call it by, or by its name in the world's tables."""
    if not said:
        return HOME
    for zone, city in WORDS[language].cities.items():
        if said == city.casefold():
            return zone
    return next((zone for zone in zones() if zone.casefold() == said), said)


def _heard(said: str, language: str) -> _Heard:
    """Take the parts of a day, month, season or year.

    :raises ValueError: there is a word or a figure in it that means nothing.
    """
    filling = WORDS[language].filling
    plain = " ".join(word for word in said.split() if word not in filling)
    found = _ISO_DAY.fullmatch(plain) or _FIGURES.fullmatch(plain)
    if found:
        return _Heard(**{name: int(text) for name, text in found.groupdict().items() if text})
    found = _WORDED.fullmatch(plain)
    name = found["name"] if found else None
    month, season = months(language).get(name or ""), seasons(language).get(name or "")
    if found is None or not plain or (name and not month and not season):
        raise _not_understood(said)
    day = found["day"] or found["late_day"]
    if day and season:
        raise _not_understood(said)
    return _Heard(
        year=int(found["year"]) if found["year"] else None,
        season=season,
        # In Finnish, the short word for June is the word for summer.
        month=None if season else month,
        day=int(day) if day else None,
    )


def _whole(heard: _Heard) -> Unit:
    """Make a unit of what was heard.

    :raises ValueError: the year or the month is missing, or it is not in the calendar.
    """
    if heard.year is None:
        raise ValueError(_("Say which year as well, with four digits."))
    if heard.day is not None and heard.month is None:
        raise ValueError(_("Say which month as well."))
    return Unit(year=heard.year, season=heard.season, month=heard.month, day=heard.day)


def _not_understood(said: str) -> ValueError:
    return ValueError(
        _("“%(text)s” cannot be understood as a time. Write, for instance, %(examples)s.")
        % {"text": said, "examples": "2020, 2020-06, 24.10.2019"}
    )
