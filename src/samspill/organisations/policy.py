"""Who may do what with organisations and their people, and who may give whom which role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samspill.core.policy import ANYONE, HOLDER, SIGNED_IN, Row
from samspill.organisations.choices import BODY_ROLES, PROGRAMME_ROLES, Reach, RoleKind

#: Those who run programmes keep the register of organisations.
_STAFF = frozenset(
    {
        RoleKind.PROGRAMME_MANAGER.value,
        RoleKind.REGIONAL_PROJECT_LEADER.value,
        RoleKind.FACILITATOR.value,
        RoleKind.OPERATOR.value,
    }
)
_MANAGERS = frozenset({RoleKind.PROGRAMME_MANAGER.value})
#: Those who say who may act for an organisation.
_GIVERS = frozenset(
    {
        RoleKind.ADMINISTRATOR.value,
        RoleKind.PARTNER_CONTACT.value,
        RoleKind.PROGRAMME_MANAGER.value,
        RoleKind.OPERATOR.value,
    }
)

#: How far a role counts for the people of organisations; the others count where they are held.
REACH: Mapping[str, Reach] = {
    RoleKind.PROGRAMME_MANAGER.value: Reach.EVERYWHERE,
    RoleKind.OPERATOR.value: Reach.EVERYWHERE,
    RoleKind.AUDITOR.value: Reach.EVERYWHERE,
    RoleKind.PARTNER_CONTACT.value: Reach.COUNTRY,
}


@dataclass(frozen=True, kw_only=True)
class Giving:
    """Which kinds of role somebody in a role may give to others, and take back, and where."""

    by: RoleKind
    kinds: frozenset[RoleKind]
    reach: Reach


#: The only roles that anybody may give. Nobody gives one to themselves, whatever stands here.
GIVING: Sequence[Giving] = (
    Giving(
        by=RoleKind.ADMINISTRATOR,
        kinds=BODY_ROLES | {RoleKind.ADMINISTRATOR, RoleKind.SUPPLIER},
        reach=Reach.HERE,
    ),
    Giving(
        by=RoleKind.PARTNER_CONTACT,
        kinds=BODY_ROLES | {RoleKind.ADMINISTRATOR, RoleKind.SUPPLIER},
        reach=Reach.COUNTRY,
    ),
    Giving(by=RoleKind.PROGRAMME_MANAGER, kinds=PROGRAMME_ROLES, reach=Reach.HOSTS),
    Giving(
        by=RoleKind.PROGRAMME_MANAGER,
        kinds=BODY_ROLES
        | {
            RoleKind.ADMINISTRATOR,
            RoleKind.SUPPLIER,
            RoleKind.PARTNER_CONTACT,
            RoleKind.STEERING_GROUP,
            RoleKind.PROJECT_GROUP,
            RoleKind.FUNDER,
            RoleKind.AUDITOR,
        },
        reach=Reach.EVERYWHERE,
    ),
    Giving(
        by=RoleKind.OPERATOR,
        kinds=frozenset({RoleKind.ADMINISTRATOR, RoleKind.OPERATOR}),
        reach=Reach.EVERYWHERE,
    ),
)

POLICY: Sequence[Row] = (
    Row(action="organisations.read", thing="organisation", roles=frozenset({ANYONE})),
    Row(action="organisations.register", thing="register", roles=_STAFF),
    Row(action="organisations.rename", thing="register", roles=_STAFF),
    Row(
        action="organisations.succeed",
        thing="register",
        roles=_MANAGERS | {RoleKind.OPERATOR.value},
    ),
    Row(
        action="organisations.see_people",
        thing="organisation",
        roles=_GIVERS | {RoleKind.COORDINATOR.value, RoleKind.AUDITOR.value},
    ),
    Row(action="organisations.invite", thing="organisation", roles=_GIVERS),
    Row(action="organisations.give_role", thing="organisation", roles=_GIVERS),
    Row(action="organisations.end_role", thing="organisation", roles=_GIVERS),
    Row(
        action="organisations.confirm_role",
        thing="organisation",
        roles=_MANAGERS,
        is_confidential=True,
    ),
    Row(
        action="organisations.clear_ties",
        thing="person",
        roles=_MANAGERS,
        is_confidential=True,
    ),
    Row(action="organisations.accept", thing="invitation", roles=frozenset({HOLDER})),
    Row(action="organisations.act_for", thing="role", roles=frozenset({SIGNED_IN})),
    Row(action="organisations.write_enquiry", thing="organisation", roles=frozenset({ANYONE})),
)

#: The same rows by action, for those who look objects up.
ROWS: Mapping[str, Row] = {row.action: row for row in POLICY}
