"""Who may do what with the pages that exist in development only."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, Row

POLICY: Sequence[Row] = (Row(action="development.look", thing="site", roles=frozenset({ANYONE})),)
