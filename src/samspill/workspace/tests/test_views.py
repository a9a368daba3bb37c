"""The pages of the workspace, as a browser asks for them."""

import pytest
from django.urls import reverse
from django.utils import translation

from samspill.accounts.tests.factories import PersonFactory
from samspill.core.imprecise import ImpreciseTime
from samspill.core.sheets import read
from samspill.core.translated import Translated
from samspill.initiatives.choices import Status
from samspill.initiatives.tests.factories import StepFactory
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    with translation.override("en"):
        return reverse(f"workspace:{name}", args=args)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def facilitator(client, role):
    client.force_login(role.person)
    return role.person


def test_whoever_has_not_signed_in_is_asked_to(client):
    assert client.get(address("board")).status_code == 302


def test_an_empty_board_says_what_to_do_first(client, facilitator):
    shown = words(client.get(address("board")))

    assert "This is what puts one on your board" in shown


def test_without_a_role_it_says_whom_to_ask(client):
    client.force_login(PersonFactory())

    assert "Nobody has given you a role yet" in words(client.get(address("board")))


def test_whoever_is_held_back_is_told_why_it_is_empty(client, facilitator, lead):
    title = str(lead().title)
    company = OrganisationFactory(kind=OrganisationKind.COMPANY)
    RoleFactory(person=facilitator, kind=RoleKind.SUPPLIER, organisation=company)

    shown = words(client.get(address("board")))

    assert "You have ties to buyers and to suppliers." in shown
    assert title not in shown


def test_filters_stand_in_the_address_and_in_the_links(client, facilitator, lead):
    lead(title=Translated(en="Ferries"))
    lead(title=Translated(en="Schools"))

    shown = words(client.get(address("board"), {"q": "ferries", "by": "region"}))

    assert "Ferries" in shown
    assert "Schools" not in shown
    assert "samspill.xlsx?by=region&amp;q=ferries" in shown
    assert 'value="ferries"' in shown


def test_what_fits_nothing_says_so_and_leads_back(client, facilitator, lead):
    lead()

    shown = words(client.get(address("board"), {"q": "zzz", "theme": "no-such", "by": "moon"}))

    assert "No initiative fits." in shown
    assert "Show the whole board" in shown


@pytest.mark.parametrize("name", ["board_as_xlsx", "board_as_csv"])
def test_it_is_taken_out_as_filtered_and_nothing_becomes_a_formula(client, facilitator, lead, name):
    lead(title=Translated(en="=1+1"))
    lead(title=Translated(en="Schools"), status=Status.PLANNED)

    answer = client.get(address(name), {"column": "ongoing"})
    rows = read(answer.content)

    assert answer["Cache-Control"] == "private, no-store"
    assert [row[0].lstrip("'") for row in rows[1:]] == ["=1+1"]
    assert rows[1][0] == ("=1+1" if name == "board_as_xlsx" else "'=1+1")


def test_the_board_leads_to_where_a_thing_is_mended(client, facilitator, lead):
    initiative = lead(draft=True)
    StepFactory(initiative=initiative, ends=ImpreciseTime.from_edtf("2019-10"))

    shown = words(client.get(address("board")))

    assert "has passed, and nobody has said that it is done or given up." in shown
    with translation.override("en"):
        assert reverse("portal:steer", args=[initiative.slug]) in shown


def test_a_step_that_is_late_leads_to_where_it_is_changed(client, facilitator, lead):
    step = StepFactory(initiative=lead(), ends=ImpreciseTime.from_edtf("2019-10"))

    shown = words(client.get(address("board")))

    assert address("edit_step", step.initiative.slug, step.pk) in shown
