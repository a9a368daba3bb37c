"""The life of an initiative: begun, named, published, moved on, step by step."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.initiatives import rules
from samspill.initiatives.choices import Duty, Scope, Status
from samspill.initiatives.findable import put_initiative
from samspill.initiatives.models import Initiative, StatusChange, Step, TeamMember
from samspill.initiatives.queries import lists_told_of
from samspill.mailings.actions import open_list, rename_list, tell
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import InterestList
from samspill.mailings.queries import lists_of_kind
from samspill.organisations.models import Role
from samspill.programmes.models import Programme


@transaction.atomic
def create_initiative(
    *,
    slug: str,
    title: Translated,
    scope: Scope,
    controller: str,
    programme: Programme | None = None,
    facilitator: Role | None = None,
    by: Person,
    at: datetime,
) -> Initiative:
    """Begin an initiative as a draft that is possible, with an interest list of its own.

    ``controller`` names the organisation that answers for the addresses of its followers.

    :raises NotPermitted: the person does not work for the programme.
    :raises NotPossible: the address is taken.
    """
    rules.check_may_create(by, programme, at=at)
    check_slug_is_free(slug)
    initiative = Initiative.objects.create(
        slug=slug,
        title=title,
        scope=scope,
        programme=programme,
        interest_list=open_own_list(slug, title, controller),
        changed_at=at,
    )
    first_status(initiative, at=at)
    if facilitator:
        TeamMember.objects.create(initiative=initiative, role=facilitator, duty=Duty.FACILITATOR)
    put_initiative(initiative, at=at)
    record("initiatives.created", initiative, by=by, at=at, title=dict(title))
    return initiative


@transaction.atomic
def rename(
    initiative: Initiative,
    title: Translated,
    *,
    short_title: Translated | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Give an initiative another title; its interest list takes it over at the same moment.

    :raises NotPermitted: the person does not run the initiative.
    """
    rules.check_may(by, "initiatives.rename", initiative, at=at)
    before = Initiative.objects.select_for_update().get(pk=initiative.pk)
    initiative.title = title
    if short_title is not None:
        initiative.short_title = short_title
    initiative.changed_at = at
    initiative.save(update_fields=["title", "short_title", "changed_at"])
    rename_list(initiative.interest_list, title)
    put_initiative(initiative, at=at)
    record(
        "initiatives.renamed",
        initiative,
        by=by,
        at=at,
        title=(before.title, title),
        short_title=(before.short_title, initiative.short_title),
    )


@transaction.atomic
def publish(initiative: Initiative, *, by: Person, at: datetime) -> None:
    """Show an initiative to everybody.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: something is missing, all of which is listed, or it is shown already.
    """
    rules.check_may(by, "initiatives.publish", initiative, at=at)
    rules.check_publishable(initiative, at=at)
    unpublished = Initiative.objects.filter(pk=initiative.pk, published_at=None)
    if not unpublished.update(published_at=at, changed_at=at):
        raise NotPossible(_("Somebody else has just published this."))
    initiative.refresh_from_db()
    put_initiative(initiative, at=at)
    told = _tell_of_new(initiative, at=at)
    record(
        "initiatives.published",
        initiative,
        by=by,
        at=at,
        published_at=(None, at),
        receivers=told,
    )


def _tell_of_new(initiative: Initiative, *, at: datetime) -> int:
    """Tell those who follow its programme, its themes, its places, or all that is new."""
    return tell(
        HappeningKind.INITIATIVE,
        f"initiative:{initiative.pk}",
        title=initiative.title,
        summary=initiative.lead,
        link=initiative.get_absolute_url,
        lists=[*lists_told_of(initiative), *lists_of_kind(HappeningKind.INITIATIVE)],
        at=at,
    )


@transaction.atomic
def change_status(
    initiative: Initiative,
    *,
    to: Status,
    reason: str = "",
    since_on: date | None = None,
    after: int | None = None,
    by: Person,
    at: datetime,
) -> StatusChange:
    """Move an initiative on, from today or from a day since the last change.

    ``after`` is the number of the change that the person saw when deciding; whoever decides on
    something older finds the next number taken.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: there is no such move, or somebody else has moved first.
    """
    rules.check_may(by, "initiatives.change_status", initiative, at=at)
    latest = rules.latest_change(initiative, at=at)
    day = since_on or localtime(at).date()
    rules.check_transition(latest, to, since_on=day)
    if after is None:
        after = latest.number if latest else 0
    change = _enter(
        StatusChange(initiative=initiative, status=to, since_on=day, reason=reason), after
    )
    touch(initiative, at=at)
    was = latest.status if latest else Status.POSSIBLE
    record(
        "initiatives.status_changed",
        initiative,
        by=by,
        at=at,
        status=(str(was), to.value),
        since_on=day.isoformat(),
        personal={"reason": reason} if reason else None,
    )
    return change


def _enter(change: StatusChange, after: int) -> StatusChange:
    """Add a change of status, unless the number that follows has been taken."""
    change.number = after + 1
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossible(_("Somebody else has just changed this.")) from error
    return change


@transaction.atomic
def record_step_done(step: Step, done: ImpreciseTime, *, by: Person, at: datetime) -> None:
    """Write down when a step was done, as precisely as it is known.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: that time has not come, or it has been written down already.
    """
    rules.check_may(by, "initiatives.record_step", step.initiative, at=at)
    rules.check_has_come(done, at=at)
    if not Step.objects.filter(pk=step.pk, done="").update(done=done, skipped_on=None):
        raise NotPossible(_("It has been written down already when this step was done."))
    step.refresh_from_db()
    touch(step.initiative, at=at)
    record("initiatives.step_done", step, by=by, at=at, done=(None, done))


@transaction.atomic
def skip_step(step: Step, *, by: Person, at: datetime) -> None:
    """Say that a step will not be taken.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: it is done, or has been skipped already.
    """
    rules.check_may(by, "initiatives.record_step", step.initiative, at=at)
    rules.check_can_be_skipped(step)
    today = localtime(at).date()
    if not Step.objects.filter(pk=step.pk, done="", skipped_on=None).update(skipped_on=today):
        raise NotPossible(_("Somebody else has just changed this."))
    step.refresh_from_db()
    touch(step.initiative, at=at)
    record("initiatives.step_skipped", step, by=by, at=at, skipped_on=(None, today))


def check_slug_is_free(slug: str) -> None:
    """Two initiatives never have the same address."""
    if Initiative.objects.filter(slug=slug).exists():
        raise NotPossible(_("Another initiative has this address. Please choose another."))


def open_own_list(slug: str, title: Translated, controller: str) -> InterestList:
    """Open the interest list of an initiative."""
    return open_list(f"initiative:{slug}", title, controller)


def first_status(initiative: Initiative, *, at: datetime) -> None:
    """Enter the first status of an initiative: possible."""
    StatusChange.objects.create(
        initiative=initiative, number=1, status=Status.POSSIBLE, since_on=localtime(at).date()
    )


def touch(initiative: Initiative, *, at: datetime) -> None:
    """Remember when the page last changed, and let it be found as it is now."""
    initiative.changed_at = at
    initiative.save(update_fields=["changed_at"])
    put_initiative(initiative, at=at)
