"""Who may do what with programmes and regional projects."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, Row
from samspill.organisations.choices import RoleKind
from samspill.programmes.choices import OwnershipStatus, PartnerStatus

#: Those who run a programme: roles held at its host, or at the host of a programme above it.
_LEADERS = frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.REGIONAL_PROJECT_LEADER.value})
_MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value})

#: Roles that count for every programme, wherever they are held.
EVERYWHERE = frozenset({RoleKind.AUDITOR.value})
#: Those who see a programme before everybody does.
DRAFT_READERS = _LEADERS | EVERYWHERE

POLICY: Sequence[Row] = (
    Row(
        action="programmes.read",
        thing="programme",
        roles=frozenset({ANYONE}),
        states=frozenset({"published"}),
    ),
    Row(
        action="programmes.read_draft",
        thing="programme",
        roles=DRAFT_READERS,
        states=frozenset({"draft"}),
        is_confidential=True,
    ),
    Row(action="programmes.create", thing="programme", roles=_MANAGERS),
    Row(action="programmes.edit", thing="programme", roles=_LEADERS),
    Row(action="programmes.publish", thing="programme", roles=_MANAGERS),
    Row(
        action="programmes.move_ownership",
        thing="programme",
        roles=_LEADERS,
        states=frozenset(each.value for each in OwnershipStatus),
    ),
    Row(
        action="programmes.move_partnership",
        thing="programme",
        roles=_LEADERS,
        states=frozenset(each.value for each in PartnerStatus),
    ),
)
