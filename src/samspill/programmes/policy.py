"""Who may do what with programmes and regional projects."""

from collections.abc import Sequence

from samspill.core.policy import Row
from samspill.organisations.choices import RoleKind
from samspill.programmes.choices import OwnershipStatus, PartnerStatus

#: Those who run a programme: roles held at its host, or at the host of a programme above it.
_LEADERS = frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.REGIONAL_PROJECT_LEADER.value})
_MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value})

POLICY: Sequence[Row] = (
    Row(action="programmes.create", roles=_MANAGERS),
    Row(action="programmes.edit", roles=_LEADERS),
    Row(action="programmes.publish", roles=_MANAGERS),
    Row(
        action="programmes.move_ownership",
        roles=_LEADERS,
        states=frozenset(each.value for each in OwnershipStatus),
    ),
    Row(
        action="programmes.move_partnership",
        roles=_LEADERS,
        states=frozenset(each.value for each in PartnerStatus),
    ),
)
