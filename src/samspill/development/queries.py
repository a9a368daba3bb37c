"""Sample people, for whoever tries the site out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max
from django.utils.translation import gettext as _

from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role
from samspill.organisations.queries import tied_people


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

    Last comes somebody from whom confidential things are held back.

    Of several, whoever works in the initiative that was changed last: there is most to try out.
    """
    held: dict[str, Role] = {}
    roles = Role.objects.current(day).filter(person__is_active=True)
    newest = Max("team_memberships__initiative__changed_at")
    busiest = roles.annotate(newest=newest).order_by(F("newest").desc(nulls_last=True), "pk")
    for role in busiest.select_related("person", "organisation"):
        held.setdefault(role.kind, role)
    tied = next((one for one in tied_people(day) if one.clearance is None), None)
    return [_sample(held[kind]) for kind in RoleKind.values if kind in held] + (
        [_sample(tied.for_suppliers[0], _("With ties to buyers and suppliers"))] if tied else []
    )


def _sample(role: Role, example_of: str = "") -> SamplePerson:
    return SamplePerson(
        pk=role.person.pk,
        name=role.person.name,
        role=example_of or role.get_kind_display(),
        organisation=str(role.organisation),
        language=role.person.language,
    )
