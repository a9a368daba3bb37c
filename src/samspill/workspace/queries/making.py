"""Where somebody may begin something."""

from datetime import datetime

from samspill.accounts.models import Person
from samspill.core.rules import refusal
from samspill.initiatives import rules
from samspill.programmes.models import Programme, ProgrammeQuerySet


def programmes_to_begin_in(person: Person, *, at: datetime) -> ProgrammeQuerySet:
    """List the programmes in which somebody may begin an initiative. Programmes are few."""
    visible = Programme.objects.visible_to(person, at=at).select_related("part_of")
    keys = [each.pk for each in visible if not refusal(rules.check_may_create, person, each, at=at)]
    return Programme.objects.visible_to(person, at=at).filter(pk__in=keys)
