"""What must hold for initiatives. A check returns nothing or raises its reason."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Model, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.accounts.models import Reader
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.policy import allows
from samspill.initiatives.choices import TRANSITIONS, Duty, Part, Status
from samspill.initiatives.models import (
    Initiative,
    Involvement,
    StatusChange,
    Step,
    TeamMember,
)
from samspill.initiatives.policy import OF_A_BODY
from samspill.initiatives.queries import duties_of
from samspill.mailings.models import Update
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role
from samspill.organisations.queries import held_by, kinds_of
from samspill.programmes.models import Programme
from samspill.programmes.queries import duties_of as programme_duties_of


def check_may(person: Reader, action: str, initiative: Initiative, *, at: datetime) -> None:
    """Those who run an initiative, or its programme, decide about it."""
    state = latest_status(initiative, at=at)
    if not allows(action, roles=duties_of(person, initiative, at), state=state):
        raise NotPermitted(_("Only those who run this initiative can do this."))


def allowed_to(
    person: Reader, actions: Collection[str], initiative: Initiative, *, at: datetime
) -> frozenset[str]:
    """Tell which of some actions :func:`check_may` lets somebody do, asking once what they are."""
    roles = duties_of(person, initiative, at)
    state = latest_status(initiative, at=at)
    return frozenset(each for each in actions if allows(each, roles=roles, state=state))


def check_may_name_coordinator(
    person: Reader, initiative: Initiative, role: Role, *, at: datetime
) -> None:
    """Those who run an initiative say who coordinates for a body, and so does its administrator."""
    if not may_coordinate(person, initiative, role.organisation_id, at=at):
        raise NotPermitted(_("Only those who run this initiative, or the body, can do this."))
    if role.person_id == person.pk:
        raise NotPermitted(_("Nobody names themselves. Ask somebody else to do it."))


def may_coordinate(person: Reader, initiative: Initiative, body: int, *, at: datetime) -> bool:
    """Tell whether somebody may say who coordinates for a body: an administrator's own body only."""
    administrator = {RoleKind.ADMINISTRATOR.value}
    at_the_body = held_by(person, at).kinds({body}) & administrator
    roles = (duties_of(person, initiative, at) - administrator) | at_the_body
    return allows(
        "initiatives.name_coordinator", roles=roles, state=latest_status(initiative, at=at)
    )


def check_can_coordinate(role: Role, initiative: Initiative, *, at: datetime) -> None:
    """A body is coordinated by somebody who is its coordinator, while it takes part."""
    held = Role.objects.current(localtime(at).date()).filter(pk=role.pk, kind=RoleKind.COORDINATOR)
    if not held.exists():
        raise NotPossible(_("This person is no coordinator of this organisation now."))
    parts = initiative.involvements.filter(
        organisation=role.organisation_id, part__in=OF_A_BODY, until=""
    )
    if not parts.exists():
        raise NotPossible(_("This organisation has no part in the initiative now."))


def check_may_edit(person: Reader, initiative: Initiative, *, at: datetime) -> None:
    """Those who run an initiative may change what its page says."""
    check_may(person, "initiatives.edit", initiative, at=at)


def check_may_change_rows(
    person: Reader, model: type[Model], initiative: Initiative, *, at: datetime
) -> None:
    """Those who run an initiative change its page; of parties and people a row of their own speaks."""
    actions = {Involvement: "initiatives.change_group", TeamMember: "initiatives.change_team"}
    check_may(person, actions.get(model, "initiatives.edit"), initiative, at=at)


def check_can_be_taken_away(row: Model) -> None:
    """Whoever answers for a body is replaced, not taken away; a body in the group leaves it.

    :raises NotPossible: it is one of those.
    """
    if isinstance(row, TeamMember) and row.body_id:
        raise NotPossible(_("Name another coordinator for the body instead."))
    if isinstance(row, Involvement) and row.part == Part.PARTICIPANT and not row.until:
        others = TeamMember.objects.filter(initiative=row.initiative_id, body=row.organisation_id)
        if others.exists():
            raise NotPossible(
                _("People act for this body in the initiative. Write when it left instead.")
            )


def check_is_draft_of_a_programme(initiative: Initiative | None) -> None:
    """What everybody has been able to read is archived, not taken away."""
    if initiative is None:
        raise NotPossible(_("Somebody else has taken this away meanwhile."))
    if initiative.published_at:
        raise NotPossible(_("It has been published. Archive it instead."))
    if initiative.programme_id is None:
        raise NotPossible(_("It belongs to no programme, from which it could be put back."))


def check_goes_together(said: Mapping[str, object]) -> None:
    """An amount has a currency, and the least of a group is not more than its most."""
    least, most = said.get("group_least"), said.get("group_most")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        raise NotPossible(_("The least number in the group is larger than the most."))
    if said.get("value") is not None and not said.get("currency", "?"):
        raise NotPossible(_("Say in which currency the value is."))


def check_may_publish_update(person: Reader, initiative: Initiative, *, at: datetime) -> None:
    """Those who run an initiative speak to its followers."""
    check_may(person, "initiatives.publish_update", initiative, at=at)


def check_is_shown(initiative: Initiative, *, at: datetime) -> None:
    """Of an initiative that not everybody may read by then, nobody is told.

    :raises NotPossible: it is a draft.
    """
    if initiative.published_at is None or initiative.published_at > at:
        raise NotPossible(
            _("Publish the initiative first: until then, nobody can read what is told of it.")
        )


def check_may_create(person: Reader, programme: Programme | None, *, at: datetime) -> None:
    """Those who run a programme, and its facilitators, start initiatives in it."""
    roles = programme_duties_of(person, programme, at) if programme else kinds_of(person, at)
    if not allows("initiatives.create", roles=roles):
        raise NotPermitted(_("Only those who run the programme can do this."))


def latest_status(initiative: Initiative, *, at: datetime) -> Status:
    """Return the status on the day of a moment; before its first, an initiative is possible."""
    latest = latest_change(initiative, at=at)
    return Status(latest.status) if latest else Status.POSSIBLE


def latest_change(initiative: Initiative, *, at: datetime) -> StatusChange | None:
    """Return the change that gave the initiative the status it has on the day of a moment."""
    until_now = StatusChange.objects.filter(
        initiative=initiative, since_on__lte=localtime(at).date()
    )
    return until_now.order_by("-since_on", "-number").first()


def check_transition(latest: StatusChange | None, to: Status, *, since_on: date) -> None:
    """A status follows only from some others, and never before the one it follows."""
    was = Status(latest.status) if latest else Status.POSSIBLE
    if to not in TRANSITIONS[was]:
        raise NotPossible(
            _("An initiative that is “%(was)s” cannot become “%(to)s”.")
            % {"was": was.label, "to": to.label}
        )
    if latest and since_on < latest.since_on:
        raise NotPossible(_("The day lies before the last change of status."))


def missing(initiative: Initiative, *, at: datetime) -> list[str]:
    """List, in sentences, what an initiative lacks before it can be published."""
    return [sentence for _what, sentence in lacks(initiative, at=at)]


def lacks(initiative: Initiative, *, at: datetime) -> list[tuple[str, str]]:
    """List what an initiative lacks before it can be published: what it is, and a sentence."""
    reachable = TeamMember.objects.filter(
        initiative=initiative,
        duty__in=(Duty.CONTACT, Duty.FACILITATOR),
        role__in=Role.objects.current(localtime(at).date()),
    )
    return [
        (what, sentence)
        for what, is_there, sentence in (
            ("title", initiative.title, _("It has no title.")),
            ("lead", initiative.lead, _("It has no introduction.")),
            ("contact", reachable.exists(), _("No contact person and no facilitator is named.")),
            ("step", initiative.steps.exists(), _("Its process has no step.")),
        )
        if not is_there
    ]


def check_publishable(initiative: Initiative, *, at: datetime) -> None:
    """An initiative is shown when readers can see what it is, where it stands, and whom to ask."""
    if initiative.published_at:
        raise NotPossible(_("The initiative has been published already."))
    if reasons := missing(initiative, at=at):
        raise NotPossible(
            _("The initiative cannot be published yet. %(reasons)s")
            % {"reasons": " ".join(reasons)}
        )


def check_has_come(done: ImpreciseTime, *, at: datetime) -> None:
    """What has not happened yet is not done."""
    if not done.has_begun(at):
        raise NotPossible(_("This time has not come yet."))


def check_can_be_skipped(step: Step) -> None:
    """A step that is done stays done."""
    if step.done:
        raise NotPossible(_("This step is done, so it cannot be skipped."))


def check_update_of(update: Update, initiative: Initiative) -> None:
    """An update goes to the followers of the initiative that it is about."""
    if update.interest_list_id != initiative.interest_list_id:
        raise NotPossible(_("This update belongs to another initiative."))


def participants(initiative: Initiative) -> QuerySet[Involvement]:
    """Find the bodies in the group that nobody has taken out of it."""
    return initiative.involvements.filter(part=Part.PARTICIPANT, until="")


def group_warning(initiative: Initiative) -> str:
    """Say, in a sentence, that the group is smaller or larger than wanted; the target is no wall."""
    count = participants(initiative).count()
    if initiative.group_least is not None and count < initiative.group_least:
        least = initiative.group_least
        return ngettext(
            "The group now has %(count)d member; at least %(least)d are wanted.",
            "The group now has %(count)d members; at least %(least)d are wanted.",
            count,
        ) % {"count": count, "least": least}
    if initiative.group_most is not None and count > initiative.group_most:
        return ngettext(
            "The group now has %(count)d member; at most %(most)d are wanted.",
            "The group now has %(count)d members; at most %(most)d are wanted.",
            count,
        ) % {"count": count, "most": initiative.group_most}
    return ""
