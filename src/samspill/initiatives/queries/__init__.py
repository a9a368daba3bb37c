"""What pages and other apps ask about initiatives."""

from samspill.initiatives.queries.cards import Filters, InitiativeCard, cards, matching
from samspill.initiatives.queries.following import lists_beside, lists_told_of
from samspill.initiatives.queries.page import Group, InitiativePage, PartGroup, with_relations
from samspill.initiatives.queries.process import Process, ProcessStep
from samspill.initiatives.queries.tables import table_of
from samspill.initiatives.queries.team import (
    Coordinated,
    contact_countries,
    contact_for,
    coordination_of,
    duties_of,
)

__all__ = [
    "Coordinated",
    "Filters",
    "Group",
    "InitiativeCard",
    "InitiativePage",
    "PartGroup",
    "Process",
    "ProcessStep",
    "cards",
    "contact_countries",
    "contact_for",
    "coordination_of",
    "duties_of",
    "lists_beside",
    "lists_told_of",
    "matching",
    "table_of",
    "with_relations",
]
