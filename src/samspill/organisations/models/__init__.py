"""Organisations, the map they lie on, and the people who act for them."""

from samspill.organisations.models.imports import Import, ImportedRow
from samspill.organisations.models.invitations import Invitation, InvitationLink
from samspill.organisations.models.organisation import (
    Address,
    Organisation,
    OrganisationQuerySet,
    Succession,
    Territory,
    TerritoryQuerySet,
)
from samspill.organisations.models.people import Clearance, Enquiry, Role, RoleQuerySet

__all__ = [
    "Address",
    "Clearance",
    "Enquiry",
    "Import",
    "ImportedRow",
    "Invitation",
    "InvitationLink",
    "Organisation",
    "OrganisationQuerySet",
    "Role",
    "RoleQuerySet",
    "Succession",
    "Territory",
    "TerritoryQuerySet",
]
