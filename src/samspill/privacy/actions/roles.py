"""Forget who held a role that ended long ago."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime

from samspill.audit.actions import record
from samspill.initiatives.models import TeamMember
from samspill.organisations.models import Role, RoleQuerySet
from samspill.programmes.models import Programme

#: So long after a role has ended, one can still see who held it: handing on, reports, complaints.
KEEP_ENDED_ROLES = timedelta(days=2 * 365 + 1)


@transaction.atomic
def forget_ended_roles(*, at: datetime) -> int:
    """Delete the roles that ended two years ago, and the places in teams held in them; say how many.

    A role that something else still refers to stays until that has gone by its own rule.
    """
    ended = Role.objects.filter(to_on__lt=localtime(at - KEEP_ENDED_ROLES).date())
    TeamMember.objects.filter(role__in=ended).delete()
    Programme.objects.filter(project_leader__in=ended).update(project_leader=None)
    forgotten = _referred_to_by_nothing(ended).delete()[0]
    if forgotten:
        record("privacy.ended_roles_forgotten", "roles", by="rule", at=at, many=forgotten)
    return forgotten


def _referred_to_by_nothing(roles: RoleQuerySet) -> RoleQuerySet:
    for relation in Role._meta.related_objects:
        referring = relation.related_model._base_manager.filter(
            **{relation.field.name: OuterRef("pk")}
        )
        roles = roles.exclude(Exists(referring))
    return roles
