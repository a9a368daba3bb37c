"""Sample people, for whoever tries the site out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
    """Find one person for each role that anybody holds on a day, in the order of the roles."""
    held: dict[str, Role] = {}
    roles = Role.objects.current(day).filter(person__is_active=True)
    for role in roles.select_related("person", "organisation").order_by("pk"):
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
