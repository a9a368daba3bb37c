"""What must hold for who acts for whom: nobody gives what they may not, least of all to themselves."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.limits import check_limit
from samspill.core.policy import allows
from samspill.organisations.choices import (
    CONFIRMED_BY_A_SECOND,
    NEVER_WITHOUT,
    InvitationState,
    RoleKind,
    kinds_at,
)
from samspill.organisations.models import Clearance, Organisation, Role
from samspill.organisations.queries import (
    FoundInvitation,
    has_two_sides,
    held_by,
    is_address_of,
    may_give,
    roles_for,
)

#: A role that reads everything is given for a year at most.
LONGEST = timedelta(days=366)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
MOST_INVITATIONS_AN_HOUR = 30
MOST_INVITATIONS_OF_AN_ADDRESS_A_DAY = 5


def check_may_look_after(
    person: Person, action: str, organisation: Organisation, *, at: datetime
) -> None:
    """Those who look after an organisation's people are named by the policy table."""
    if not allows(action, roles=roles_for(held_by(person, at), organisation)):
        raise NotPermitted(_("You do not look after who acts for this organisation."))


def check_may_give(
    giver: Person, kind: RoleKind, organisation: Organisation, *, to: Person | None, at: datetime
) -> None:
    """Nobody gives a role that the table of giving does not let them give, or gives themselves one."""
    check_may_look_after(giver, "organisations.give_role", organisation, at=at)
    if kind not in may_give(held_by(giver, at), organisation):
        raise NotPermitted(_("Your role does not let you give this role here."))
    if to is not None and to.pk == giver.pk:
        raise NotPermitted(_("Nobody gives a role to themselves. Ask somebody else to give it."))


def check_fits(kind: RoleKind, organisation: Organisation) -> None:
    """At a company people act for the supplier, at a public body never."""
    if kind not in kinds_at(organisation.kind):
        raise NotPossible(_("Nobody can have this role at an organisation of this kind."))


def check_days(kind: RoleKind, from_on: date, to_on: date | None, *, at: datetime) -> None:
    """A role begins today or later and ends after that; one that reads everything within a year."""
    today = localtime(at).date()
    if from_on < today:
        raise NotPossible(_("A role begins today or later."))
    if to_on is not None and to_on < today:
        raise NotPossible(_("The last day has passed already. Choose today or a later day."))
    if to_on is not None and to_on < from_on:
        raise NotPossible(_("The last day lies before the first."))
    if kind in CONFIRMED_BY_A_SECOND and to_on is None:
        raise NotPossible(_("This role reads everything, so it needs a last day."))
    if kind in CONFIRMED_BY_A_SECOND and to_on is not None and to_on - from_on > LONGEST:
        raise NotPossible(_("This role reads everything, so it lasts a year at most."))


def check_may_end(person: Person, role: Role, *, at: datetime) -> None:
    """A role is ended by who could give it, or by its holder, unless nobody would be left."""
    if person.pk == role.person_id:
        check_is_not_the_last(role, at=at)
        return
    check_may_look_after(person, "organisations.end_role", role.organisation, at=at)
    if role.kind not in may_give(held_by(person, at), role.organisation):
        raise NotPermitted(_("Your role does not let you end this role."))


def check_is_not_the_last(role: Role, *, at: datetime) -> None:
    """An administrator who leaves leaves another one behind, and so does a programme manager."""
    others = Role.objects.current(localtime(at).date()).filter(
        organisation=role.organisation_id, kind=role.kind, person__is_active=True
    )
    if role.kind not in NEVER_WITHOUT or others.exclude(pk=role.pk).exists():
        return
    if role.kind == RoleKind.ADMINISTRATOR:
        raise NotPossible(
            _("You are the only administrator here. Invite another one first, then end your role.")
        )
    raise NotPossible(
        _("You are the only programme manager here. Invite another one first, then end your role.")
    )


def check_may_confirm(person: Person, role: Role, *, at: datetime) -> None:
    """A role that reads everything is confirmed by a second person who could have given it."""
    held = held_by(person, at)
    roles = roles_for(held, role.organisation)
    if not allows("organisations.confirm_role", roles=roles) or role.kind not in may_give(
        held, role.organisation
    ):
        raise NotPermitted(_("Your role does not let you confirm this role."))
    if person.pk in {role.person_id, role.given_by_id}:
        raise NotPermitted(
            _("Somebody else must confirm: neither who gave the role nor who has it.")
        )


def check_may_clear(person: Person, tied: Person, *, at: datetime) -> None:
    """Ties on two sides are cleared by a programme manager who has nothing to do with them."""
    check_may_see_ties(person, at=at)
    roles = held_by(tied, at).roles
    if not has_two_sides(roles):
        raise NotPossible(_("This person has no ties to both buyers and suppliers."))
    if person.pk == tied.pk or any(role.given_by_id == person.pk for role in roles):
        raise NotPermitted(
            _("Somebody else must decide: neither the person nor who gave them a role.")
        )


def check_may_see_ties(person: Person, *, at: datetime) -> None:
    """Programme managers see who has ties to buyers and suppliers at once."""
    if not allows("organisations.clear_ties", roles=held_by(person, at).kinds()):
        raise NotPermitted(_("Only those who run programmes can do this."))


def check_is_open(clearance: Clearance) -> None:
    """A clearance is taken back once."""
    if clearance.ended_at is not None:
        raise NotPossible(_("This has been taken back already."))


def check_may_invite(
    giver: Person, kind: RoleKind, organisation: Organisation, *, address: str, at: datetime
) -> None:
    """Whoever may give a role may invite others to it."""
    check_may_look_after(giver, "organisations.invite", organisation, at=at)
    check_may_give(giver, kind, organisation, to=None, at=at)
    if is_address_of(giver, address):
        raise NotPermitted(_("Nobody gives a role to themselves. Ask somebody else to give it."))


def check_is_new(address: str, kind: RoleKind, organisation: Organisation, *, at: datetime) -> None:
    """Nobody is invited to what they have; whoever invites sees the list of who has what."""
    held = Role.objects.not_over(localtime(at).date()).filter(organisation=organisation, kind=kind)
    if any(is_address_of(role.person, address) for role in held.select_related("person")):
        raise NotPossible(_("This person has this role already."))


def check_invitation_limits(giver: object, *, address: str, at: datetime) -> None:
    """Nobody invites, and nobody is invited, without measure."""
    who = giver.pk if isinstance(giver, Person) else "command"
    check_limit(f"invitations-by:{who}", MOST_INVITATIONS_AN_HOUR, _HOUR, at)
    most = MOST_INVITATIONS_OF_AN_ADDRESS_A_DAY
    check_limit(f"invitations-to:{key_of(address)}", most, _DAY, at)


def check_can_accept(found: FoundInvitation) -> None:
    """An invitation works once, until it is withdrawn, replaced or too old."""
    if found.state == InvitationState.OPEN:
        return
    reasons = {
        InvitationState.ACCEPTED: _("This invitation has been accepted already."),
        InvitationState.WITHDRAWN: _("This invitation has been withdrawn."),
        InvitationState.EXPIRED: _("This invitation has become too old. Ask for a new one."),
        InvitationState.SUPERSEDED: _("There is a newer invitation in a later e-mail. Use that."),
        InvitationState.VOID: _("Whoever invited you can no longer give this role."),
    }
    raise NotPossible(reasons.get(found.state, _("We do not know this invitation.")))
