"""Who may do what with gatherings.

Roles are those that somebody has for the initiative, or for the programme, that gathers. Facilitators
help with initiatives: what a programme itself holds is planned by those who run it.
"""

from collections.abc import Mapping, Sequence

from samspill.core.policy import ANYONE, Row
from samspill.initiatives.choices import Duty
from samspill.organisations.choices import RoleKind

_LEADERS = frozenset(
    {
        Duty.FACILITATOR.value,
        Duty.PROJECT_LEAD.value,
        RoleKind.PROGRAMME_MANAGER.value,
        RoleKind.REGIONAL_PROJECT_LEADER.value,
    }
)

#: Whose role is one in an initiative: it does not count for what its programme holds.
OF_AN_INITIATIVE = frozenset(each.value for each in Duty)

POLICY: Sequence[Row] = (
    Row(
        action="events.read",
        thing="gathering",
        roles=frozenset({ANYONE}),
        states=frozenset({"published"}),
    ),
    Row(action="events.plan", thing="gathering", roles=_LEADERS),
    Row(action="events.edit", thing="gathering", roles=_LEADERS),
    Row(action="events.publish", thing="gathering", roles=_LEADERS),
    Row(action="events.move", thing="gathering", roles=_LEADERS),
    Row(action="events.cancel", thing="gathering", roles=_LEADERS),
)

#: The same rows by action, for those who look gatherings up.
ROWS: Mapping[str, Row] = {row.action: row for row in POLICY}
