"""How far each role reaches, written down by hand: the tests compare the site with this.

It says the same as trust and law do, and knows nothing of how the site finds out.
"""

from collections.abc import Mapping

from samspill.core.policy import ANYONE, HOLDER, SIGNED_IN, Row
from samspill.initiatives.choices import Duty
from samspill.organisations.choices import RoleKind
from tests.access.world import DUTIES, NOBODY, Relation

#: Held at the host of a programme: for the programme and all that belongs to it.
_MANAGERS = {RoleKind.PROGRAMME_MANAGER.value, RoleKind.REGIONAL_PROJECT_LEADER.value}
#: Held for an organisation that has a part in an initiative: for that initiative.
_OF_A_PARTY = {
    RoleKind.ADMINISTRATOR.value,
    RoleKind.COORDINATOR.value,
    RoleKind.LEADER.value,
    RoleKind.SUBJECT.value,
    RoleKind.PROCUREMENT.value,
    RoleKind.PARTNER_CONTACT.value,
    RoleKind.STEERING_GROUP.value,
    RoleKind.PROJECT_GROUP.value,
}
_AUDITOR = {RoleKind.AUDITOR.value}
#: Those who run programmes keep one register together, wherever they run them.
_KEEPERS = {
    RoleKind.PROGRAMME_MANAGER.value,
    RoleKind.REGIONAL_PROJECT_LEADER.value,
    RoleKind.FACILITATOR.value,
    RoleKind.OPERATOR.value,
}

#: Which roles reach a thing of one's own setting.
REACH: Mapping[str, set[str]] = {
    "initiative": _MANAGERS | _OF_A_PARTY | set(DUTIES) | _AUDITOR,
    "gathering": _MANAGERS | _OF_A_PARTY | set(DUTIES) | _AUDITOR,
    "programme": _MANAGERS | _AUDITOR,
    "organisation": {
        RoleKind.ADMINISTRATOR.value,
        RoleKind.PARTNER_CONTACT.value,
        RoleKind.PROGRAMME_MANAGER.value,
        RoleKind.OPERATOR.value,
        RoleKind.AUDITOR.value,
    },
    "person": {RoleKind.PROGRAMME_MANAGER.value},
    "register": _KEEPERS,
    "newsletter": _MANAGERS | _AUDITOR | {RoleKind.EDITOR.value},
    "article": _MANAGERS | _AUDITOR | {RoleKind.EDITOR.value},
    "contribution": _MANAGERS | _AUDITOR | {RoleKind.PARTNER_CONTACT.value},
}
#: Which roles reach it from wherever they are held.
EVERYWHERE: Mapping[str, set[str]] = {
    "organisation": {
        RoleKind.PROGRAMME_MANAGER.value,
        RoleKind.OPERATOR.value,
        RoleKind.AUDITOR.value,
    },
    "person": {RoleKind.PROGRAMME_MANAGER.value},
    "register": _KEEPERS,
}
#: Which roles reach it from anywhere in the same country.
IN_THE_COUNTRY: Mapping[str, set[str]] = {
    "organisation": {RoleKind.PARTNER_CONTACT.value},
    "contribution": {RoleKind.PARTNER_CONTACT.value},
}


def reaches(role: str, thing: str, relation: Relation) -> bool:
    """Tell whether somebody's role counts for a thing of the setting that is asked about."""
    if relation == Relation.ENDED or role not in REACH.get(thing, set()):
        return False
    is_near = relation == Relation.OTHER_PARTY and role in IN_THE_COUNTRY.get(thing, set())
    return relation == Relation.OWN or is_near or role in EVERYWHERE.get(thing, _AUDITOR)


def allowed(row: Row, role: str, relation: Relation, state: str) -> bool:
    """Say what the table wants for somebody in a role, in a relation, about a thing in a state."""
    if row.states and state not in row.states:
        return False
    if ANYONE in row.roles or (SIGNED_IN in row.roles and role != NOBODY):
        return True
    return HOLDER not in row.roles and role in row.roles and reaches(role, row.thing, relation)


assert {each.value for each in Duty} <= REACH["initiative"]
