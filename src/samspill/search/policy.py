"""Who may search. What one finds is decided thing by thing, when the question is asked."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, Row

POLICY: Sequence[Row] = (Row(action="search.read", thing="search", roles=frozenset({ANYONE})),)
