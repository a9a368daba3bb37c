"""For whom somebody acts just now."""

from collections.abc import Sequence
from datetime import datetime

from samspill.accounts.models import Person
from samspill.core.capacity import Capacity
from samspill.organisations.models import Role
from samspill.organisations.queries.people import roles_of


def role_acted_in(person: Person, chosen: object, *, at: datetime) -> Role | None:
    """Return the role that somebody has chosen if they still hold it, else their first, if any."""
    return chosen_of(list(roles_of(person, at)), chosen)


def chosen_of(roles: Sequence[Role], chosen: object) -> Role | None:
    """Return the chosen one of somebody's roles, else the first."""
    return next((role for role in roles if role.pk == chosen), roles[0] if roles else None)


def capacity_in(role: Role) -> Capacity:
    """Say for which organisation, and in which role, somebody acts."""
    return Capacity(
        organisation=f"organisations.organisation:{role.organisation_id}", role=role.kind
    )
