"""Gatherings as iCalendar."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.events.choices import Attendance
from samspill.events.ical import calendar
from samspill.events.tests.factories import GatheringFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("samspill.events.tests.urls")]

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


def written(*gatherings, language="nb", name="Emission-free delivery"):
    return calendar(gatherings, language=language, site_url="https://site.example", name=name)


def event_of(gathering, **more):
    return Calendar.from_ical(written(gathering, **more)).walk("VEVENT")[0]


def of_day(text, **more):
    return GatheringFactory(
        when=ImpreciseTime.from_edtf(text), starts_at=None, ends_at=None, is_as_told=True, **more
    )


def test_calendar_has_a_name_and_says_how_often_to_ask_again():
    lines = written(GatheringFactory()).decode().split("\r\n")

    for line in (
        "METHOD:PUBLISH",
        "VERSION:2.0",
        "X-WR-CALNAME:Emission-free delivery",
        "NAME:Emission-free delivery",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "TZID:Europe/Oslo",
        "DTSTART;TZID=Europe/Oslo:20191024T090000",
        "DTEND;TZID=Europe/Oslo:20191024T150000",
        "DTSTAMP:20190901T120000Z",
    ):
        assert line in lines


def test_calendar_reads_back_as_the_same_moments():
    gathering = GatheringFactory()

    event = event_of(gathering)

    assert event["DTSTART"].dt == gathering.starts_at
    assert event["DTEND"].dt == gathering.ends_at
    assert str(event["UID"]) == f"{gathering.slug}@samspill.example"
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "CONFIRMED")
    assert str(event["LOCATION"]) == "Storgata 1, Oslo"


def test_calendar_speaks_the_readers_language_and_marks_what_is_in_another():
    gathering = GatheringFactory(title=Translated(nb="Samling", en="Gathering"))

    assert str(event_of(gathering, language="en")["SUMMARY"]) == "Gathering"
    summary = event_of(gathering, language="sv")["SUMMARY"]
    assert (str(summary), summary.params["LANGUAGE"]) == ("Samling", "nb")
    assert str(event_of(gathering)["URL"]) == f"https://site.example/gatherings/{gathering.slug}/"


def test_a_cancelled_gathering_stays_in_the_calendar_as_cancelled():
    event = event_of(GatheringFactory(cancelled_at=NOON, sequence=3))

    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 3)


def test_a_day_is_a_whole_day_and_a_period_ends_after_its_last():
    assert event_of(of_day("2016-06-14"))["DTSTART"].dt == date(2016, 6, 14)
    assert event_of(of_day("2016-06-14"))["DTEND"].dt == date(2016, 6, 15)
    period = event_of(of_day("2024-05-28/2024-05-29"))
    assert (period["DTSTART"].dt, period["DTEND"].dt) == (date(2024, 5, 28), date(2024, 5, 30))


def test_a_minute_without_a_moment_is_a_time_of_day():
    event = event_of(of_day("2016-06-14T09:00[Europe/Oslo]"))

    assert event["DTSTART"].dt == datetime(2016, 6, 14, 7, tzinfo=UTC)


@pytest.mark.parametrize("vague", ["2020", "2020-21", "2020-06", "2020-06-XX", "../2020-22"])
def test_no_day_is_made_up_for_what_is_vaguer(vague):
    assert b"VEVENT" not in written(of_day(vague))


def test_an_online_gathering_has_no_location_but_a_link():
    event = event_of(
        GatheringFactory(attendance=Attendance.ONLINE, online_url="https://meet.example/1")
    )

    assert "LOCATION" not in event
    assert str(event["CONFERENCE"]) == "https://meet.example/1"


def test_lines_are_short_and_hostile_words_stay_words():
    text = Translated(nb="Å" * 200 + "\r\nATTENDEE:mailto:x@evil.example;,\\")
    found = written(GatheringFactory(title=text))

    assert all(len(line) <= 75 for line in found.split(b"\r\n"))
    assert b"\r\nATTENDEE" not in found


def test_calendar_of_nothing_is_a_calendar():
    assert Calendar.from_ical(written()).walk("VEVENT") == []


def test_bytes_are_the_same_until_something_changes():
    gathering = GatheringFactory()
    before = written(gathering)

    assert written(gathering) == before
    gathering.sequence = 1
    assert written(gathering) != before


def test_zones_are_told_once_however_many_gatherings():
    gatherings = GatheringFactory.create_batch(3)
    helsinki = GatheringFactory(time_zone="Europe/Helsinki")

    zones = Calendar.from_ical(written(*gatherings, helsinki)).walk("VTIMEZONE")

    assert sorted(str(zone["TZID"]) for zone in zones) == ["Europe/Helsinki", "Europe/Oslo"]
