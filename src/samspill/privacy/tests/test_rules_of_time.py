"""What is forgotten by itself: accounts that nobody uses, roles that ended long ago."""

from datetime import date, datetime, timedelta

import pytest

from samspill.accounts.models import Person
from samspill.accounts.tests.factories import PersonFactory
from samspill.initiatives.models import TeamMember
from samspill.initiatives.tests.factories import TeamMemberFactory
from samspill.organisations.models import Role
from samspill.organisations.tests.factories import EnquiryFactory, RoleFactory
from samspill.outbox.models import Message
from samspill.privacy.actions import forget_ended_roles, forget_unused_accounts
from samspill.privacy.actions.roles import KEEP_ENDED_ROLES
from samspill.privacy.actions.unused import NOTICE
from samspill.privacy.tests.world import NOW
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db

TWO_YEARS = timedelta(days=730)
LONG_UNUSED = NOW - TWO_YEARS + NOTICE - timedelta(days=1)


def somebody(*, last_login: datetime | None = None, joined_at: datetime = LONG_UNUSED):
    person = PersonFactory()
    Person.objects.filter(pk=person.pk).update(last_login=last_login, joined_at=joined_at)
    return person


def is_erased(person):
    return Person.objects.get(pk=person.pk).erased_at is not None


def test_who_has_not_used_their_account_is_told_a_month_before_and_then_erased():
    person = somebody()

    assert forget_unused_accounts(at=NOW) == 0
    (mail,) = Message.objects.filter(to=person.email)
    assert "2 December 2026" in mail.wording.text
    assert forget_unused_accounts(at=NOW + timedelta(days=29)) == 0
    assert Message.objects.count() == 1
    assert not is_erased(person)

    assert forget_unused_accounts(at=NOW + NOTICE) == 1
    assert is_erased(person)
    assert not Message.objects.filter(to=person.email).exists()


def test_who_signs_in_after_the_notice_is_left_alone_and_told_again_another_time():
    person = somebody()
    forget_unused_accounts(at=NOW)
    Person.objects.filter(pk=person.pk).update(last_login=NOW + timedelta(days=3))

    forget_unused_accounts(at=NOW + NOTICE)

    assert not is_erased(person)
    assert Person.objects.get(pk=person.pk).warned_at is None
    assert forget_unused_accounts(at=NOW + TWO_YEARS) == 0
    assert Message.objects.filter(to=person.email).count() == 2


def test_who_gets_a_role_after_the_notice_is_left_alone():
    person = somebody()
    forget_unused_accounts(at=NOW)
    RoleFactory(person=person, from_on=NOW.date())

    forget_unused_accounts(at=NOW + NOTICE)

    assert not is_erased(person)


@pytest.mark.parametrize(
    "used",
    [
        {"last_login": NOW - timedelta(days=600)},
        {"joined_at": NOW - timedelta(days=600)},
    ],
    ids=["signed in", "is new"],
)
def test_who_has_used_their_account_is_left_alone(used):
    somebody(**used)

    forget_unused_accounts(at=NOW)

    assert Message.objects.count() == 0


@pytest.mark.parametrize("to_on", [None, date(2026, 1, 31), date(2030, 1, 1)])
def test_who_has_a_role_or_had_one_lately_is_left_alone(to_on):
    RoleFactory(person=somebody(), to_on=to_on)

    forget_unused_accounts(at=NOW)

    assert Message.objects.count() == 0


def test_the_setting_says_how_long(settings):
    settings.DAYS_UNUSED_ACCOUNTS_ARE_KEPT = 10_000
    somebody()

    forget_unused_accounts(at=NOW)

    assert Message.objects.count() == 0


def test_nobody_is_erased_without_notice_however_late_the_worker_is():
    person = somebody(joined_at=NOW - timedelta(days=3000))

    forget_unused_accounts(at=NOW)

    assert not is_erased(person)
    assert Message.objects.filter(to=person.email).exists()


def test_who_held_a_role_is_forgotten_two_years_after_it_ended():
    ended = RoleFactory(to_on=(NOW - KEEP_ENDED_ROLES).date() - timedelta(days=1))
    lately = RoleFactory(to_on=(NOW - KEEP_ENDED_ROLES).date() + timedelta(days=1))
    TeamMemberFactory(role=ended)
    TeamMemberFactory(role=lately)
    led = ProgrammeFactory(project_leader=ended)

    assert forget_ended_roles(at=NOW) == 1

    assert list(Role.objects.all()) == [lately]
    assert [each.role for each in TeamMember.objects.all()] == [lately]
    led.refresh_from_db()
    assert led.project_leader is None


def test_a_role_that_a_letter_went_to_waits_for_the_letter_to_go():
    ended = RoleFactory(to_on=date(2020, 1, 1))
    letter = EnquiryFactory(role=ended)

    assert forget_ended_roles(at=NOW) == 0
    letter.delete()
    assert forget_ended_roles(at=NOW) == 1
