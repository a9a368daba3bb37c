"""Initiatives: innovation procurements, from need to effect."""

from samspill.initiatives.models.initiative import (
    Document,
    Initiative,
    InitiativeQuerySet,
    Requirement,
    StatusChange,
    Step,
)
from samspill.initiatives.models.parties import Involvement, TeamMember

__all__ = [
    "Document",
    "Initiative",
    "InitiativeQuerySet",
    "Involvement",
    "Requirement",
    "StatusChange",
    "Step",
    "TeamMember",
]
