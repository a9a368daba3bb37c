"""Sample people, for whoever tries the site out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max

from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role


@dataclass(frozen=True)
class SamplePerson:
    """Somebody to sign in as, in the role that they are an example of."""

    pk: int
    name: str
    role: str
    organisation: str
    language: str


def sample_people(day: date) -> Sequence[SamplePerson]:
    """Find one person for each role that anybody holds on a day, in the order of the roles.

    Of several, whoever works in the initiative that was changed last: there is most to try out.
    """
    held: dict[str, Role] = {}
    roles = Role.objects.current(day).filter(person__is_active=True)
    newest = Max("team_memberships__initiative__changed_at")
    busiest = roles.annotate(newest=newest).order_by(F("newest").desc(nulls_last=True), "pk")
    for role in busiest.select_related("person", "organisation"):
        held.setdefault(role.kind, role)
    return [_sample(held[kind]) for kind in RoleKind.values if kind in held]


def _sample(role: Role) -> SamplePerson:
    return SamplePerson(
        pk=role.person.pk,
        name=role.person.name,
        role=role.get_kind_display(),
        organisation=str(role.organisation),
        language=role.person.language,
    )
