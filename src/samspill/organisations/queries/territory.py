"""What lies in what on the map.

The map of four countries is a few hundred rows, so it is read whole (two queries) and walked here,
whatever the depth of what is asked for.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from samspill.mailings.models import InterestList
from samspill.mailings.queries import list_or_new
from samspill.organisations.models import Territory, TerritoryQuerySet

_Edges = Mapping[int, set[int]]


def within(territory: Territory) -> frozenset[int]:
    """Name the territory, its parts and what it consists of, all the way down, by primary key."""
    return _reached([territory.pk], _below())


def around(territory: Territory) -> frozenset[int]:
    """Name the territory and everything it lies in, by primary key."""
    return _reached([territory.pk], _turned(_below()))


def around_all(territories: Iterable[int]) -> frozenset[int]:
    """Name some territories and everything that they lie in, by primary key."""
    return _reached(territories, _turned(_below()))


def list_of_territory(territory: Territory, *, controller: str) -> InterestList:
    """Return the list of those who follow a place, or one as it will be."""
    return list_or_new(
        territory.interest_list,
        key=f"territory:{territory.slug}",
        title=territory.name,
        controller=controller,
    )


def lists_of_territories(territories: Iterable[int]) -> list[int]:
    """Name the interest lists of some places and of all that they lie in, by primary key."""
    followed = Territory.objects.filter(pk__in=around_all(territories), interest_list__isnull=False)
    return list(followed.order_by("pk").values_list("interest_list_id", flat=True))


def ancestors(territory: Territory) -> list[Territory]:
    """List what the territory is part of, the largest first, for a trail of breadcrumbs."""
    above = dict(Territory.objects.exclude(part_of=None).values_list("pk", "part_of_id"))
    trail: list[int] = []
    step = above.get(territory.pk)
    while step is not None and step not in trail:
        trail.append(step)
        step = above.get(step)
    found = Territory.objects.in_bulk(trail)
    return [found[pk] for pk in reversed(trail)]


def tiles(territories: Iterable[int], *, day: date | None = None) -> TerritoryQuerySet:
    """List those of the territories that have a place on the schematic map, valid on a day."""
    placed = Territory.objects.filter(pk__in=territories, map_column__isnull=False)
    if day is not None:
        placed = placed.filter(Q(valid_from_on=None) | Q(valid_from_on__lte=day)).filter(
            Q(valid_to_on=None) | Q(valid_to_on__gte=day)
        )
    return placed.order_by("map_row", "map_column", "pk")


def _below() -> _Edges:
    edges: dict[int, set[int]] = {}
    parts = Territory.objects.exclude(part_of=None).values_list("part_of_id", "pk")
    members = Territory.consists_of.through.objects.values_list(
        "from_territory_id", "to_territory_id"
    )
    for upper, lower in [*parts, *members]:
        edges.setdefault(upper, set()).add(lower)
    return edges


def _turned(edges: _Edges) -> _Edges:
    turned: dict[int, set[int]] = {}
    for upper, lowers in edges.items():
        for lower in lowers:
            turned.setdefault(lower, set()).add(upper)
    return turned


def _reached(start: Iterable[int], edges: _Edges) -> frozenset[int]:
    waiting = list(start)
    reached: set[int] = set()
    while waiting:
        if (territory := waiting.pop()) not in reached:
            reached.add(territory)
            waiting.extend(edges.get(territory, ()))
    return frozenset(reached)
