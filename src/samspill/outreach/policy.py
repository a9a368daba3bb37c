"""Who may do what in outreach.

Roles count for a contribution when they are held at the host of its programme, or of one above it;
a contact of a partner agency reads what comes from their own country. Whoever a contribution goes
to may do what has to be done with it.
"""

from collections.abc import Mapping, Sequence

from samspill.core.policy import ANYONE, SIGNED_IN, Row
from samspill.organisations.choices import RoleKind

#: Not a role that is given, but whoever a contribution goes to.
RESPONSIBLE = "responsible"
#: Those who run a programme.
MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.REGIONAL_PROJECT_LEADER.value})
#: Roles that count for everything, wherever they are held.
EVERYWHERE = frozenset({RoleKind.AUDITOR.value})
#: Roles that count for what comes from the country of their organisation.
OF_THE_COUNTRY = frozenset({RoleKind.PARTNER_CONTACT.value})
_DOERS = MANAGERS | {RESPONSIBLE}

POLICY: Sequence[Row] = (
    Row(action="outreach.contribute", thing="site", roles=frozenset({ANYONE})),
    # Whoever has signed in finds there what they may read, if anything.
    Row(action="outreach.see_inbox", thing="site", roles=frozenset({SIGNED_IN})),
    Row(
        action="outreach.read",
        thing="contribution",
        roles=_DOERS | EVERYWHERE | OF_THE_COUNTRY,
        is_confidential=True,
    ),
    Row(action="outreach.assign", thing="contribution", roles=_DOERS, is_confidential=True),
    Row(action="outreach.answer", thing="contribution", roles=_DOERS, is_confidential=True),
    Row(action="outreach.close", thing="contribution", roles=_DOERS, is_confidential=True),
    Row(action="outreach.share_answer", thing="contribution", roles=_DOERS, is_confidential=True),
    Row(
        action="outreach.begin_initiative",
        thing="contribution",
        roles=MANAGERS,
        is_confidential=True,
    ),
)

#: The same rows by action, for querysets.
ROWS: Mapping[str, Row] = {row.action: row for row in POLICY}
