"""Who may look after whose people, and give which roles."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime

from samspill.accounts.models import Person, Reader
from samspill.core.policy import HELD_BACK
from samspill.organisations.choices import Reach, RoleKind, kinds_at
from samspill.organisations.models import Organisation, OrganisationQuerySet, Role
from samspill.organisations.policy import GIVING, REACH, ROWS
from samspill.organisations.queries.people import Held, held_by

#: Names, by primary key, the organisations that host a programme which these roles run.
Hosts = Callable[[Held], frozenset[int]]


def _no_hosts(_held: Held) -> frozenset[int]:
    return frozenset()


_hosts: list[Hosts] = [_no_hosts]


def register_hosts(hosts: Hosts) -> None:
    """Name the callable that knows programmes, which lie above this app; ``urls.py`` wires it in."""
    _hosts[:] = [hosts]


def roles_for(held: Held, organisation: Organisation) -> frozenset[str]:
    """Tell the roles that somebody has for the people of an organisation, for the policy table."""
    counting = {
        role.kind
        for role in held.roles
        if _reaches(REACH.get(role.kind, Reach.HERE), role, organisation)
    }
    return frozenset(counting | {HELD_BACK} if held.is_held_back else counting)


def may_give(held: Held, organisation: Organisation) -> frozenset[RoleKind]:
    """Tell which roles somebody may give to others at an organisation, and take back."""
    kinds: set[RoleKind] = set()
    for row in GIVING:
        for role in held.roles:
            if role.kind == row.by and _gives(row.reach, role, organisation, held):
                kinds |= row.kinds
    return frozenset(kinds) & kinds_at(organisation.kind)


def organisations_open_to(person: Reader, action: str, *, at: datetime) -> OrganisationQuerySet:
    """Find the organisations with whose people somebody may do something.

    What is not there and what is not one's own take the same way to the same answer.

    :raises KeyError: the policy table has no row for the action.
    """
    row, held = ROWS[action], held_by(person, at)
    organisations = Organisation.objects.visible_to(person)
    if row.is_confidential and held.is_held_back:
        return organisations.none()
    counting = [role for role in held.roles if role.kind in row.roles]
    if any(REACH.get(role.kind) == Reach.EVERYWHERE for role in counting):
        return organisations
    return organisations.filter(_within(counting))


def _within(roles: Iterable[Role]) -> Q:
    found = Q(pk__in=[])
    for role in roles:
        found |= Q(pk=role.organisation_id)
        if REACH.get(role.kind) == Reach.COUNTRY and role.organisation.country:
            found |= Q(country=role.organisation.country)
    return found


def _gives(reach: Reach, role: Role, organisation: Organisation, held: Held) -> bool:
    if reach != Reach.HOSTS or role.organisation_id == organisation.pk:
        return _reaches(reach, role, organisation)
    only_this = Held(roles=(role,), is_held_back=held.is_held_back)
    return organisation.pk in _hosts[0](only_this)


def _reaches(reach: Reach, role: Role, organisation: Organisation) -> bool:
    match reach:
        case Reach.EVERYWHERE:
            return True
        case Reach.COUNTRY:
            is_near = role.organisation.country == organisation.country != ""
            return is_near or role.organisation_id == organisation.pk
        case _:
            return role.organisation_id == organisation.pk


def second_persons(role: Role, *, at: datetime) -> list[Person]:
    """List those who may confirm a role that waits: they could have given it, and have no part in it."""
    day = localtime(at).date()
    kinds = ROWS["organisations.confirm_role"].roles
    running = Role.objects.current(day).filter(kind__in=kinds, person__is_active=True)
    people = Person.objects.filter(pk__in=running.values("person"))
    others = people.exclude(pk__in=[role.person_id, role.given_by_id or 0]).order_by("pk")
    return [
        person for person in others if role.kind in may_give(held_by(person, at), role.organisation)
    ]
