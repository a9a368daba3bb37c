"""Who may do what with articles and guides.

Roles count for the texts of a programme when they are held at its host, or at the host of a
programme above it (``queries.duties_of``).
"""

from collections.abc import Mapping, Sequence

from samspill.core.policy import ANYONE, Row
from samspill.organisations.choices import RoleKind

#: Those who write and publish.
EDITORS = frozenset(
    {
        RoleKind.EDITOR.value,
        RoleKind.PROGRAMME_MANAGER.value,
        RoleKind.REGIONAL_PROJECT_LEADER.value,
    }
)
#: Roles that count for every text, wherever they are held.
EVERYWHERE = frozenset({RoleKind.AUDITOR.value})
#: Those who see a text before everybody does.
DRAFT_READERS = EDITORS | EVERYWHERE

POLICY: Sequence[Row] = (
    Row(
        action="editorial.read",
        thing="article",
        roles=frozenset({ANYONE}),
        states=frozenset({"published"}),
    ),
    Row(
        action="editorial.read_draft",
        thing="article",
        roles=DRAFT_READERS,
        states=frozenset({"draft"}),
        is_confidential=True,
    ),
    # Without a state: whoever may read drafts sees what there is of them.
    Row(
        action="editorial.look_through",
        thing="article",
        roles=DRAFT_READERS,
        is_confidential=True,
    ),
    Row(action="editorial.create", thing="article", roles=EDITORS),
    Row(action="editorial.edit", thing="article", roles=EDITORS),
    Row(action="editorial.publish", thing="article", roles=EDITORS),
    Row(action="editorial.upload", thing="article", roles=EDITORS),
)

#: The same rows by action, for querysets.
ROWS: Mapping[str, Row] = {row.action: row for row in POLICY}
