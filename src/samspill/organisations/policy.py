"""Who may do what with organisations and their people."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, Row
from samspill.organisations.choices import RoleKind

#: Those who run programmes keep the register of organisations.
_STAFF = frozenset(
    {
        RoleKind.PROGRAMME_MANAGER.value,
        RoleKind.REGIONAL_PROJECT_LEADER.value,
        RoleKind.FACILITATOR.value,
        RoleKind.OPERATOR.value,
    }
)
#: Those who say who may act for an organisation.
_MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.OPERATOR.value})

POLICY: Sequence[Row] = (
    Row(action="organisations.read", thing="organisation", roles=frozenset({ANYONE})),
    Row(action="organisations.register", thing="organisation", roles=_STAFF),
    Row(action="organisations.rename", thing="organisation", roles=_STAFF),
    Row(action="organisations.succeed", thing="organisation", roles=_MANAGERS),
    Row(action="organisations.give_role", thing="organisation", roles=_MANAGERS),
    Row(action="organisations.end_role", thing="organisation", roles=_MANAGERS),
    Row(action="organisations.write_enquiry", thing="organisation", roles=frozenset({ANYONE})),
)
