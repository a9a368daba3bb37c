"""The group of public bodies: who comes, who goes. Its target size warns and never refuses."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.initiatives import rules
from samspill.initiatives.actions.life import touch
from samspill.initiatives.choices import Part
from samspill.initiatives.models import Initiative, Involvement
from samspill.organisations.models import Organisation


@transaction.atomic
def join(
    initiative: Initiative,
    organisation: Organisation,
    *,
    since: ImpreciseTime | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Take an organisation into the group, and return a warning if the group is not as wanted.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: the organisation is in the group already.
    """
    rules.check_may(by, "initiatives.change_group", initiative, at=at)
    # Hold the initiative, so that two people do not both miss the warning.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    since = since or _today(at)
    seat, is_new = Involvement.objects.get_or_create(
        initiative=initiative,
        organisation=organisation,
        part=Part.PARTICIPANT,
        defaults={"since": since, "number": _next_number(initiative)},
    )
    if not is_new:
        has_left = Involvement.objects.filter(pk=seat.pk).exclude(until="")
        if not has_left.update(since=since, until=None):
            raise NotPossible(_("This organisation is in the group already."))
    touch(initiative, at=at)
    record(
        "initiatives.joined",
        initiative,
        by=by,
        at=at,
        organisation=organisation.slug,
        since=since.to_edtf(),
    )
    return rules.group_warning(initiative)


@transaction.atomic
def leave(
    initiative: Initiative,
    organisation: Organisation,
    *,
    until: ImpreciseTime | None = None,
    by: Person,
    at: datetime,
) -> str:
    """Note that an organisation leaves the group, and return a warning if the group is not as wanted.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: the organisation is not in the group.
    """
    rules.check_may(by, "initiatives.change_group", initiative, at=at)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    until = until or _today(at)
    seats = rules.participants(initiative).filter(organisation=organisation)
    if not seats.update(until=until):
        raise NotPossible(_("This organisation is not in the group."))
    touch(initiative, at=at)
    record(
        "initiatives.left",
        initiative,
        by=by,
        at=at,
        organisation=organisation.slug,
        until=(None, until),
    )
    return rules.group_warning(initiative)


def _today(at: datetime) -> ImpreciseTime:
    return ImpreciseTime.from_edtf(localtime(at).date().isoformat())


def _next_number(initiative: Initiative) -> int:
    group = initiative.involvements.filter(part=Part.PARTICIPANT)
    last = group.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
