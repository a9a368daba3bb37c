"""The page on which it is said who answers for each body in an initiative."""

from datetime import UTC, datetime

import pytest
import time_machine

from samspill.core.translated import Translated
from samspill.initiatives.choices import Duty, Part
from samspill.initiatives.emails import COORDINATOR_NAMED, personal_while_coordinator
from samspill.initiatives.models import TeamMember
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    InvolvementFactory,
    TeamMemberFactory,
)
from samspill.mailings.tests import letters
from samspill.organisations.actions import end_role
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
letters.DECIDERS[COORDINATOR_NAMED] = personal_while_coordinator
PAGE = "/en/initiatives/quiet-ferries/coordinators/"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def initiative():
    return InitiativeFactory(slug="quiet-ferries", published_at=NOON)


def body_named(initiative, slug):
    body = OrganisationFactory(slug=slug, name=Translated(en=slug.capitalize()))
    InvolvementFactory(initiative=initiative, organisation=body, part=Part.PARTICIPANT)
    return body


@pytest.fixture
def fjordvik(initiative):
    return body_named(initiative, "fjordvik")


@pytest.fixture
def kari(fjordvik):
    return RoleFactory(
        kind=RoleKind.COORDINATOR,
        organisation=fjordvik,
        person__name="Kari",
        person__email="kari@fjordvik.example",
        person__language="en",
    )


@pytest.fixture
def facilitator(client, initiative):
    role = RoleFactory(kind=RoleKind.FACILITATOR)
    TeamMemberFactory(initiative=initiative, role=role, duty=Duty.FACILITATOR)
    client.force_login(role.person)
    return role.person


def named(role):
    return {"body": role.organisation_id, f"body-{role.organisation_id}-role": role.pk}


def coordinator_in(initiative):
    return TeamMember.objects.filter(initiative=initiative, duty=Duty.COORDINATOR).first()


def test_whoever_runs_the_initiative_names_a_coordinator(client, initiative, facilitator, kari):
    before = client.get(PAGE).content.decode()
    answer = client.post(PAGE, named(kari), follow=True).content.decode()

    assert "Nobody coordinates for this organisation yet." in before
    assert "Kari is now the coordinator of Fjordvik." in answer
    assert "Kari coordinates." in answer
    assert coordinator_in(initiative).role == kari


def test_whoever_is_named_is_told(client, facilitator, kari):
    client.post(PAGE, named(kari))

    message = Message.objects.get(to="kari@fjordvik.example")
    letter = letters.read(message)
    assert letter.subject == "You coordinate for Fjordvik"
    assert "/en/initiatives/quiet-ferries/" in letter.text


def test_a_mail_is_not_sent_to_whoever_no_longer_coordinates(client, facilitator, kari):
    client.post(PAGE, named(kari))
    message = Message.objects.get(to="kari@fjordvik.example")
    assert personal_while_coordinator(message) == {}

    end_role(kari, by=kari.person, at=NOON)

    assert personal_while_coordinator(message) is None


def test_an_administrator_names_for_their_own_body_only(client, initiative, kari):
    other = RoleFactory(kind=RoleKind.COORDINATOR, organisation=body_named(initiative, "lillevik"))
    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=kari.organisation)
    client.force_login(administrator.person)

    page = client.get(PAGE).content.decode()
    client.post(PAGE, named(other))
    nobody = coordinator_in(initiative)
    client.post(PAGE, named(kari))

    assert "Fjordvik" in page
    assert "Lillevik" not in page
    assert nobody is None
    assert coordinator_in(initiative).role == kari


def test_an_administrator_is_led_there_from_the_initiative(client, kari):
    page = "/en/initiatives/quiet-ferries/"
    client.force_login(kari.person)
    assert PAGE not in client.get(page).content.decode()

    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=kari.organisation)
    client.force_login(administrator.person)

    assert PAGE in client.get(page).content.decode()


def test_nobody_is_offered_themselves(client, initiative, kari):
    RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=kari.organisation, person=kari.person)
    client.force_login(kari.person)

    page = client.get(PAGE).content.decode()
    client.post(PAGE, named(kari))

    assert f'value="{kari.pk}"' not in page
    assert coordinator_in(initiative) is None


def test_a_name_that_is_not_in_the_list_is_refused_in_a_sentence(client, facilitator, kari):
    stranger = RoleFactory(kind=RoleKind.COORDINATOR)

    answer = client.post(PAGE, {**named(kari), f"body-{kari.organisation_id}-role": stranger.pk})

    assert answer.status_code == 422
    assert "Choose one of those in the list." in answer.content.decode()


def test_an_empty_choice_is_asked_for(client, facilitator, kari):
    answer = client.post(PAGE, {"body": kari.organisation_id})

    assert answer.status_code == 422
    assert "Choose who is to coordinate." in answer.content.decode()


def test_where_there_is_nobody_to_choose_those_who_may_are_led_to_invite(client, fjordvik):
    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=fjordvik)
    client.force_login(administrator.person)

    page = client.get(PAGE).content.decode()

    assert "/en/organisations/fjordvik/people/invite/" in page


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.LEADER, RoleKind.SUPPLIER])
def test_for_others_the_page_is_not_there(client, fjordvik, kind):
    client.force_login(RoleFactory(kind=kind, organisation=fjordvik).person)

    assert client.get(PAGE).status_code == 404


def test_the_administrator_of_a_body_elsewhere_does_not_find_it(client, fjordvik):
    client.force_login(RoleFactory(kind=RoleKind.ADMINISTRATOR).person)

    assert client.get(PAGE).status_code == 404
