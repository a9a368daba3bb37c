"""Invitations by link: once, in time, for one address and one role, while the inviter may give it."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections

from samspill.accounts.models import Person
from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.errors import DomainError, NotPermitted, NotPossible
from samspill.organisations.actions import (
    accept,
    end_role,
    forget_invitations,
    invite,
    send_again,
    withdraw,
)
from samspill.organisations.choices import InvitationState, RoleKind
from samspill.organisations.models import Invitation, InvitationLink, Role
from samspill.organisations.queries import find_invitation, held_by
from samspill.organisations.rules import (
    MOST_INVITATIONS_AN_HOUR,
    MOST_INVITATIONS_OF_AN_ADDRESS_A_DAY,
)
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.organisations.tests.letters import newest, secret_of
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
KARI = "kari@kommune.example"


@pytest.fixture
def administrator():
    return RoleFactory(kind=RoleKind.ADMINISTRATOR)


@pytest.fixture
def ask(administrator):
    """Give a function that invites Kari, and returns the secret of her link."""

    def ask(address=KARI, *, kind=RoleKind.COORDINATOR, at=NOON, **more):
        invite(
            administrator.organisation,
            kind,
            **{"address": address, "language": "en", "by": administrator.person, **more},
            at=at,
        )
        return secret_of(newest())

    return ask


def state_of(secret, at=NOON):
    return find_invitation(secret, at=at).state


def test_whoever_accepts_gets_an_account_and_the_role(ask, administrator):
    role = accept(ask(), by=None, name="Kari Nordmann", at=NOON)

    person = Person.objects.get(email=KARI)
    assert (person.name, person.language) == ("Kari Nordmann", "en")
    assert not person.has_usable_password()
    assert held_by(person, NOON).roles == (role,)
    assert (role.organisation, role.kind) == (administrator.organisation, "coordinator")
    assert role.given_by == administrator.person


def test_the_trail_tells_it_without_an_address(ask):
    accept(ask(), by=None, name="Kari Nordmann", at=NOON)

    entries = list(Entry.objects.order_by("pk"))
    assert [entry.what for entry in entries] == [
        "organisations.invited",
        "accounts.opened",
        "organisations.role_given",
        "organisations.invitation_accepted",
    ]
    assert "kari" not in str([(entry.by, entry.changes) for entry in entries]).lower()


def test_somebody_with_an_account_accepts_when_signed_in(ask):
    kari = PersonFactory(email="Kari@Kommune.example")

    role = accept(ask(), by=kari, at=NOON)

    assert role.person == kari
    assert Person.objects.filter(email__iexact=KARI).count() == 1


def test_somebody_with_an_account_cannot_be_let_in_by_the_link_alone(ask):
    PersonFactory(email=KARI)
    secret = ask()

    with pytest.raises(NotPossible, match="Sign in first"):
        accept(secret, by=None, name="Kari", at=NOON)

    assert state_of(secret) == InvitationState.OPEN


def test_a_closed_account_is_not_opened_again(ask):
    PersonFactory(email=KARI, is_active=False)

    with pytest.raises(NotPossible):
        accept(ask(), by=None, name="Kari", at=NOON)


def test_it_is_for_one_address_only(ask):
    secret, somebody = ask(), PersonFactory()

    with pytest.raises(NotPermitted, match="another address"):
        accept(secret, by=somebody, at=NOON)

    assert held_by(somebody, NOON).roles == ()
    assert state_of(secret) == InvitationState.OPEN


def test_it_works_once(ask):
    secret = ask()
    role = accept(secret, by=None, name="Kari", at=NOON)

    with pytest.raises(NotPossible, match="accepted already"):
        accept(secret, by=role.person, at=NOON)

    assert state_of(secret) == InvitationState.ACCEPTED


def test_it_works_for_a_week(ask):
    secret = ask()

    assert state_of(secret, NOON + WEEK - timedelta(seconds=1)) == InvitationState.OPEN
    assert state_of(secret, NOON + WEEK) == InvitationState.EXPIRED
    with pytest.raises(NotPossible, match="too old"):
        accept(secret, by=None, name="Kari", at=NOON + WEEK)


def test_a_newer_link_takes_the_place_of_the_old(ask, administrator):
    old = ask()

    send_again(Invitation.objects.get(), by=administrator.person, at=NOON + WEEK)

    new = secret_of(newest())
    assert state_of(old, NOON + WEEK) == InvitationState.SUPERSEDED
    with pytest.raises(NotPossible, match="newer"):
        accept(old, by=None, name="Kari", at=NOON + WEEK)
    accept(new, by=None, name="Kari", at=NOON + WEEK)
    assert state_of(old, NOON + WEEK) == InvitationState.ACCEPTED


def test_inviting_again_is_sending_again(ask):
    old, new = ask(), ask("KARI@kommune.example")

    assert state_of(old) == InvitationState.SUPERSEDED
    assert state_of(new) == InvitationState.OPEN
    assert Invitation.objects.count() == 1


def test_one_that_is_withdrawn_says_so(ask, administrator):
    secret = ask()

    withdraw(Invitation.objects.get(), by=administrator.person, at=NOON)

    assert state_of(secret) == InvitationState.WITHDRAWN
    with pytest.raises(NotPossible, match="withdrawn"):
        accept(secret, by=None, name="Kari", at=NOON)
    for again in (withdraw, send_again):
        with pytest.raises(NotPossible, match="already"):
            again(Invitation.objects.get(), by=administrator.person, at=NOON)


def test_what_was_never_sent_is_unknown():
    assert state_of("x" * 43) == InvitationState.UNKNOWN
    with pytest.raises(NotPossible, match="do not know"):
        accept("x" * 43, by=None, name="Kari", at=NOON)


def test_it_is_void_when_the_inviter_may_no_longer_give_the_role(ask, administrator):
    other = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=administrator.organisation)
    secret = ask()
    end_role(administrator, by=other.person, at=NOON)

    assert state_of(secret) == InvitationState.VOID
    with pytest.raises(NotPossible, match="no longer give"):
        accept(secret, by=None, name="Kari", at=NOON)
    assert not Person.objects.filter(email=KARI).exists()

    again = send_again(Invitation.objects.get(), by=other.person, at=NOON)
    assert accept(secret_of(newest()), by=None, name="Kari", at=NOON).given_by == other.person
    assert again.invited_by == other.person


def test_it_is_void_when_the_inviters_account_is_closed(ask, administrator):
    secret = ask()
    Person.objects.filter(pk=administrator.person.pk).update(is_active=False)

    assert state_of(secret) == InvitationState.VOID


def test_nobody_invites_themselves(ask, administrator):
    with pytest.raises(NotPermitted, match="themselves"):
        ask(administrator.person.email.upper())


def test_whoever_takes_over_an_address_that_they_invited_gives_themselves_nothing(
    ask, administrator
):
    secret = ask()
    Person.objects.filter(pk=administrator.person.pk).update(email=KARI)
    administrator.person.refresh_from_db()

    with pytest.raises(NotPermitted, match="themselves"):
        accept(secret, by=administrator.person, at=NOON)

    assert administrator.person.roles.count() == 1


def test_nobody_invites_to_a_role_that_they_may_not_give(ask):
    for kind in (RoleKind.FACILITATOR, RoleKind.AUDITOR, RoleKind.SUPPLIER):
        with pytest.raises(DomainError):
            ask(kind=kind)

    assert not Message.objects.exists()


def test_whoever_invites_an_auditor_does_not_let_them_in_alone():
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)
    invite(
        manager.organisation,
        RoleKind.AUDITOR,
        address=KARI,
        language="en",
        to_on=date(2027, 6, 30),
        by=manager.person,
        at=NOON,
    )

    role = accept(secret_of(newest_invitation()), by=None, name="Kari", at=NOON)

    assert role.is_waiting
    assert held_by(role.person, NOON).roles == ()


def newest_invitation():
    return Message.objects.filter(letter__kind="organisations.invitation").order_by("pk").last()


def test_from_the_machine_itself_anybody_is_invited():
    organisation = OrganisationFactory()

    invite(
        organisation,
        RoleKind.PROGRAMME_MANAGER,
        address=KARI,
        language="nb",
        by=None,
        at=NOON,
    )

    role = accept(secret_of(newest()), by=None, name="Kari", at=NOON)
    assert (role.kind, role.given_by) == ("programme_manager", None)
    assert Entry.objects.order_by("pk").first().by == "command"


def test_the_mail_is_in_the_language_of_the_account_if_there_is_one(ask):
    PersonFactory(email=KARI, language="fi")

    ask()

    assert newest().language == "fi"


def test_only_the_hash_of_a_link_is_kept_and_it_cannot_be_guessed(ask):
    secret = ask()

    assert len(secret) >= 22  # 128 bits in base 64
    assert InvitationLink.objects.get().digest == hashlib.sha256(secret.encode()).hexdigest()
    wording = newest().wording
    assert secret not in wording.text + wording.html + newest().letter.key


@pytest.mark.parametrize("name", ["", "   "])
def test_a_new_account_needs_a_name(ask, name):
    with pytest.raises(NotPossible, match="name"):
        accept(ask(), by=None, name=name, at=NOON)


def test_nobody_is_written_to_without_measure(ask):
    for _time in range(MOST_INVITATIONS_OF_AN_ADDRESS_A_DAY):
        ask()

    with pytest.raises(NotPossible, match="too often"):
        ask()


def test_nobody_invites_without_measure(ask):
    for number in range(MOST_INVITATIONS_AN_HOUR):
        ask(f"kari{number}@kommune.example")

    with pytest.raises(NotPossible, match="too often"):
        ask()


def test_invitations_are_deleted_a_month_after_they_are_over(ask, administrator):
    accept(ask("a@kommune.example"), by=None, name="A", at=NOON)
    ask("b@kommune.example")
    withdraw(Invitation.objects.get(address="b@kommune.example"), by=administrator.person, at=NOON)
    ask("c@kommune.example")
    month = timedelta(days=30, seconds=1)

    assert forget_invitations(at=NOON + month - timedelta(seconds=2)) == 0
    assert forget_invitations(at=NOON + month) == 2
    assert forget_invitations(at=NOON + WEEK + month) == 1
    assert not Invitation.objects.exists()
    assert not InvitationLink.objects.exists()
    assert Role.objects.filter(kind="coordinator").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_account", [False, True])
def test_of_fifty_who_press_at_once_one_succeeds(ask, has_account):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; tests/kills tries it with a file")
    kari = PersonFactory(email=KARI) if has_account else None
    secret = ask()

    def press(_number):
        try:
            return accept(secret, by=kari, name="Kari", at=NOON).pk
        except NotPossible:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        pressed = list(pool.map(press, range(50)))

    assert len([each for each in pressed if each]) == 1
    assert Role.objects.filter(kind="coordinator").count() == 1
    assert Person.objects.filter(email=KARI).count() == 1


def test_a_secret_has_only_letters_that_links_carry(ask):
    assert re.fullmatch(r"[\w-]{43}", ask())
