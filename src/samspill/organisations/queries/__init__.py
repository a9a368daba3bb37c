"""What pages and other apps ask about organisations, people and the map."""

from samspill.organisations.queries.organisation import (
    Link,
    OrganisationPage,
    lineage,
)
from samspill.organisations.queries.people import kinds_of, roles_of
from samspill.organisations.queries.territory import (
    ancestors,
    around,
    tiles,
    within,
)

__all__ = [
    "Link",
    "OrganisationPage",
    "ancestors",
    "around",
    "kinds_of",
    "lineage",
    "roles_of",
    "tiles",
    "within",
]
