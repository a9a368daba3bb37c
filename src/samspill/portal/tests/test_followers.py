"""Those who run the programme count those who follow, and take their list out, which is kept."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse

from samspill.audit.models import Entry
from samspill.core import clock
from samspill.core.sheets import read
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.mailings.tests.factories import SubscriptionFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.outbox.actions import suppress
from samspill.outbox.choices import Cause

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return InitiativeFactory()


@pytest.fixture
def manager(initiative):
    host = initiative.programme.host
    return RoleFactory(organisation=host, kind=RoleKind.PROGRAMME_MANAGER).person


@pytest.fixture
def page(initiative):
    lists = initiative.interest_list
    SubscriptionFactory(interest_list=lists, subscriber__address="=1+1@kommune.example")
    SubscriptionFactory(interest_list=lists, pending=True)
    SubscriptionFactory(interest_list=lists, ended=True)
    SubscriptionFactory()
    return reverse("portal:followers", args=[initiative.slug])


def test_the_page_counts_and_shows_no_address(client, manager, page):
    client.force_login(manager)

    shown = client.get(page).content.decode()

    assert "1 person follows" in shown
    assert "kommune.example" not in shown


def test_the_list_is_taken_out_as_a_workbook_without_formulas(client, manager, page):
    client.force_login(manager)

    answer = client.post(page, {"as": "xlsx"})

    assert read(answer.content)[1][:2] == ["=1+1@kommune.example", "English"]
    sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_the_list_is_taken_out_as_csv_without_formulas(client, manager, page):
    client.force_login(manager)

    answer = client.post(page, {"as": "csv"})

    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["'=1+1@kommune.example"]


def test_whom_mail_does_not_reach_is_named_apart(client, initiative, manager, page):
    SubscriptionFactory(
        interest_list=initiative.interest_list, subscriber__address="gone@kommune.example"
    )
    client.force_login(manager)
    assert "Mail does not reach" not in client.get(page).content.decode()

    suppress("gone@kommune.example", cause=Cause.BOUNCED, status="5.1.1", at=clock.now())

    assert "Mail does not reach 1 address of these" in client.get(page).content.decode()
    table = read(client.post(page, {"as": "xlsx"}).content)
    assert table[0][3] == "Mail reaches the address"
    assert {row[0]: row[3] for row in table[1:]} == {
        "=1+1@kommune.example": "yes",
        "gone@kommune.example": "no: mail came back",
    }


def test_that_it_was_taken_out_is_kept(client, manager, page):
    client.force_login(manager)

    client.post(page, {"as": "csv"})

    entry = Entry.objects.get(what="initiatives.followers_exported")
    assert (entry.by, entry.changes["many"]) == (f"person:{manager.pk}", 1)


def test_who_leads_the_initiative_is_told_numbers_only(client, initiative, page):
    facilitator = TeamMemberFactory(initiative=initiative).role.person
    steering = reverse("portal:steer", args=[initiative.slug])
    client.force_login(facilitator)

    assert client.post(page, {"as": "csv"}).status_code == 404
    assert page not in client.get(steering).content.decode()


def test_who_may_take_the_list_out_is_shown_the_way(client, manager, initiative, page):
    client.force_login(manager)

    shown = client.get(reverse("portal:steer", args=[initiative.slug])).content.decode()
    assert page in shown


def test_nobody_else_finds_the_page(client, page):
    client.force_login(RoleFactory().person)

    assert client.get(page).status_code == 404
    assert client.post(page, {"as": "csv"}).status_code == 404
