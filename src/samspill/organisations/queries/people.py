"""Who acts for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.core.policy import HELD_BACK
from samspill.organisations.models import Role, RoleQuerySet


@dataclass(frozen=True, kw_only=True)
class Held:
    """The roles that somebody holds on a day, read once, and whether secrets are held back."""

    roles: tuple[Role, ...] = ()
    is_held_back: bool = False

    def kinds(self, at_organisations: Collection[int] | None = None) -> frozenset[str]:
        """Tell the kinds of role held at some organisations, or at any (None), for the policy table.

        Whoever is held back carries the mark that closes confidential rows.
        """
        held = {
            role.kind
            for role in self.roles
            if at_organisations is None or role.organisation_id in at_organisations
        }
        return frozenset(held | {HELD_BACK} if self.is_held_back else held)


def held_by(person: Reader, at: datetime) -> Held:
    """Read which roles somebody holds on the day of a moment."""
    if not person.is_authenticated:
        return Held()
    return Held(roles=tuple(roles_of(person, at)))


def roles_of(person: Reader, at: datetime) -> RoleQuerySet:
    """List the roles that somebody holds on the day of a moment, with their organisations."""
    if not person.is_authenticated:
        return Role.objects.none()
    held = Role.objects.current(localtime(at).date()).filter(person=person)
    return held.select_related("organisation").order_by("organisation_id", "kind", "pk")


def kinds_of(person: Reader, at: datetime) -> frozenset[str]:
    """Tell in which kinds of role somebody acts on the day of a moment, for whomever."""
    return held_by(person, at).kinds()
