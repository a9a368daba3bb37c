"""What searches find of organisations and of the map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from samspill.core.translated import Translated
from samspill.organisations.choices import TerritoryKind
from samspill.organisations.models import Organisation, Territory
from samspill.organisations.queries import around
from samspill.search.actions import put
from samspill.search.choices import Kind
from samspill.search.things import Source, Thing

#: What has been there for everybody from the first.
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
#: Countries are a facet of their own.
_REGIONS = (TerritoryKind.REGION, TerritoryKind.COUNTY, TerritoryKind.MUNICIPALITY)


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where something is, in the words of the index."""

    names: tuple[Translated, ...]
    regions: tuple[str, ...]
    countries: tuple[str, ...]


def where(territories: Iterable[Territory]) -> Where:
    """Tell where something is that has these territories, with the regions that they lie in."""
    own = list(territories)
    reached = frozenset[int]().union(*(around(each) for each in own))
    regions = Territory.objects.filter(pk__in=reached, kind__in=_REGIONS).order_by("pk")
    return Where(
        names=tuple(each.name for each in own),
        regions=tuple(regions.values_list("slug", flat=True)) if own else (),
        countries=tuple(dict.fromkeys(each.country for each in own if each.country)),
    )


def put_organisation(organisation: Organisation, *, at: datetime) -> None:
    """Let an organisation be found by its names, its abbreviation and what it is."""
    place = where([organisation.territory] if organisation.territory else [])
    put(
        Thing(
            kind=Kind.ORGANISATION,
            key=str(organisation.pk),
            title=organisation.name,
            lead=organisation.description,
            context=[organisation.abbreviation, organisation.number, *place.names],
            route="portal:organisation",
            arguments=[organisation.slug],
            shown_from=ALWAYS,
            open_from=ALWAYS,
            regions=place.regions,
            countries=[organisation.country] if organisation.country else place.countries,
        ),
        at=at,
    )


def put_territory(territory: Territory, *, at: datetime) -> None:
    """Let a place be found by its name."""
    place = where([territory])
    put(
        Thing(
            kind=Kind.PLACE,
            key=str(territory.pk),
            title=territory.name,
            context=[territory.abbreviation],
            route="portal:territory",
            arguments=[territory.slug],
            shown_from=ALWAYS,
            open_from=ALWAYS,
            regions=place.regions,
            countries=place.countries,
        ),
        at=at,
    )


def _put_organisations(keys: Sequence[int], at: datetime) -> None:
    rows = Organisation.objects.filter(pk__in=keys).select_for_update(of=("self",))
    for organisation in rows.select_related("territory").order_by("pk"):
        put_organisation(organisation, at=at)


def _put_territories(keys: Sequence[int], at: datetime) -> None:
    for territory in Territory.objects.filter(pk__in=keys).select_for_update().order_by("pk"):
        put_territory(territory, at=at)


SOURCES = (
    Source(
        name="organisations.Territory",
        kinds=frozenset({Kind.PLACE}),
        keys=lambda: list(Territory.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_territories,
    ),
    Source(
        name="organisations.Organisation",
        kinds=frozenset({Kind.ORGANISATION}),
        keys=lambda: list(Organisation.objects.order_by("pk").values_list("pk", flat=True)),
        put=_put_organisations,
    ),
)
