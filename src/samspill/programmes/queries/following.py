"""Who is told of what happens within a programme, on a theme, in a place."""

from collections.abc import Iterable

from samspill.mailings.models import InterestList
from samspill.mailings.queries import list_or_new
from samspill.organisations.queries import lists_of_territories
from samspill.programmes.models import Programme, Theme


def list_of_programme(programme: Programme, *, controller: str) -> InterestList:
    """Return the list of those who follow a programme, or one as it will be.

    Its host answers for it; where it has none, whoever is given.
    """
    host = programme.host
    return list_or_new(
        programme.interest_list,
        key=f"programme:{programme.slug}",
        title=programme.title,
        controller=str(host.name) if host else controller,
    )


def list_of_theme(theme: Theme, *, controller: str) -> InterestList:
    """Return the list of those who follow a theme, or one as it will be."""
    return list_or_new(
        theme.interest_list,
        key=f"theme:{theme.slug}",
        title=theme.name,
        controller=controller,
    )


def lists_around(
    *, programme: Programme | None, themes: Iterable[int], territories: Iterable[int]
) -> list[int]:
    """Name the lists of what something belongs to, the nearest first, by primary key.

    These are a programme and what it is part of, themes, and places with all that they lie in.
    """
    on_themes = Theme.objects.filter(pk__in=list(themes), interest_list__isnull=False)
    return [
        *_lists_above(programme),
        *on_themes.order_by("pk").values_list("interest_list_id", flat=True),
        *lists_of_territories(territories),
    ]


def _lists_above(programme: Programme | None) -> list[int]:
    found: list[int] = []
    seen: set[int] = set()
    while programme is not None and programme.pk not in seen:
        seen.add(programme.pk)
        if programme.interest_list_id:
            found.append(programme.interest_list_id)
        programme = programme.part_of
    return found
