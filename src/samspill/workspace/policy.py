"""Who may come to the workspace.

Everybody who has signed in has a board. What stands on it is decided for each initiative by
``initiatives.oversee``.
"""

from collections.abc import Sequence

from samspill.core.policy import SIGNED_IN, Row

POLICY: Sequence[Row] = (
    Row(action="workspace.see_board", thing="board", roles=frozenset({SIGNED_IN})),
)
