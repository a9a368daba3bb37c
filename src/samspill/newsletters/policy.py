"""Who may do what with newsletters.

Roles count for the newsletters of a programme when they are held at its host, or at the host of a
programme above it.
"""

from collections.abc import Mapping, Sequence

from samspill.core.policy import ANYONE, Row
from samspill.organisations.choices import RoleKind

_MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.REGIONAL_PROJECT_LEADER.value})
#: Those who put newsletters together and send them.
EDITORS = _MANAGERS | {RoleKind.EDITOR.value}
#: Roles that count for every newsletter, wherever they are held.
EVERYWHERE = frozenset({RoleKind.AUDITOR.value})
#: Those who see a newsletter before it is sent.
DRAFT_READERS = EDITORS | EVERYWHERE

POLICY: Sequence[Row] = (
    Row(
        action="newsletters.read",
        thing="newsletter",
        roles=frozenset({ANYONE}),
        states=frozenset({"published"}),
    ),
    Row(
        action="newsletters.read_draft",
        thing="newsletter",
        roles=DRAFT_READERS,
        states=frozenset({"draft"}),
        is_confidential=True,
    ),
    Row(action="newsletters.edit", thing="newsletter", roles=EDITORS),
    Row(action="newsletters.send", thing="newsletter", roles=EDITORS),
    # Others are told how many get it; these see who.
    Row(
        action="newsletters.see_receivers",
        thing="newsletter",
        roles=_MANAGERS,
        is_confidential=True,
    ),
)

#: The same rows by action, for querysets.
ROWS: Mapping[str, Row] = {row.action: row for row in POLICY}
