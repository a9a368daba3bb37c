"""Whom a team can be made of."""

from datetime import datetime

from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.initiatives.choices import Part
from samspill.initiatives.models import Initiative
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role

#: Parties whose people do the work of an initiative.
WORKING = (
    Part.LEAD,
    Part.DIALOGUE_LEAD,
    Part.PARTNER,
    Part.STEERING_GROUP,
    Part.PROJECT_GROUP,
)


def roles_for_team(initiative: Initiative, _person: Person, *, at: datetime) -> list[Role]:
    """List the roles at the hosts of the programme and at the working parties, by name."""
    programme = initiative.programme
    hosts = {each.host_id for each in (programme, programme and programme.part_of) if each}
    parties = initiative.involvements.filter(part__in=WORKING, until="")
    bodies = {*hosts, *parties.values_list("organisation_id", flat=True)} - {None}
    held = Role.objects.current(localtime(at).date()).filter(
        organisation__in=bodies, person__is_active=True
    )
    rows = held.exclude(kind=RoleKind.SUPPLIER).select_related("person", "organisation")
    return list(rows.order_by("person__name", "pk"))
