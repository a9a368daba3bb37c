"""Who may do what with accounts."""

from collections.abc import Sequence

from samspill.core.policy import ANYONE, SIGNED_IN, Row

POLICY: Sequence[Row] = (
    Row(action="accounts.sign_in", thing="account", roles=frozenset({ANYONE})),
    Row(action="accounts.sign_out", thing="account", roles=frozenset({ANYONE})),
    Row(action="accounts.see_own", thing="account", roles=frozenset({SIGNED_IN})),
    Row(action="accounts.secure_own", thing="account", roles=frozenset({SIGNED_IN})),
    Row(action="accounts.read_own_history", thing="account", roles=frozenset({SIGNED_IN})),
)
