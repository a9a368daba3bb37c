"""Public lists as files for spreadsheets: what the page shows, all of it, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from samspill.core.sheets import read
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]

LISTS = ["initiatives", "gatherings"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def taken_out(client, name, wanted, **asked):
    answer = client.get(reverse(f"portal:{name}_as_{wanted}"), asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="samspill.{wanted}"'
    return read(answer.content)


@pytest.mark.parametrize("name", LISTS)
def test_either_form_holds_the_same(client, name):
    assert taken_out(client, name, "xlsx") == taken_out(client, name, "csv")


def test_every_initiative_that_is_shown_is_in_it_once(client):
    rows = taken_out(client, "initiatives", "csv")

    shown = Initiative.objects.exclude(published_at=None)
    assert sorted(row[0] for row in rows[1:]) == sorted(str(each.title) for each in shown)
    assert {len(row) for row in rows} == {len(rows[0])}


def test_initiatives_are_narrowed_as_on_the_page(client):
    asked = {"status": "completed", "country": "NO"}
    page = client.get(reverse("portal:initiatives"), asked)

    rows = taken_out(client, "initiatives", "csv", **asked)

    titles = [str(card.initiative.title) for card in page.context["cards"]]
    assert 0 < len(titles) < Initiative.objects.count()
    assert [row[0] for row in rows[1:]] == titles
    assert {row[1] for row in rows[1:]} == {"Completed"}


def test_every_gathering_that_is_shown_is_in_it_once(client):
    rows = taken_out(client, "gatherings", "csv")

    assert sorted(row[0] for row in rows[1:]) == sorted(
        str(each.title) for each in Gathering.objects.exclude(published_at=None)
    )


def test_what_is_a_draft_is_not_in_it(client):
    Initiative.objects.update(published_at=None)
    Gathering.objects.update(published_at=None)

    assert [len(taken_out(client, name, "csv")) for name in LISTS] == [1, 1]


@pytest.mark.parametrize("name", LISTS)
def test_the_page_leads_to_its_files_narrowed_alike(client, name):
    shown = client.get(reverse(f"portal:{name}"), {"country": "NO"}).content.decode()

    narrowed = "?country=NO" if name == "initiatives" else ""
    for wanted in ("xlsx", "csv"):
        assert f'href="{reverse(f"portal:{name}_as_{wanted}")}{narrowed}"' in shown


@pytest.mark.parametrize("name", LISTS)
def test_a_file_asks_no_more_than_eight_questions(client, name):
    with CaptureQueriesContext(connection) as asked:
        taken_out(client, name, "csv")

    assert len(asked) <= 8
