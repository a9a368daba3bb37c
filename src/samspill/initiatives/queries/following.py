"""Who is told of what happens in an initiative."""

from samspill.initiatives.models import Initiative
from samspill.programmes.queries import lists_around


def lists_told_of(initiative: Initiative) -> list[int]:
    """Name the lists whose followers are told of news of an initiative, the nearest first.

    Its own comes first, then those of its programmes, its themes and its places.
    """
    return [initiative.interest_list_id, *lists_beside(initiative)]


def lists_beside(initiative: Initiative) -> list[int]:
    """Name the lists of what an initiative belongs to."""
    return lists_around(
        programme=initiative.programme,
        themes=initiative.themes.values_list("pk", flat=True),
        territories=initiative.territories.values_list("pk", flat=True),
    )
