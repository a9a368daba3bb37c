"""Who may do what with the audit trail as a whole."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, Row

POLICY: Sequence[Row] = (Row(action="audit.read_head", thing="trail", roles=frozenset({ANYONE})),)
