"""Who may do what with interest lists. Whoever holds a link from a mail needs no account."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, HOLDER, Row

POLICY: Sequence[Row] = (
    Row(action="mailings.follow", thing="subscription", roles=frozenset({ANYONE})),
    Row(action="mailings.confirm", thing="subscription", roles=frozenset({HOLDER})),
    Row(action="mailings.choose", thing="subscription", roles=frozenset({HOLDER})),
)
