"""The mails about who acts for whom, as their receivers see them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from samspill.core.translated import Translated
from samspill.organisations.actions import accept, end_role, invite, withdraw
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Invitation
from samspill.organisations.tests.factories import RoleFactory
from samspill.organisations.tests.letters import newest, read, secret_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
KARI = "kari@kommune.example"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def administrator():
    return RoleFactory(
        kind=RoleKind.ADMINISTRATOR,
        person__name="Embret Stuedal",
        organisation__name=Translated(en="Fjordvik", nb="Fjordvik kommune"),
    )


def asked(administrator, **more):
    invite(
        administrator.organisation,
        RoleKind.COORDINATOR,
        **{"address": KARI, "language": "en", "by": administrator.person, **more},
        at=NOON,
    )
    return newest()


def test_an_invitation_tells_who_invites_to_what_and_until_when(administrator):
    message = asked(administrator, to_on=date(2027, 5, 31))

    mail = read(message)

    assert mail.subject == "Invitation to act for Fjordvik"
    assert "Embret Stuedal invites you to act for Fjordvik on Samspill." in mail.flat
    assert "Role: Coordinator of a public body" in mail.flat
    assert "Until: 31 May 2027" in mail.flat
    assert "works once, for this address, until 31 October 2026." in mail.flat
    assert mail.link_after("Open the invitation") == message.personal["invitation"]
    assert "/en/invitation/" in message.personal["invitation"]
    assert "If you do not know what this is about, do nothing." in mail.flat


def test_it_is_in_the_readers_language(administrator):
    message = asked(administrator, language="nb")

    assert "/nb/invitasjon/" in message.personal["invitation"]
    assert message.language == "nb"


def test_it_is_dropped_when_its_link_no_longer_works(administrator):
    first = asked(administrator)
    second = asked(administrator)
    assert read(first) is None
    assert read(second) is not None

    withdraw(Invitation.objects.get(), by=administrator.person, at=NOON)

    assert read(second) is None


def test_it_is_dropped_when_it_has_become_too_old(administrator):
    message = asked(administrator)

    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        assert read(message) is None


def test_whoever_invited_is_told_of_the_answer(administrator):
    accept(secret_of(asked(administrator)), by=None, name="Kari Nordmann", at=NOON)

    message = newest()
    mail = read(message)

    assert message.to == administrator.person.email
    assert mail.subject == "Kari Nordmann now acts for Fjordvik"
    assert "Kari Nordmann has accepted your invitation." in mail.flat


def test_whoever_no_longer_looks_after_the_organisation_is_told_nothing(administrator):
    accept(secret_of(asked(administrator)), by=None, name="Kari Nordmann", at=NOON)
    message = newest()

    other = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=administrator.organisation)
    end_role(administrator, by=other.person, at=NOON)

    assert read(message) is None


def test_whose_role_has_ended_is_told(administrator):
    role = RoleFactory(kind=RoleKind.SUBJECT, organisation=administrator.organisation)

    end_role(role, by=administrator.person, at=NOON)

    message = newest()
    mail = read(message)
    assert message.to == role.person.email
    assert mail.subject == "One of your roles at Fjordvik has ended"
    assert "Role: Subject specialist" in mail.flat
    assert "ask whoever looks after your organisation here to invite you again" in mail.flat


def test_a_name_never_becomes_a_link_or_markup(administrator):
    hostile = "<a href=https://evil.example>win</a>"
    administrator.person.name = hostile
    administrator.person.save()

    mail = read(asked(administrator))

    assert 'href="https://evil.example' not in mail.html
    assert "<a href=https://evil" not in mail.html
