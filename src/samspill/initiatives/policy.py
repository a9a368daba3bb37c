"""Who may do what with an initiative.

Roles are those that somebody has *for the initiative*: duties in its team, and roles held at the
host of its programme (``queries.duties_of``).
"""

from collections.abc import Sequence

from samspill.core.policy import Row
from samspill.initiatives.choices import Duty, Status
from samspill.organisations.choices import RoleKind

#: Those who run the programmes.
_MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.REGIONAL_PROJECT_LEADER.value})
#: Those who run one initiative, and those who run its programme.
_LEADERS = _MANAGERS | {Duty.FACILITATOR.value, Duty.PROJECT_LEAD.value}
#: As long as it is not put away for good.
_LIVING = frozenset(each.value for each in Status if each is not Status.ARCHIVED)

POLICY: Sequence[Row] = (
    Row(action="initiatives.create", roles=_MANAGERS | {RoleKind.FACILITATOR.value}),
    Row(action="initiatives.copy", roles=_LEADERS),
    Row(action="initiatives.edit", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.rename", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.publish", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.change_status", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.record_step", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.change_group", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.draft_update", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.publish_update", roles=_LEADERS, states=_LIVING),
)
