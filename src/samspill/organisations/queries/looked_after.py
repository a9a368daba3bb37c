"""The page of those who act for an organisation, and the page of what needs a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import Q
from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.accounts.queries import with_second_step
from samspill.core.policy import allows
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.models import Clearance, Invitation, Organisation, Role, RoleQuerySet
from samspill.organisations.queries.giving import may_give, roles_for
from samspill.organisations.queries.invitations import invitations_of
from samspill.organisations.queries.people import (
    has_two_sides,
    held_by,
    is_of_a_supplier,
    print_of,
)


@dataclass(frozen=True, kw_only=True)
class PersonInRole:
    """Somebody who acts, or will act, for an organisation, and what the reader may do about it."""

    role: Role
    has_begun: bool
    may_end: bool
    has_second_step: bool


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """Who acts for an organisation, and who has been invited to."""

    organisation: Organisation
    people: tuple[PersonInRole, ...]
    invitations: tuple[Invitation, ...]
    may_invite: bool
    at: datetime

    @classmethod
    def of(cls, organisation: Organisation, *, reader: Person, at: datetime) -> Self:
        """Read the page as somebody sees it, in four queries at most."""
        day = localtime(at).date()
        held = held_by(reader, at)
        given = may_give(held, organisation)
        may_invite = allows("organisations.invite", roles=roles_for(held, organisation))
        roles = list(unfinished_roles(organisation, at=at))
        stepping = with_second_step({role.person_id for role in roles})
        return cls(
            organisation=organisation,
            people=tuple(
                PersonInRole(
                    role=role,
                    has_begun=role.from_on is None or role.from_on <= day,
                    may_end=role.kind in given or role.person_id == reader.pk,
                    has_second_step=role.person_id in stepping,
                )
                for role in sorted(roles, key=_by_kind_and_name)
            ),
            invitations=tuple(invitations_of(organisation, at=at)) if may_invite else (),
            may_invite=may_invite,
            at=at,
        )


def unfinished_roles(organisation: Organisation, *, at: datetime) -> RoleQuerySet:
    """Find the roles at an organisation that are held, that will begin, or that wait."""
    roles = Role.objects.not_over(localtime(at).date()).filter(organisation=organisation)
    return roles.select_related("person", "given_by", "organisation")


def _by_kind_and_name(role: Role) -> tuple[int, str, int]:
    return RoleKind.values.index(role.kind), role.person.name.casefold(), role.pk


@dataclass(frozen=True, kw_only=True)
class TiedPerson:
    """Somebody with ties to buyers and to suppliers, and whether a second person has cleared them."""

    person: Person
    for_suppliers: tuple[Role, ...]
    for_buyers: tuple[Role, ...]
    clearance: Clearance | None


@dataclass(frozen=True, kw_only=True)
class SecondPersonPage:
    """What waits for a second person: roles that read everything, and ties on two sides."""

    waiting: tuple[Role, ...]
    tied: tuple[TiedPerson, ...]

    @classmethod
    def at(cls, at: datetime) -> Self:
        """Read the page as of a moment, in three queries."""
        day = localtime(at).date()
        waiting = Role.objects.not_over(day).filter(is_waiting=True)
        return cls(
            waiting=tuple(
                waiting.select_related("person", "organisation", "given_by").order_by("pk")
            ),
            tied=tuple(tied_people(day)),
        )


def tied_people(day: date) -> list[TiedPerson]:
    """List everybody with ties on two sides on a day, those first from whom secrets are held back."""
    clearances = {
        clearance.person_id: clearance
        for clearance in Clearance.objects.filter(ended_at=None).select_related("given_by")
    }
    found = [
        _tied(roles, clearances) for roles in _roles_by_person(day).values() if has_two_sides(roles)
    ]
    return sorted(
        found, key=lambda one: (one.clearance is not None, one.person.name, one.person.pk)
    )


def _roles_by_person(day: date) -> Mapping[int, list[Role]]:
    """Read the roles of all who act for a supplier, in one query."""
    current = Role.objects.current(day)
    supplying = current.filter(
        Q(kind=RoleKind.SUPPLIER) | Q(organisation__kind=OrganisationKind.COMPANY)
    )
    theirs = current.filter(person__in=supplying.values("person"))
    by_person: dict[int, list[Role]] = {}
    for role in theirs.select_related("person", "organisation").order_by("person_id", "pk"):
        by_person.setdefault(role.person_id, []).append(role)
    return by_person


def _tied(roles: list[Role], clearances: Mapping[int, Clearance]) -> TiedPerson:
    person = roles[0].person
    clearance = clearances.get(person.pk)
    holds = clearance is not None and clearance.seen == print_of(roles)
    return TiedPerson(
        person=person,
        for_suppliers=tuple(role for role in roles if is_of_a_supplier(role)),
        for_buyers=tuple(role for role in roles if not is_of_a_supplier(role)),
        clearance=clearance if holds else None,
    )
