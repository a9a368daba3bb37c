"""What pages and other apps ask about organisations, people and the map."""

from samspill.organisations.queries.organisation import (
    Link,
    OrganisationPage,
    lineage,
)
from samspill.organisations.queries.people import Held, held_by, kinds_of, roles_of
from samspill.organisations.queries.territory import (
    ancestors,
    around,
    tiles,
    within,
)

__all__ = [
    "Held",
    "Link",
    "OrganisationPage",
    "ancestors",
    "around",
    "held_by",
    "kinds_of",
    "lineage",
    "roles_of",
    "tiles",
    "within",
]
