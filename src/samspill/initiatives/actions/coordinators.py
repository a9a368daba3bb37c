"""Who answers for each body in an initiative: one coordinator, and never two."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.initiatives import emails, rules
from samspill.initiatives.choices import Duty
from samspill.initiatives.models import Initiative, TeamMember
from samspill.organisations.models import Role


@transaction.atomic
def name_coordinator(initiative: Initiative, role: Role, *, by: Person, at: datetime) -> TeamMember:
    """Let somebody answer for their body in an initiative, in the place of whoever did before.

    :raises NotPermitted: the person runs neither the initiative nor the body, or names themselves.
    :raises NotPossible: it is no role of a coordinator, the body takes no part, or they do already.
    """
    # Hold the initiative, so that two who name somebody at once do so one after the other.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    rules.check_may_name_coordinator(by, initiative, role, at=at)
    rules.check_can_coordinate(role, initiative, at=at)
    member = TeamMember.objects.filter(
        initiative=initiative, body=role.organisation_id, duty=Duty.COORDINATOR
    ).first()
    before = member.role_id if member else None
    if before == role.pk:
        raise NotPossible(_("This person is the responsible coordinator already."))
    if member is None:
        member = TeamMember(
            initiative=initiative,
            body=role.organisation,
            duty=Duty.COORDINATOR,
            number=_next_number(initiative),
        )
    member.role = role
    member.save()
    record(
        "initiatives.coordinator_named",
        initiative,
        by=by,
        at=at,
        body=role.organisation.slug,
        coordinator=(before, role.pk),
    )
    emails.coordinator_named(member, at=at)
    return member


def _next_number(initiative: Initiative) -> int:
    last = initiative.team.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
