"""What the page of a programme shows, and who acts for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.core.policy import HELD_BACK
from samspill.core.publishing import if_published
from samspill.core.together import read_together
from samspill.organisations.choices import AddressKind, RoleKind
from samspill.organisations.models import Address, Organisation, Role, Territory
from samspill.organisations.queries import Held, held_by
from samspill.programmes.choices import OwnershipKind, OwnershipStatus, PartnerStatus
from samspill.programmes.models import (
    Goal,
    Grant,
    Ownership,
    Partnership,
    Programme,
    ProgrammeQuerySet,
    Theme,
    roles_at,
    run_by,
)
from samspill.programmes.policy import EVERYWHERE

#: The order in which bodies are named: those who have come furthest first, those who left last.
_OWNERS_ORDER = (
    OwnershipStatus.OWNER,
    OwnershipStatus.IN_PROCESS,
    OwnershipStatus.INVITED,
    OwnershipStatus.LEFT,
)
_PARTNERS_ORDER = (
    PartnerStatus.ACTIVE,
    PartnerStatus.IN_PROCESS,
    PartnerStatus.INVITED,
    PartnerStatus.ENDED,
)
_ORGANISATION = ("id", "slug", "name", "abbreviation", "kind", "level", "country", "territory")
_TERRITORY = (
    *("slug", "kind", "name", "abbreviation", "country"),
    *("valid_from_on", "valid_to_on", "map_column", "map_row"),
)
_SHARE = ("status", "since", "note", *(f"organisation__{field}" for field in _ORGANISATION))


@dataclass(frozen=True, kw_only=True)
class OwnershipGroup:
    """The bodies that have come equally far on their way to owning a share."""

    status: OwnershipStatus
    ownerships: tuple[Ownership, ...]


@dataclass(frozen=True, kw_only=True)
class PartnershipGroup:
    """The partners that have come equally far."""

    status: PartnerStatus
    partnerships: tuple[Partnership, ...]


@dataclass(frozen=True, kw_only=True)
class ShownGrant:
    """A grant with those who received it."""

    grant: Grant
    grantees: tuple[Organisation, ...]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A piece of the schematic map, and how its body owns the programme, if it does."""

    territory: Territory
    ownership: Ownership | None


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    """What the public page of a programme or a regional project says, its initiatives apart."""

    programme: Programme
    day: date
    trail: tuple[Programme, ...]
    parts: tuple[Programme, ...]
    ownerships: tuple[Ownership, ...]
    partnerships: tuple[Partnership, ...]
    grants: tuple[ShownGrant, ...]
    territories: tuple[Territory, ...]
    tiles: tuple[Tile, ...]
    themes: tuple[Theme, ...]
    goals: tuple[Goal, ...]
    addresses: tuple[Address, ...]

    @classmethod
    def of(cls, programme: Programme, *, at: datetime, reader: Reader) -> Self:
        """Read the page of a programme as of a moment: one query, after ``with_relations``."""
        listed = _listed(programme, at=at, reader=reader)
        ownerships = _in_order(listed["ownerships"], _OWNERS_ORDER, at=at)
        return cls(
            programme=programme,
            day=localtime(at).date(),
            trail=trail(programme, at=at),
            parts=tuple(listed["parts"]),
            ownerships=ownerships,
            partnerships=_in_order(listed["partnerships"], _PARTNERS_ORDER, at=at),
            grants=_grants(listed["grants"], listed["grantees"], at=at),
            territories=tuple(listed["territories"]),
            tiles=_tiles([*listed["territories"], *listed["members"]], ownerships),
            themes=tuple(listed["themes"]),
            goals=tuple(listed["goals"]),
            addresses=tuple(listed["addresses"]),
        )

    @property
    def project_leader(self) -> Role | None:
        """Return who leads the programme, as long as the role lasts."""
        leader = self.programme.project_leader
        return leader if leader and leader.is_held_on(self.day) else None

    @property
    def ownership_groups(self) -> tuple[OwnershipGroup, ...]:
        """Group the owners by how far they have come, leaving empty groups out."""
        found: dict[OwnershipStatus, list[Ownership]] = {status: [] for status in _OWNERS_ORDER}
        for each in self.ownerships:
            found[OwnershipStatus(each.status)].append(each)
        return tuple(
            OwnershipGroup(status=status, ownerships=tuple(group))
            for status, group in found.items()
            if group
        )

    @property
    def partnership_groups(self) -> tuple[PartnershipGroup, ...]:
        """Group the partners by how far they have come, leaving empty groups out."""
        found: dict[PartnerStatus, list[Partnership]] = {status: [] for status in _PARTNERS_ORDER}
        for each in self.partnerships:
            found[PartnerStatus(each.status)].append(each)
        return tuple(
            PartnershipGroup(status=status, partnerships=tuple(group))
            for status, group in found.items()
            if group
        )

    @property
    def co_owners(self) -> tuple[Ownership, ...]:
        return tuple(each for each in self.ownerships if each.kind == OwnershipKind.CO_OWNER)

    @property
    def postal_address(self) -> Address | None:
        return self._address(AddressKind.POSTAL)

    @property
    def visiting_address(self) -> Address | None:
        return self._address(AddressKind.VISITING)

    def _address(self, kind: AddressKind) -> Address | None:
        return next((each for each in self.addresses if each.kind == kind), None)


def with_relations(rows: ProgrammeQuerySet) -> ProgrammeQuerySet:
    """Bring along, in the same query, whatever single rows the page of a programme names."""
    return rows.select_related(
        "host",
        "project_leader__person",
        "project_leader__organisation",
        "interest_list",
        "part_of__part_of__part_of",
    )


def trail(programme: Programme, *, at: datetime) -> tuple[Programme, ...]:
    """List the published programmes that this one is part of, the highest first."""
    found: list[Programme] = []
    above = programme.part_of
    while above is not None and above not in found:
        found.append(above)
        above = above.part_of
    return tuple(each for each in reversed(found) if if_published(each, at=at))


def duties_of(person: Reader, programme: Programme | None, at: datetime) -> frozenset[str]:
    """Tell in which roles somebody acts for a programme: at its host, or at a host above it.

    The roles of a working organisation that only takes part count for nothing here; those of an
    auditor count everywhere.
    """
    held = held_by(person, at)
    duties = held.kinds() & (EVERYWHERE | {HELD_BACK})
    seen: set[int] = set()
    step = programme
    while step is not None and step.pk not in seen:
        seen.add(step.pk)
        duties |= roles_at(held, step.host_id, step.level)
        step = step.part_of
    return duties


def hosts_run_by(held: Held) -> frozenset[int]:
    """Name, by primary key, the hosts of the programmes that somebody manages, in two queries."""
    managed = Programme.objects.filter(
        pk__in=run_by(held, frozenset({RoleKind.PROGRAMME_MANAGER.value})), host__isnull=False
    )
    return frozenset(managed.values_list("host_id", flat=True))


def _listed(programme: Programme, *, at: datetime, reader: Reader) -> dict[str, list[Any]]:
    return read_together(
        goals=(programme.goals.all(), ["slug", "text", "measure", "baseline"]),
        themes=(programme.themes.all(), ["slug", "name", "is_green"]),
        territories=(programme.territories.all(), _TERRITORY),
        members=(Territory.objects.filter(belongs_to__programmes=programme), _TERRITORY),
        parts=(
            Programme.objects.visible_to(reader, at=at).filter(part_of=programme),
            ["slug", "level", "title", "abbreviation", "lead"],
        ),
        ownerships=(programme.ownerships.all(), ["kind", *_SHARE]),
        partnerships=(programme.partnerships.all(), _SHARE),
        grants=(
            programme.grants.all(),
            [
                *("slug", "title", "purpose", "awarded", "amount", "currency"),
                *("reporting_duty", "report_by"),
                *("funder__id", "funder__slug", "funder__name"),
            ],
        ),
        grantees=(
            Grant.grantees.through.objects.filter(grant__programme=programme),
            ["grant", *(f"organisation__{field}" for field in _ORGANISATION)],
        ),
        addresses=(
            Address.objects.filter(organisation__hosted_programmes=programme),
            ["kind", "lines", "postcode", "place", "country", "map_url"],
        ),
    )


def _in_order(shares: Iterable[Any], order: tuple[Any, ...], *, at: datetime) -> tuple[Any, ...]:
    begun = (each for each in shares if each.since is None or each.since.has_begun(at))
    return tuple(sorted(begun, key=lambda each: (order.index(each.status), each.pk)))


def _grants(grants: list[Grant], receipts: list[Any], *, at: datetime) -> tuple[ShownGrant, ...]:
    return tuple(
        ShownGrant(
            grant=grant,
            grantees=tuple(each.organisation for each in receipts if each.grant_id == grant.pk),
        )
        for grant in grants
        if grant.awarded is None or grant.awarded.has_begun(at)
    )


def _tiles(territories: Iterable[Territory], ownerships: Iterable[Ownership]) -> tuple[Tile, ...]:
    owned_in = {each.organisation.territory_id: each for each in ownerships}
    placed = {each.pk: each for each in territories if each.map_column and each.map_row}
    return tuple(
        Tile(territory=each, ownership=owned_in.get(each.pk))
        for each in sorted(
            placed.values(), key=lambda each: (each.map_row, each.map_column, each.pk)
        )
    )
