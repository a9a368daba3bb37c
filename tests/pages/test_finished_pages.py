"""Finished pages: kept for the crowd, never stale, never somebody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core import clock
from samspill.initiatives import actions
from samspill.initiatives.models import Initiative
from samspill.portal.finished import Finished, Shelf
from tests.pages.addresses import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]

SLUG = "ombruk-i-offentlige-kjokken"


@pytest.fixture(autouse=True)
def kept(settings):
    """Let pages be kept for longer than any test takes."""
    settings.SECONDS_PAGES_ARE_KEPT = 10_000


def questions(client, path, **headers):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path, headers=headers)
    return len(asked), response


def test_the_second_reader_costs_one_question_and_gets_the_same_page(client):
    path = address("initiative", "nb", SLUG)
    _, first = questions(client, path)

    asked, second = questions(client, path)

    assert asked == 1
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Content-Language"] == "nb"
    assert "default-src" in second["Content-Security-Policy"]


def test_a_published_change_is_seen_by_the_next_reader(client):
    path = address("initiative", "nb", SLUG)
    client.get(path)
    initiative = Initiative.objects.get(slug=SLUG)
    leader = Person.objects.get(email="jorunn.dalvik@fellesloftet.example")
    title = initiative.title.__class__({**initiative.title, "nb": "Et helt nytt navn"})

    actions.rename(initiative, title, by=leader, at=clock.now())

    assert "Et helt nytt navn" in client.get(path).content.decode()


def test_without_a_trail_the_page_would_be_stale(client):
    """The guard turned off: this is why every change leaves an entry."""
    path = address("initiative", "nb", SLUG)
    client.get(path)
    Initiative.objects.filter(slug=SLUG).update(title={"nb": "I det stille"})

    assert "I det stille" not in client.get(path).content.decode()
    record("tests.noticed", "tests", by="tests", at=clock.now())
    assert "I det stille" in client.get(path).content.decode()


def test_pages_are_kept_apart_by_language_question_and_packing(client):
    pages = {
        client.get(path, headers=headers).content
        for path, headers in (
            (address("initiatives"), {}),
            (address("initiatives", "fi"), {}),
            (address("initiatives") + "?status=completed", {}),
            (address("initiatives"), {"Accept-Encoding": "gzip"}),
        )
    }

    assert len(pages) == 4


def test_who_is_signed_in_neither_gets_nor_leaves_a_page_for_everybody(client):
    path = address("about")
    client.get(path)
    client.force_login(Person.objects.get(email="jorunn.dalvik@fellesloftet.example"))

    mine = client.get(path)

    assert "Jorunn Dalvik" in mine.content.decode()
    assert mine["Cache-Control"] == "private, no-store"
    client.logout()
    client.cookies.clear()
    assert "Jorunn Dalvik" not in client.get(path).content.decode()


def test_what_is_not_found_is_not_kept(client):
    path = address("initiative", "nb", "finnes-ikke")

    assert [questions(client, path)[0] > 1 for _ in range(2)] == [True, True]


def test_a_full_shelf_lets_go_of_what_nobody_asks_for():
    shelf = Shelf(most_bytes=10)
    shelf.keep("a", Finished((), b"12345"))
    shelf.keep("b", Finished((), b"12345"))
    shelf.find("a")

    shelf.keep("c", Finished((), b"12345"))

    assert [bool(shelf.find(key)) for key in "abc"] == [True, False, True]
