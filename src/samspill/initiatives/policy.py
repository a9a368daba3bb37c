"""Who may do what with an initiative.

Roles are those that somebody has *for the initiative* (``queries.duties_of``): duties in its team,
roles held at the host of its programme, and roles at an organisation that has a part in it.
"""

from collections.abc import Mapping, Sequence

from samspill.core.policy import ANYONE, Row
from samspill.initiatives.choices import Duty, Part, Status
from samspill.organisations.choices import RoleKind

#: Those who run the programmes.
_MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value, RoleKind.REGIONAL_PROJECT_LEADER.value})
#: Those who run one initiative, and those who run its programme.
_LEADERS = _MANAGERS | {Duty.FACILITATOR.value, Duty.PROJECT_LEAD.value}
#: Those who look over the shoulder of the whole: by law, by the owners' wish, for the partners.
_OVERSEERS = frozenset(
    {RoleKind.AUDITOR.value, Duty.STEERING_GROUP.value, RoleKind.PARTNER_CONTACT.value}
)
#: As long as it is not put away for good.
_LIVING = frozenset(each.value for each in Status if each is not Status.ARCHIVED)

OF_A_BODY = frozenset(
    {Part.LEAD, Part.DIALOGUE_LEAD, Part.NEED_OWNER, Part.PARTICIPANT, Part.SIGNATORY}
)
_OF_A_PARTNER = frozenset({Part.LEAD, Part.DIALOGUE_LEAD, Part.PARTNER, Part.PROJECT_GROUP})
#: A role at an organisation counts in the initiatives in which the organisation has such a part.
PARTS_OF_ROLE: Mapping[str, frozenset[Part]] = {
    RoleKind.ADMINISTRATOR.value: OF_A_BODY,
    RoleKind.COORDINATOR.value: OF_A_BODY,
    RoleKind.LEADER.value: OF_A_BODY,
    RoleKind.SUBJECT.value: OF_A_BODY,
    RoleKind.PROCUREMENT.value: OF_A_BODY,
    RoleKind.PARTNER_CONTACT.value: _OF_A_PARTNER,
    RoleKind.STEERING_GROUP.value: frozenset({Part.STEERING_GROUP}),
    RoleKind.PROJECT_GROUP.value: frozenset({Part.PROJECT_GROUP}),
}
#: Roles at the host of a programme that count in each of its initiatives.
AT_THE_HOST = _MANAGERS
#: Roles that count in every initiative, wherever they are held.
EVERYWHERE = frozenset({RoleKind.AUDITOR.value})
#: Those who see an initiative before everybody does.
DRAFT_READERS = (
    _LEADERS
    | _OVERSEERS
    | {
        Duty.PROJECT_GROUP.value,
        Duty.CONTACT.value,
        RoleKind.ADMINISTRATOR.value,
        RoleKind.COORDINATOR.value,
        RoleKind.SUBJECT.value,
        RoleKind.PROCUREMENT.value,
    }
)

POLICY: Sequence[Row] = (
    Row(
        action="initiatives.read",
        thing="initiative",
        roles=frozenset({ANYONE}),
        states=frozenset({"published"}),
    ),
    Row(
        action="initiatives.read_draft",
        thing="initiative",
        roles=DRAFT_READERS,
        states=frozenset({"draft"}),
        is_confidential=True,
    ),
    Row(
        action="initiatives.read_history",
        thing="initiative",
        roles=_LEADERS | _OVERSEERS,
        is_confidential=True,
    ),
    # Where it stands on the boards of those who work with it: what is late, and what waits.
    Row(
        action="initiatives.oversee",
        thing="initiative",
        roles=_LEADERS
        | {RoleKind.AUDITOR.value}
        | {Duty.PROJECT_GROUP.value, Duty.STEERING_GROUP.value, Duty.CONTACT.value},
        is_confidential=True,
    ),
    Row(
        action="initiatives.export_followers",
        thing="initiative",
        roles=_MANAGERS,
        is_confidential=True,
    ),
    Row(
        action="initiatives.see_receivers",
        thing="initiative",
        roles=_MANAGERS,
        is_confidential=True,
    ),
    Row(
        action="initiatives.create",
        thing="initiative",
        roles=_MANAGERS | {RoleKind.FACILITATOR.value},
    ),
    Row(action="initiatives.copy", thing="initiative", roles=_LEADERS),
    Row(action="initiatives.edit", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.rename", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.publish", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.change_status", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.record_step", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.change_group", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.take_away", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.change_team", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(
        action="initiatives.name_coordinator",
        thing="initiative",
        roles=_LEADERS | {RoleKind.ADMINISTRATOR.value},
        states=_LIVING,
    ),
    Row(action="initiatives.draft_update", thing="initiative", roles=_LEADERS, states=_LIVING),
    Row(action="initiatives.publish_update", thing="initiative", roles=_LEADERS, states=_LIVING),
)

#: The same rows by action, for querysets.
ROWS: Mapping[str, Row] = {row.action: row for row in POLICY}
