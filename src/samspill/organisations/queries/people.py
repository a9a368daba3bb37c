"""Who acts for whom, and what is held back from whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.utils.timezone import localtime

from samspill.accounts.models import Person, Reader
from samspill.core.policy import HELD_BACK
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.models import Clearance, Role, RoleQuerySet

#: Under which name a person carries the roles that have been read for a page.
_REMEMBERED = "_held_in_this_request"


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
    """Read which roles somebody holds on the day of a moment, in one query.

    With ties to buyers and to suppliers, a second query asks whether they have been cleared.
    What has been read for the page that they read (:func:`remember`) is not asked for again.
    """
    if not isinstance(person, Person):
        return Held()
    known = getattr(person, _REMEMBERED, None)
    if known and known[0] == localtime(at).date():
        return cast("Held", known[1])
    return _ask(person, at)


def remember(person: Person, at: datetime) -> Held:
    """Read the roles of somebody who reads a page, once for the whole page.

    Only for a request that changes nothing: what is kept with the person is never read anew.
    """
    held = _ask(person, at)
    setattr(person, _REMEMBERED, (localtime(at).date(), held))
    return held


def _ask(person: Person, at: datetime) -> Held:
    roles = tuple(roles_of(person, at))
    return Held(roles=roles, is_held_back=has_two_sides(roles) and not is_cleared(person, roles))


def roles_of(person: Reader, at: datetime) -> RoleQuerySet:
    """List the roles that somebody holds on the day of a moment, with their organisations."""
    if not person.is_authenticated:
        return Role.objects.none()
    held = Role.objects.current(localtime(at).date()).filter(person=person)
    return held.select_related("organisation").order_by("organisation_id", "kind", "pk")


def kinds_of(person: Reader, at: datetime) -> frozenset[str]:
    """Tell in which kinds of role somebody acts on the day of a moment, for whomever."""
    return held_by(person, at).kinds()


def is_of_a_supplier(role: Role) -> bool:
    """Tell whether somebody acts for a supplier in this role; in all others, for buyers."""
    return (
        role.kind == RoleKind.SUPPLIER or role.organisation.kind == OrganisationKind.COMPANY.value
    )


def has_two_sides(roles: Iterable[Role]) -> bool:
    """Tell whether these roles, of one person, tie them to buyers and to suppliers at once."""
    return {is_of_a_supplier(role) for role in roles} == {True, False}


def is_cleared(person: Person, roles: Iterable[Role]) -> bool:
    """Tell whether a second person has seen these very roles and let what is confidential be read."""
    seen = Clearance.objects.filter(person=person, ended_at=None).values_list("seen", flat=True)
    return print_of(roles) in seen


def print_of(roles: Iterable[Role]) -> list[str]:
    """Write down roles so that any change shows: one more, one less, one given anew."""
    return sorted(f"{role.pk} {role.kind} {role.organisation_id} {role.from_on}" for role in roles)
