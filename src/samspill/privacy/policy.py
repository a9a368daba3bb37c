"""Who may be told what is held about somebody, and who may have it erased."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, SIGNED_IN, Row
from samspill.organisations.choices import RoleKind

POLICY: Sequence[Row] = (
    Row(action="privacy.export_own", thing="personal data", roles=frozenset({SIGNED_IN})),
    Row(action="privacy.erase_own", thing="personal data", roles=frozenset({SIGNED_IN})),
    Row(action="privacy.see_erased", thing="page", roles=frozenset({ANYONE})),
    Row(
        action="privacy.erase_another",
        thing="personal data",
        roles=frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.OPERATOR.value}),
    ),
)
