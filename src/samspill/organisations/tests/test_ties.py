"""People with ties to buyers and to suppliers: secrets are held back until a second person decides."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.policy import HELD_BACK, allows
from samspill.organisations.actions import (
    clear_ties,
    end_role,
    give_role,
    take_back_clearance,
)
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.models import Clearance
from samspill.organisations.queries import Held, held_by, tied_people
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
TODAY = date(2026, 10, 24)
#: What is confidential, and open to programme managers.
SECRET = "organisations.clear_ties"


@pytest.fixture
def company():
    return OrganisationFactory(kind=OrganisationKind.COMPANY)


@pytest.fixture
def manager():
    return RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person


@pytest.fixture
def tied(company):
    person = PersonFactory(name="Tora")
    RoleFactory(person=person, kind=RoleKind.SUPPLIER, organisation=company)
    RoleFactory(person=person, kind=RoleKind.PROGRAMME_MANAGER)
    return person


def reads_secrets(person, at=NOON):
    return allows(SECRET, roles=held_by(person, at).kinds())


@pytest.mark.parametrize("kind", [RoleKind.SUPPLIER, RoleKind.ADMINISTRATOR])
def test_a_role_at_a_company_and_one_at_a_public_body_hold_secrets_back(company, kind):
    person = RoleFactory(kind=kind, organisation=company).person
    assert not held_by(person, NOON).is_held_back

    RoleFactory(person=person, kind=RoleKind.PROGRAMME_MANAGER)

    assert HELD_BACK in held_by(person, NOON).kinds()
    assert not reads_secrets(person)


def test_a_supplier_is_one_wherever_it_stands_in_the_register():
    network = OrganisationFactory(kind=OrganisationKind.NETWORK)
    person = RoleFactory(kind=RoleKind.SUPPLIER, organisation=network).person

    RoleFactory(person=person, kind=RoleKind.FACILITATOR)

    assert held_by(person, NOON).is_held_back


def test_with_the_guard_off_the_secret_is_read(tied):
    unguarded = Held(roles=held_by(tied, NOON).roles)

    assert allows(SECRET, roles=unguarded.kinds())
    assert not reads_secrets(tied)


def test_a_role_that_is_over_ties_nobody(company):
    person = RoleFactory(
        kind=RoleKind.SUPPLIER, organisation=company, to_on=TODAY - timedelta(days=1)
    ).person

    RoleFactory(person=person, kind=RoleKind.PROGRAMME_MANAGER)

    assert reads_secrets(person)


def test_a_second_person_lets_them_read(tied, manager):
    clearance = clear_ties(tied, reason="Sits on the board of a bakery.", by=manager, at=NOON)

    assert reads_secrets(tied)
    assert (clearance.given_by, clearance.reason) == (manager, "Sits on the board of a bakery.")
    entry = Entry.objects.get()
    assert (entry.what, entry.by) == ("organisations.ties_cleared", f"person:{manager.pk}")
    assert "bakery" not in str(entry.changes)


def test_it_can_be_taken_back_once(tied, manager):
    clearance = clear_ties(tied, reason="Known.", by=manager, at=NOON)

    take_back_clearance(clearance, by=manager, at=NOON)

    assert not reads_secrets(tied)
    with pytest.raises(NotPossible, match="already"):
        take_back_clearance(clearance, by=manager, at=NOON)


@pytest.mark.parametrize("kind", ["facilitator", "operator", "administrator", "auditor"])
def test_only_programme_managers_decide(tied, kind):
    somebody = RoleFactory(kind=kind).person

    with pytest.raises(NotPermitted):
        clear_ties(tied, reason="Known.", by=somebody, at=NOON)


def test_nobody_clears_themselves(tied):
    with pytest.raises(NotPermitted):
        clear_ties(tied, reason="I know myself.", by=tied, at=NOON)


def test_whoever_gave_a_role_does_not_decide_about_it(tied, manager):
    role = tied.roles.get(kind=RoleKind.PROGRAMME_MANAGER)
    role.given_by = manager
    role.save()

    with pytest.raises(NotPermitted, match="neither the person nor who gave"):
        clear_ties(tied, reason="Known.", by=manager, at=NOON)


def test_whoever_is_held_back_decides_about_nobody(tied, company, manager):
    RoleFactory(person=manager, kind=RoleKind.SUPPLIER, organisation=company)

    with pytest.raises(NotPermitted):
        clear_ties(tied, reason="Known.", by=manager, at=NOON)


def test_a_reason_is_asked_for(tied, manager):
    with pytest.raises(NotPossible, match="why"):
        clear_ties(tied, reason="  ", by=manager, at=NOON)


def test_whoever_has_no_such_ties_needs_no_clearance(manager):
    with pytest.raises(NotPossible, match="no ties"):
        clear_ties(RoleFactory().person, reason="Known.", by=manager, at=NOON)


class TestWhenTiesChange:
    @pytest.fixture(autouse=True)
    def _cleared(self, tied, manager):
        clear_ties(tied, reason="Known.", by=manager, at=NOON)
        assert reads_secrets(tied)

    def test_one_role_more_is_held_back_again(self, tied):
        administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR)

        give_role(
            tied,
            administrator.organisation,
            RoleKind.PROCUREMENT,
            by=administrator.person,
            at=NOON,
        )

        assert not reads_secrets(tied)
        assert not Clearance.objects.filter(ended_at=None).exists()

    def test_a_role_that_comes_by_another_way_is_seen_too(self, tied):
        RoleFactory(person=tied, kind=RoleKind.PROCUREMENT)

        assert not reads_secrets(tied)

    def test_a_role_that_begins_by_its_date_is_seen_on_its_day(self, tied):
        RoleFactory(person=tied, kind=RoleKind.LEADER, from_on=TODAY + timedelta(days=1))

        assert reads_secrets(tied)
        assert not reads_secrets(tied, NOON + timedelta(days=1))

    def test_a_role_ended_and_given_again_is_a_new_one(self, tied, manager, company):
        role = tied.roles.get(kind=RoleKind.SUPPLIER)
        end_role(role, by=manager, at=NOON)
        assert reads_secrets(tied)

        give_role(tied, company, RoleKind.SUPPLIER, by=manager, at=NOON + timedelta(days=1))

        assert not reads_secrets(tied, NOON + timedelta(days=1))


def test_those_who_are_held_back_are_listed_before_the_cleared(tied, company, manager):
    cleared = RoleFactory(kind=RoleKind.SUPPLIER, organisation=company, person__name="Abel").person
    RoleFactory(person=cleared, kind=RoleKind.LEADER)
    clear_ties(cleared, reason="Known.", by=manager, at=NOON)
    RoleFactory(kind=RoleKind.SUPPLIER, organisation=company)

    listed = tied_people(TODAY)

    assert [one.person for one in listed] == [tied, cleared]
    assert [one.clearance is None for one in listed] == [True, False]
    assert [role.kind for role in listed[0].for_suppliers] == ["supplier"]
    assert [role.kind for role in listed[0].for_buyers] == ["programme_manager"]


@pytest.mark.parametrize("is_tied", [False, True])
def test_only_ties_on_two_sides_cost_a_second_question(
    tied, company, django_assert_num_queries, is_tied
):
    person = tied if is_tied else RoleFactory(kind=RoleKind.SUPPLIER, organisation=company).person

    with django_assert_num_queries(2 if is_tied else 1):
        held_by(person, NOON)
