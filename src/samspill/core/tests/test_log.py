"""The log says which page went wrong, and never the secret of a link."""

import re
from datetime import UTC, datetime
from io import StringIO
from logging import Formatter, StreamHandler, getLogger

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

SECRET = "a-secret-that-only-a-mail-has-told"


@pytest.fixture
def log():
    """Let the site's own log be written into memory."""
    (ours,) = [each for each in getLogger().handlers if type(each) is StreamHandler]
    written = StringIO()
    before = ours.setStream(written)
    yield written
    ours.setStream(before)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_behind_a_link_is_logged_without_the_secret(log, method):
    address = reverse("mailings:preferences", args=[SECRET])

    getattr(Client(enforce_csrf_checks=True), method)(address)

    assert address.replace(SECRET, "…") in log.getvalue()
    assert SECRET not in log.getvalue()


def test_any_other_page_is_logged_as_it_was_asked_for(log):
    Client().get("/nb/not-there/")

    assert "/nb/not-there/" in log.getvalue()


#: What would look like a line that the site has written, or move the cursor of a terminal.
FORGED = "/nb/x%0A2026-01-01T00:00:00.000Z%20ERROR%20samspill:%20forged%1B[2J%E2%80%A8/"


def test_nobody_writes_a_line_of_their_own_into_the_log(log):
    Client().get(FORGED)
    getLogger("samspill").warning("Somebody is called %s", "Kari\r\nforged\x1b[2J")

    first, second = log.getvalue().splitlines()
    assert "forged" in first
    assert "forged" in second
    assert first.isprintable()
    assert second.isprintable()


def test_control_with_another_formatter_they_would(log):
    (ours,) = [each for each in getLogger().handlers if type(each) is StreamHandler]
    kept = ours.formatter
    ours.setFormatter(Formatter("%(message)s"))
    try:
        getLogger("samspill").warning("Somebody is called %s", "Kari\r\nforged\x1b[2J")
    finally:
        ours.setFormatter(kept)

    assert len(log.getvalue().splitlines()) == 2


def test_the_moment_of_a_line_is_in_utc(log):
    with time_machine.travel(datetime(2026, 7, 1, 12, 30, tzinfo=UTC), tick=False):
        getLogger("samspill").warning("Something happened")

    assert re.match(r"2026-07-01T12:30:00\.\d{3}Z WARNING samspill: ", log.getvalue())
