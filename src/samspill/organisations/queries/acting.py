"""For whom somebody acts just now."""

from collections.abc import Sequence

from samspill.core.capacity import Capacity
from samspill.organisations.models import Role


def chosen_of(roles: Sequence[Role], chosen: object) -> Role | None:
    """Return the chosen one of somebody's roles, else the first."""
    return next((role for role in roles if role.pk == chosen), roles[0] if roles else None)


def capacity_in(role: Role) -> Capacity:
    """Say for which organisation, and in which role, somebody acts."""
    return Capacity(
        organisation=f"organisations.organisation:{role.organisation_id}", role=role.kind
    )
