"""Who may do what with the site as a whole."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, Row

POLICY: Sequence[Row] = (
    Row(action="portal.read", thing="site", roles=frozenset({ANYONE})),
    Row(action="portal.check_health", thing="site", roles=frozenset({ANYONE})),
)
