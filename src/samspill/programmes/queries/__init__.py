"""What pages and other apps ask about programmes."""

from samspill.programmes.queries.following import list_of_programme, list_of_theme, lists_around
from samspill.programmes.queries.page import (
    OwnershipGroup,
    ProgrammePage,
    ShownGrant,
    Tile,
    duties_of,
    hosts_run_by,
    trail,
    with_relations,
)

__all__ = [
    "OwnershipGroup",
    "ProgrammePage",
    "ShownGrant",
    "Tile",
    "duties_of",
    "hosts_run_by",
    "list_of_programme",
    "list_of_theme",
    "lists_around",
    "trail",
    "with_relations",
]
