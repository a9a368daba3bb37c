"""Who may give and end which role, where, and what a second person has to confirm."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.organisations.actions import confirm_role, end_role, give_role
from samspill.organisations.choices import Country, OrganisationKind, RoleKind
from samspill.organisations.emails import WAITING, personal_while_waiting
from samspill.organisations.models import Role
from samspill.organisations.queries import giving, held_by, may_give, register_hosts
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.organisations.tests.letters import read
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
TODAY = date(2026, 10, 24)
YEAR = timedelta(days=366)

BODY = {"coordinator", "leader", "subject", "procurement"}
PROGRAMME = {
    "programme_manager",
    "regional_project_leader",
    "facilitator",
    "editor",
    "event_host",
}
ELSEWHERE = {
    *("administrator", "partner_contact", "steering_group", "project_group"),
    *("funder", "auditor"),
}
OPERATORS = {"administrator", "operator"}
GIVERS = {"administrator", "partner_contact", "programme_manager", "operator"}


@pytest.fixture(autouse=True)
def _no_programmes():
    """Let a programme manager's reach be their own organisation, unless a test says more."""
    before = giving._hosts[0]
    register_hosts(giving._no_hosts)
    yield
    register_hosts(before)


def body(**more):
    return OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, **more)


def company(**more):
    return OrganisationFactory(kind=OrganisationKind.COMPANY, **more)


def given_by(role, organisation):
    return {kind.value for kind in may_give(held_by(role.person, NOON), organisation)}


@pytest.mark.parametrize(
    ("kind", "here", "near", "abroad"),
    [
        ("administrator", BODY | {"administrator"}, set(), set()),
        ("partner_contact", BODY | {"administrator"}, BODY | {"administrator"}, set()),
        ("programme_manager", PROGRAMME | BODY | ELSEWHERE, BODY | ELSEWHERE, BODY | ELSEWHERE),
        ("operator", OPERATORS, OPERATORS, OPERATORS),
        *((kind, set(), set(), set()) for kind in RoleKind.values if kind not in GIVERS),
    ],
)
def test_each_role_gives_just_these_at_public_bodies(kind, here, near, abroad):
    own = body(country=Country.NORWAY)
    role = RoleFactory(kind=kind, organisation=own)

    assert given_by(role, own) == here
    assert given_by(role, body(country=Country.NORWAY)) == near
    assert given_by(role, body(country=Country.SWEDEN)) == abroad


def test_at_companies_people_act_for_the_supplier_only():
    own = company()
    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=own)
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)

    assert given_by(administrator, own) == {"administrator", "supplier"}
    assert given_by(manager, own) == {"administrator", "supplier"}
    assert "supplier" not in given_by(manager, manager.organisation)


def test_a_programme_manager_gives_programme_roles_at_the_hosts_of_their_programmes():
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)
    host = body()
    register_hosts(lambda held: frozenset({host.pk} if manager in held.roles else ()))

    assert given_by(manager, host) >= PROGRAMME
    assert not given_by(manager, body()) & PROGRAMME


def test_an_organisation_without_a_country_lies_in_no_ones():
    contact = RoleFactory(kind=RoleKind.PARTNER_CONTACT, organisation=body(country=""))

    assert given_by(contact, body(country="")) == set()
    assert given_by(contact, contact.organisation)


def test_nobody_gives_a_role_to_themselves():
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)

    with pytest.raises(NotPermitted, match="themselves"):
        give_role(manager.person, manager.organisation, RoleKind.EDITOR, by=manager.person, at=NOON)

    assert Role.objects.count() == 1


def test_an_administrator_gives_no_role_elsewhere():
    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR)

    with pytest.raises(NotPermitted):
        give_role(PersonFactory(), body(), RoleKind.SUBJECT, by=administrator.person, at=NOON)
    with pytest.raises(NotPermitted, match="this role here"):
        give_role(
            PersonFactory(),
            administrator.organisation,
            RoleKind.FACILITATOR,
            by=administrator.person,
            at=NOON,
        )


def test_a_role_may_begin_later_and_end_by_itself():
    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR)

    role = give_role(
        PersonFactory(),
        administrator.organisation,
        RoleKind.SUBJECT,
        from_on=date(2026, 11, 1),
        to_on=date(2026, 11, 30),
        by=administrator.person,
        at=NOON,
    )

    held_on = [
        day
        for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))
        if role in Role.objects.current(day)
    ]
    assert held_on == [date(2026, 11, 1), date(2026, 11, 30)]
    assert role.given_by == administrator.person


@pytest.mark.parametrize(
    ("kind", "from_on", "to_on", "reason"),
    [
        (RoleKind.FUNDER, TODAY - timedelta(days=1), None, "today or later"),
        (RoleKind.FUNDER, TODAY, TODAY - timedelta(days=1), "passed already"),
        (RoleKind.FUNDER, TODAY + timedelta(days=2), TODAY, "before the first"),
        (RoleKind.AUDITOR, None, None, "needs a last day"),
        (RoleKind.AUDITOR, None, TODAY + YEAR + timedelta(days=1), "a year at most"),
    ],
)
def test_the_days_of_a_role_are_looked_at(kind, from_on, to_on, reason):
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)

    with pytest.raises(NotPossible, match=reason):
        give_role(
            PersonFactory(), body(), kind, from_on=from_on, to_on=to_on, by=manager.person, at=NOON
        )


class TestRolesThatReadEverything:
    @pytest.fixture
    def giver(self):
        return RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person

    @pytest.fixture
    def role(self, giver):
        return give_role(
            PersonFactory(), body(), RoleKind.AUDITOR, to_on=TODAY + YEAR, by=giver, at=NOON
        )

    def test_they_give_no_right_before_a_second_person_confirms(self, role):
        assert role.is_waiting
        assert held_by(role.person, NOON).roles == ()

        confirm_role(role, by=RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person, at=NOON)

        assert held_by(role.person, NOON).roles == (role,)
        assert Entry.objects.order_by("pk").last().what == "organisations.role_confirmed"

    def test_neither_giver_nor_holder_confirms(self, role, giver):
        RoleFactory(kind=RoleKind.PROGRAMME_MANAGER, person=role.person)

        for person in (giver, role.person):
            with pytest.raises(NotPermitted, match="Somebody else"):
                confirm_role(role, by=person, at=NOON)

        assert held_by(giver, NOON).roles
        assert not held_by(role.person, NOON).kinds() & {"auditor"}

    @pytest.mark.parametrize("kind", ["administrator", "operator", "partner_contact", "auditor"])
    def test_whoever_could_not_have_given_it_does_not_confirm(self, role, kind):
        somebody = RoleFactory(kind=kind, organisation=role.organisation).person

        with pytest.raises(NotPermitted):
            confirm_role(role, by=somebody, at=NOON)

    def test_it_is_confirmed_once(self, role):
        confirm_role(role, by=RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person, at=NOON)

        with pytest.raises(NotPossible, match="does not wait"):
            confirm_role(role, by=RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person, at=NOON)

    def test_one_that_has_been_ended_is_not_confirmed(self, role, giver):
        end_role(role, by=giver, at=NOON)

        with pytest.raises(NotPossible, match="does not wait"):
            confirm_role(role, by=RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person, at=NOON)

    def test_somebody_who_is_held_back_confirms_nothing(self, role):
        manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person
        RoleFactory(kind=RoleKind.SUPPLIER, organisation=company(), person=manager)

        with pytest.raises(NotPermitted):
            confirm_role(role, by=manager, at=NOON)


class TestEndingRoles:
    @pytest.fixture
    def administrator(self):
        return RoleFactory(kind=RoleKind.ADMINISTRATOR)

    def test_its_holder_is_told(self, administrator):
        role = RoleFactory(kind=RoleKind.SUBJECT, organisation=administrator.organisation)

        end_role(role, by=administrator.person, at=NOON)

        assert held_by(role.person, NOON).roles == ()
        assert Message.objects.get().to == role.person.email

    def test_whoever_leaves_is_not_told_what_they_know(self):
        role = RoleFactory(kind=RoleKind.SUBJECT)

        end_role(role, by=role.person, at=NOON)

        assert held_by(role.person, NOON).roles == ()
        assert not Message.objects.exists()

    def test_one_that_has_not_begun_ends_before_it_does(self, administrator):
        role = RoleFactory(
            kind=RoleKind.SUBJECT,
            organisation=administrator.organisation,
            from_on=TODAY + timedelta(days=9),
        )

        end_role(role, by=administrator.person, at=NOON)

        assert role not in Role.objects.not_over(TODAY)

    @pytest.mark.parametrize("kind", ["facilitator", "partner_contact", "programme_manager"])
    def test_an_administrator_ends_no_role_that_they_could_not_give(self, administrator, kind):
        role = RoleFactory(kind=kind, organisation=administrator.organisation)

        with pytest.raises(NotPermitted):
            end_role(role, by=administrator.person, at=NOON)

    def test_the_last_administrator_stays(self, administrator):
        RoleFactory(kind=RoleKind.ADMINISTRATOR)
        RoleFactory(
            kind=RoleKind.ADMINISTRATOR,
            organisation=administrator.organisation,
            to_on=TODAY - timedelta(days=1),
        )
        RoleFactory(
            kind=RoleKind.ADMINISTRATOR,
            organisation=administrator.organisation,
            person__is_active=False,
        )

        with pytest.raises(NotPossible, match="only administrator"):
            end_role(administrator, by=administrator.person, at=NOON)

        RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=administrator.organisation)
        end_role(administrator, by=administrator.person, at=NOON)

    def test_two_administrators_who_end_each_other_leave_one(self, administrator):
        other = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=administrator.organisation)

        end_role(other, by=administrator.person, at=NOON)

        with pytest.raises(NotPermitted):
            end_role(administrator, by=other.person, at=NOON)


class TestThoseWhoMayConfirm:
    @pytest.fixture
    def second(self):
        return RoleFactory(
            kind=RoleKind.PROGRAMME_MANAGER,
            person__email="second@programme.example",
            person__language="en",
        )

    @pytest.fixture
    def role(self, second):
        giver = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)
        return give_role(
            PersonFactory(name="Ada"),
            body(),
            RoleKind.AUDITOR,
            to_on=NOON.date() + timedelta(days=30),
            by=giver.person,
            at=NOON,
        )

    def test_they_are_asked_by_mail_and_nobody_else_is(self, role, second):
        asked = Message.objects.filter(letter__kind=WAITING)

        assert [message.to for message in asked] == ["second@programme.example"]
        with time_machine.travel(NOON, tick=False):
            letter = read(asked.get())
        assert letter.subject == "Ada waits for a second person"
        assert "/en/people/confirm/" in letter.text

    def test_the_mail_is_not_sent_once_somebody_has_confirmed(self, role, second):
        message = Message.objects.get(letter__kind=WAITING)
        with time_machine.travel(NOON, tick=False):
            assert personal_while_waiting(message) == {}
            confirm_role(role, by=second.person, at=NOON)

            assert personal_while_waiting(message) is None

    def test_the_mail_is_not_sent_to_whoever_may_no_longer(self, role, second):
        message = Message.objects.get(letter__kind=WAITING)
        RoleFactory(kind=RoleKind.PROGRAMME_MANAGER, organisation=second.organisation)
        with time_machine.travel(NOON, tick=False):
            end_role(second, by=second.person, at=NOON)

            assert personal_while_waiting(message) is None


def test_the_last_programme_manager_leaves_another_behind():
    last = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)
    with pytest.raises(NotPossible, match="only programme manager"):
        end_role(last, by=last.person, at=NOON)

    RoleFactory(kind=RoleKind.PROGRAMME_MANAGER, organisation=last.organisation)
    end_role(last, by=last.person, at=NOON)

    assert held_by(last.person, NOON).roles == ()
