"""Gatherings as iCalendar (RFC 5545, RFC 7986), for the calendars that people use already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar, Event, vDuration, vText

from samspill.core.imprecise import Precision
from samspill.core.prose import plain
from samspill.core.translated import Translated
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard

#: How often a calendar that subscribes should ask again.
_REFRESH = timedelta(hours=6)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Span:
    """From when to when, by the clocks of the place; whole days where no time of day is known."""

    starts: date
    ends: date | None


def calendar(
    gatherings: Iterable[Gathering], *, language: str, site_url: str, name: str = ""
) -> bytes:
    """Write gatherings as a calendar to subscribe to, or to open.

    A gathering whose day is not known yet is left out: no day is made up for it. The bytes depend
    on nothing but the gatherings, so that an unchanged calendar has an unchanged ETag.
    """
    written = Calendar()
    written.add("prodid", f"-//{settings.SITE_NAME}//{settings.MAIL_DOMAIN}//{language.upper()}")
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    if name:
        written.add("name", name)
        written.add("x-wr-calname", name)
    written.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    written.add("x-published-ttl", vDuration(_REFRESH))
    days = []
    for gathering in gatherings:
        if span := _span(gathering):
            written.add_component(_event(gathering, span, language=language, site_url=site_url))
            days.append(span.starts)
    if days:
        # Only the years that are spoken of; the whole history of a zone is long.
        years = [day.year for day in days]
        written.add_missing_timezones(date(min(years), 1, 1), date(max(years) + 2, 1, 1))
    return bytes(written.to_ical())


def _span(gathering: Gathering) -> _Span | None:
    """Tell when a gathering is, or nothing as long as its day is not known."""
    zone = ZoneInfo(gathering.time_zone)
    if gathering.starts_at:
        ends_at = gathering.ends_at
        return _Span(
            gathering.starts_at.astimezone(zone), ends_at.astimezone(zone) if ends_at else None
        )
    when = gathering.when
    if when is None or when.start is None or when.precision < Precision.DAY:
        return None
    starts = when.earliest(gathering.time_zone).astimezone(zone)
    if when.precision is Precision.MINUTE:
        return _Span(starts, None)
    # An end that is a day is the first day on which it is over.
    return _Span(starts.date(), when.latest(gathering.time_zone).astimezone(zone).date() + _DAY)


def _event(gathering: Gathering, span: _Span, *, language: str, site_url: str) -> Event:
    card = GatheringCard.of(gathering, at=gathering.changed_at)
    event = Event()
    event.add("uid", f"{gathering.slug}@{settings.MAIL_DOMAIN}")
    event.add("sequence", gathering.sequence)
    event.add("dtstamp", gathering.changed_at.astimezone(UTC))
    event.add("last-modified", gathering.changed_at.astimezone(UTC))
    event.add("dtstart", span.starts)
    if span.ends:
        event.add("dtend", span.ends)
    event.add("status", "CANCELLED" if gathering.cancelled_at else "CONFIRMED")
    event.add("summary", _text(gathering.title, language))
    if gathering.purpose:
        event.add("description", _text(gathering.purpose, language, is_prose=True))
    if card.is_on_site and card.where:
        event.add("location", card.where)
    if gathering.online_url and card.is_online:
        event.add("conference", gathering.online_url, parameters={"VALUE": "URI"})
    event.add("url", f"{site_url}{_path(gathering, language)}")
    return event


def _text(words: Translated, language: str, *, is_prose: bool = False) -> vText:
    wording = words.wording(language)
    text = vText(plain(wording.text) if is_prose else wording.text)
    text.params["LANGUAGE"] = wording.language
    return text


def _path(gathering: Gathering, language: str) -> str:
    with translation.override(language):
        return reverse("portal:gathering", args=[gathering.slug])
