"""However roles are given, asked for, confirmed and ended: nobody ever gets more than they may.

What may be is written down here a second time, in other words than in ``policy.py``, and every
role that anybody holds after any sequence of steps must be accounted for by it.
"""

import os
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
import pytest
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from samspill.accounts.models import Person
from samspill.core.errors import DomainError
from samspill.organisations import rules
from samspill.organisations.actions import (
    accept,
    clear_ties,
    confirm_role,
    end_role,
    give_role,
    invite,
)
from samspill.organisations.choices import Country, OrganisationKind, RoleKind
from samspill.organisations.models import Invitation, Role
from samspill.organisations.queries import digest_of, giving, held_by, register_hosts
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.organisations.tests.letters import secret_of
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
MONTH = timedelta(days=30)

HOST, REGION, BODY, FOREIGN, SUPPLIER = "host", "region", "body", "foreign", "supplier"
PLACES = {
    HOST: (OrganisationKind.PROGRAMME_OFFICE, Country.NORWAY),
    REGION: (OrganisationKind.COUNTY, Country.NORWAY),
    BODY: (OrganisationKind.MUNICIPALITY, Country.NORWAY),
    FOREIGN: (OrganisationKind.AGENCY, Country.FINLAND),
    SUPPLIER: (OrganisationKind.COMPANY, Country.NORWAY),
}
#: Who is there at the beginning: nobody at the foreign agency but its contact.
BEGINNING = [
    ("manager", HOST, "programme_manager"),
    ("second", HOST, "programme_manager"),
    ("mayor", BODY, "administrator"),
    ("finn", FOREIGN, "partner_contact"),
    ("ops", HOST, "operator"),
    ("seller", SUPPLIER, "supplier"),
    ("clerk", BODY, "coordinator"),
]
PEOPLE = [person for person, _place, _kind in BEGINNING] + ["nobody"]
RUNS = {"programme_manager", "regional_project_leader", "facilitator", "editor", "event_host"}
OF_SUPPLIERS = {"supplier", "administrator"}
OF_BODIES = {"coordinator", "leader", "subject", "procurement"}


def may(kind, place, giver_kind, giver_place):
    """Say in other words than the table whether somebody in a role may give another."""
    is_strange = (kind == "supplier") if place != SUPPLIER else kind not in OF_SUPPLIERS
    is_managed = place == giver_place or (giver_place, place) == (HOST, REGION)
    of_same_country = PLACES[place][1] == PLACES[giver_place][1]
    is_everyday = kind in OF_BODIES | OF_SUPPLIERS
    ways = {
        "programme_manager": kind != "operator" and (kind not in RUNS or is_managed),
        "partner_contact": is_everyday and of_same_country,
        "administrator": is_everyday and place == giver_place,
        "operator": kind in {"operator", "administrator"},
    }
    return not is_strange and ways.get(giver_kind, False)


class Giving(RuleBasedStateMachine):
    """People who try everything, in any order."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.at = NOON
        self.secrets = []
        self.places = {
            slug: OrganisationFactory(slug=slug, kind=kind, country=country)
            for slug, (kind, country) in PLACES.items()
        }
        self.people = {
            name: Person.objects.create_user(f"{name}@people.example", name=name, language="en")
            for name in PEOPLE
        }
        for name, place, kind in BEGINNING:
            RoleFactory(person=self.people[name], organisation=self.places[place], kind=kind)
        self.accounted = {(name, place, kind) for name, place, kind in BEGINNING}
        self.wanted_by = {}
        self.before = giving._hosts[0]
        region, host = self.places[REGION].pk, self.places[HOST].pk
        register_hosts(
            lambda held: (
                frozenset({host, region})
                if any(
                    r.organisation_id == host and r.kind == "programme_manager" for r in held.roles
                )
                else frozenset()
            )
        )

    def teardown(self):
        register_hosts(self.before)
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    people_ = st.sampled_from(PEOPLE)
    places_ = st.sampled_from(sorted(PLACES))
    kinds_ = st.sampled_from(RoleKind.values)

    def roles_of(self, name):
        """Tell what somebody holds now, as kind and place."""
        return {
            (role.kind, role.organisation.slug)
            for role in held_by(self.people[name], self.at).roles
        }

    def account(self, giver, to, place, kind):
        """Note a role as rightly given, or fail."""
        assert giver != to, f"{giver} gave themselves {kind}"
        assert any(may(kind, place, *held) for held in self.roles_of(giver)), (
            f"{giver}, who is {self.roles_of(giver)}, gave {to} {kind} at {place}"
        )
        self.accounted.add((to, place, kind))
        self.wanted_by[to, place, kind] = {giver}

    @rule(giver=people_, to=people_, place=places_, kind=kinds_)
    def give(self, giver, to, place, kind):
        to_on = (self.at + MONTH).date() if kind == "auditor" else None
        try:
            give_role(
                self.people[to],
                self.places[place],
                RoleKind(kind),
                to_on=to_on,
                by=self.people[giver],
                at=self.at,
            )
        except DomainError:
            return
        self.account(giver, to, place, kind)

    @rule(giver=people_, to=people_, place=places_, kind=kinds_)
    def ask(self, giver, to, place, kind):
        to_on = (self.at + MONTH).date() if kind == "auditor" else None
        try:
            invite(
                self.places[place],
                RoleKind(kind),
                address=f"{to}@people.example",
                language="en",
                to_on=to_on,
                by=self.people[giver],
                at=self.at,
            )
        except DomainError:
            return
        self.secrets.append((secret_of(newest_invitation()), to, place, kind))

    @precondition(lambda self: self.secrets)
    @rule(numbers=st.integers(0, 99), by=people_)
    def answer(self, numbers, by):
        secret, to, place, kind = self.secrets[numbers % len(self.secrets)]
        inviter = Invitation.objects.get(links__digest=digest_of(secret)).invited_by.name
        held = self.roles_of(inviter)
        try:
            accept(secret, by=self.people[by], at=self.at)
        except DomainError:
            return
        assert by == to
        assert any(may(kind, place, *each) for each in held)
        self.account(inviter, to, place, kind)

    @rule(by=people_, numbers=st.integers(0, 99))
    def confirm(self, by, numbers):
        waiting = list(Role.objects.filter(is_waiting=True).order_by("pk"))
        if not waiting:
            return
        role = waiting[numbers % len(waiting)]
        try:
            confirm_role(role, by=self.people[by], at=self.at)
        except DomainError:
            return
        assert any(kind == "programme_manager" for kind, _place in self.roles_of(by))
        self.wanted_by[role.person.name, role.organisation.slug, role.kind].add(by)

    @rule(by=people_, numbers=st.integers(0, 99))
    def end(self, by, numbers):
        roles = list(Role.objects.not_over(self.at.date()).order_by("pk"))
        if not roles:
            return
        role = roles[numbers % len(roles)]
        holder, place = role.person.name, role.organisation.slug
        is_theirs = any(may(role.kind, place, *held) for held in self.roles_of(by))
        try:
            end_role(role, by=self.people[by], at=self.at)
        except DomainError:
            return
        assert by == holder or is_theirs
        self.accounted.discard((holder, place, role.kind))

    @rule(by=people_, tied=people_)
    def clear(self, by, tied):
        try:
            clear_ties(self.people[tied], reason="Known.", by=self.people[by], at=self.at)
        except DomainError:
            return
        assert by != tied
        assert any(kind == "programme_manager" for kind, _place in self.roles_of(by))

    @rule()
    def let_a_day_pass(self):
        self.at += timedelta(days=1)

    @invariant()
    def every_role_is_accounted_for(self):
        current = Role.objects.current(self.at.date()).select_related("person", "organisation")
        for role in current:
            held = role.person.name, role.organisation.slug, role.kind
            assert held in self.accounted, f"nobody gave {held}"
            if role.kind == "auditor":
                wanting = self.wanted_by[held]
                assert len(wanting) > 1, f"{held} rests on {wanting} alone"
                assert role.person.name not in wanting

    @invariant()
    def where_nobody_ran_a_programme_nobody_does(self):
        reached = Role.objects.filter(kind__in=RUNS).values_list("organisation__slug", flat=True)
        assert set(reached) <= {HOST, REGION}


def newest_invitation():
    return Message.objects.filter(letter__kind="organisations.invitation").order_by("pk").last()


def steps(examples, length):
    return settings(
        max_examples=examples,
        stateful_step_count=length,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        derandomize=os.environ.get("CI") == "true",
    )


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    """Let people try more often than the limits on mail let them."""
    monkeypatch.setattr(rules.people, "MOST_INVITATIONS_AN_HOUR", 10**6)
    monkeypatch.setattr(rules.people, "MOST_INVITATIONS_OF_AN_ADDRESS_A_DAY", 10**6)
    assert django_settings.DAYS_AN_INVITATION_WORKS > 1


def test_nobody_gets_more_than_they_may():
    run(Giving, settings=steps(60, 25))


@pytest.mark.full
def test_nobody_gets_more_than_they_may_in_100_000_steps():
    run(Giving, settings=steps(2000, 50))


def test_a_hole_in_the_table_is_found(monkeypatch):
    """Guard off: whoever may give anything may give everything, even to themselves."""
    monkeypatch.setattr(rules.people, "may_give", lambda _held, _organisation: set(RoleKind))

    with pytest.raises(AssertionError):
        run(Giving, settings=settings(steps(60, 25), phases=[Phase.generate]))
