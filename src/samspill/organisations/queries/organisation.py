"""The page of one organisation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.utils.timezone import localtime

from samspill.core.together import read_together
from samspill.organisations.choices import AddressKind
from samspill.organisations.models import Address, Organisation, Succession, Territory


@dataclass(frozen=True, kw_only=True)
class Link:
    """One organisation handing over to another: who, and since when."""

    organisation: Organisation
    since_on: date


@dataclass(frozen=True, kw_only=True)
class OrganisationPage:
    """What the public page of an organisation says, its initiatives apart."""

    organisation: Organisation
    exists: bool
    predecessors: tuple[Link, ...]
    successors: tuple[Link, ...]
    parts: tuple[Organisation, ...]
    addresses: tuple[Address, ...]
    territory: Territory | None

    @classmethod
    def of(cls, organisation: Organisation, *, at: datetime) -> Self:
        """Read the page of an organisation as of a moment, in three queries."""
        day = localtime(at).date()
        organisation = Organisation.objects.select_related("part_of", "territory").get(
            pk=organisation.pk
        )
        listed = read_together(
            parts=(organisation.parts.all(), ["slug", "name", "abbreviation", "level", "kind"]),
            addresses=(
                organisation.addresses.all(),
                ["kind", "lines", "postcode", "place", "country", "map_url"],
            ),
        )
        predecessors, successors = lineage(organisation, day=day)
        return cls(
            organisation=organisation,
            exists=organisation.existed_on(day),
            predecessors=predecessors,
            successors=successors,
            parts=tuple(sorted(listed["parts"], key=lambda part: (str(part.name), part.pk))),
            addresses=tuple(listed["addresses"]),
            territory=organisation.territory,
        )

    @property
    def postal_address(self) -> Address | None:
        return self._address(AddressKind.POSTAL)

    @property
    def visiting_address(self) -> Address | None:
        return self._address(AddressKind.VISITING)

    def _address(self, kind: AddressKind) -> Address | None:
        return next((each for each in self.addresses if each.kind == kind), None)


def lineage(organisation: Organisation, *, day: date) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Follow who came before and who came after, however far, as known on a day: one query.

    Predecessors come oldest first, successors in the order in which they took over.
    """
    all_of_them = list(
        Succession.objects.filter(since_on__lte=day)
        .select_related("predecessor", "successor")
        .order_by("since_on", "pk")
    )
    return (
        _walk(organisation.pk, all_of_them, backwards=True),
        _walk(organisation.pk, all_of_them, backwards=False),
    )


def _walk(start: int, successions: list[Succession], *, backwards: bool) -> tuple[Link, ...]:
    reached, found = {start}, []
    for succession in reversed(successions) if backwards else successions:
        here, there = succession.predecessor, succession.successor
        if backwards:
            here, there = there, here
        if here.pk in reached and there.pk not in reached:
            reached.add(there.pk)
            found.append(Link(organisation=there, since_on=succession.since_on))
    return tuple(reversed(found)) if backwards else tuple(found)
