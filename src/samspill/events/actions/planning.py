"""Plan a gathering, set its time, publish it, cancel it: those concerned are told once, in words."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.events import rules
from samspill.events.actions.changing import change, tell_of_change
from samspill.events.choices import Attendance, GatheringKind
from samspill.events.findable import put_gathering
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard, announced, lists_told_of
from samspill.initiatives.models import Initiative
from samspill.mailings.actions import recall, tell
from samspill.mailings.choices import HappeningKind
from samspill.programmes.models import Programme


@transaction.atomic
def plan(
    owner: Initiative | Programme,
    *,
    slug: str,
    kind: GatheringKind,
    title: Translated,
    when: ImpreciseTime,
    attendance: Attendance = Attendance.ON_SITE,
    time_zone: str = "Europe/Oslo",
    by: Person,
    at: datetime,
    **words: Any,
) -> Gathering:
    """Plan a gathering of an initiative or a programme, as a draft; ``words`` say more about it.

    :raises NotPermitted: the person does not run what gathers.
    :raises NotPossible: the address is taken.
    """
    gathering = Gathering(
        initiative=owner if isinstance(owner, Initiative) else None,
        programme=owner if isinstance(owner, Programme) else None,
        slug=slug,
        kind=kind,
        title=title,
        when=when,
        attendance=attendance,
        time_zone=time_zone,
        changed_at=at,
        **words,
    )
    rules.check_may(by, "events.plan", gathering, at=at)
    try:
        with transaction.atomic():
            gathering.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossible(
            _("Another gathering has this address. Please choose another.")
        ) from error
    record("events.planned", gathering, by=by, at=at, title=dict(title), when=when.to_edtf())
    return gathering


@transaction.atomic
def move(
    gathering: Gathering,
    *,
    starts: datetime,
    ends: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Set, or change, the time: by the clocks of the place, without a zone of their own.

    Calendars that have the gathering take the new time over, since its sequence goes up. Once it is
    published, those who follow are told the new time when the time to undo has passed: of several
    moves in a row, the last.

    :raises NotPermitted: the person does not run what gathers.
    :raises NotPossible: there is no such time, it has passed, or the gathering is over or cancelled.
    """
    rules.check_may(by, "events.move", gathering, at=at)
    rules.check_takes_place(gathering, at=at)
    starts_at = rules.moment(starts, gathering.time_zone)
    ends_at = rules.moment(ends, gathering.time_zone) if ends else None
    rules.check_lies_ahead(starts_at, at=at)
    rules.check_lasts(starts_at, ends_at)
    was, end = gathering.starts_at, gathering.ends_at
    when = _said(starts_at, gathering.time_zone)
    change(gathering, starts_at=starts_at, ends_at=ends_at, when=when, at=at)
    put_gathering(gathering, at=at)
    if gathering.published_at and (was, end) != (starts_at, ends_at):
        tell_of_change(gathering, HappeningKind.MOVED, by=by, at=at)
    record(
        "events.moved", gathering, by=by, at=at, starts_at=(was, starts_at), ends_at=(end, ends_at)
    )


@transaction.atomic
def publish(gathering: Gathering, *, by: Person, at: datetime) -> None:
    """Show a gathering to everybody.

    :raises NotPermitted: the person does not run what gathers.
    :raises NotPossible: something is missing, all of which is listed, or it is shown already.
    """
    rules.check_may(by, "events.publish", gathering, at=at)
    rules.check_publishable(gathering, at=at)
    unpublished = Gathering.objects.filter(pk=gathering.pk, published_at=None)
    if not unpublished.update(published_at=at, changed_at=at):
        raise NotPossible(_("Somebody else has just published this."))
    gathering.refresh_from_db()
    put_gathering(gathering, at=at)
    told = _tell_of_new(gathering, at=at)
    record(
        "events.published",
        gathering,
        by=by,
        at=at,
        published_at=(None, at),
        receivers=told,
    )


@transaction.atomic
def cancel(gathering: Gathering, *, by: Person, at: datetime) -> None:
    """Cancel a gathering: it stays to be seen, and calendars show that it does not take place.

    Those who follow are told, unless nobody knows of it yet.

    :raises NotPermitted: the person does not run what gathers.
    :raises NotPossible: it is over, or has been cancelled already.
    """
    rules.check_may(by, "events.cancel", gathering, at=at)
    rules.check_takes_place(gathering, at=at)
    change(gathering, cancelled_at=at, at=at)
    put_gathering(gathering, at=at)
    recall(f"gathering:{gathering.pk}", at=at)
    if gathering.published_at:
        tell_of_change(gathering, HappeningKind.CANCELLED, by=by, at=at)
    record("events.cancelled", gathering, by=by, at=at, cancelled_at=(None, at))


def _tell_of_new(gathering: Gathering, *, at: datetime) -> int:
    """Tell those who follow what gathers, or all gatherings, unless it has been."""
    if GatheringCard.of(gathering, at=at).is_over:
        return 0
    return tell(
        HappeningKind.GATHERING,
        f"gathering:{gathering.pk}",
        title=gathering.title,
        summary=announced(gathering),
        link=gathering.get_absolute_url,
        lists=lists_told_of(gathering),
        at=at,
    )


def _said(starts_at: datetime, time_zone: str) -> ImpreciseTime:
    local = starts_at.astimezone(ZoneInfo(time_zone))
    return ImpreciseTime.from_edtf(f"{local:%Y-%m-%dT%H:%M}[{time_zone}]")
