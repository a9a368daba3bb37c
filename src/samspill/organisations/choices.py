"""The words of organisations."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Country(models.TextChoices):
    """Countries and self-governing areas of the Nordic region, by ISO 3166-1 alpha-2."""

    NORWAY = "NO", _("Norway")
    SWEDEN = "SE", _("Sweden")
    DENMARK = "DK", _("Denmark")
    FINLAND = "FI", _("Finland")
    ICELAND = "IS", _("Iceland")
    FAROE_ISLANDS = "FO", _("Faroe Islands")
    GREENLAND = "GL", _("Greenland")
    ALAND = "AX", _("Åland")


class TerritoryKind(models.TextChoices):
    """How large a piece of the map is."""

    COUNTRIES = "countries", pgettext_lazy("territory", "Group of countries")
    COUNTRY = "country", pgettext_lazy("territory", "Country")
    REGION = "region", pgettext_lazy("territory", "Region")
    COUNTY = "county", pgettext_lazy("territory", "County")
    MUNICIPALITY = "municipality", pgettext_lazy("territory", "Municipality")


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("County authority")
    STATE_BODY = "state_body", _("State body")
    AGENCY = "agency", _("Agency for procurement or innovation")
    CENTRAL_PURCHASING_BODY = "central_purchasing_body", _("Central purchasing body")
    HEALTH_BODY = "health_body", _("Hospital or health authority")
    INTEREST_ORGANISATION = "interest_organisation", _("Interest organisation")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental body")
    COMPANY = "company", _("Company")
    NETWORK = "network", _("Network")
    WORKING_GROUP = "working_group", _("Standing working group")
    PROGRAMME_OFFICE = "programme_office", _("Programme office")


#: Kinds that count as public bodies: those that may buy.
PUBLIC_BODIES = frozenset(
    {
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.COUNTY,
        OrganisationKind.STATE_BODY,
        OrganisationKind.AGENCY,
        OrganisationKind.CENTRAL_PURCHASING_BODY,
        OrganisationKind.HEALTH_BODY,
    }
)


class Level(models.TextChoices):
    """At which level of society an organisation works."""

    NORDIC = "nordic", pgettext_lazy("level", "Nordic")
    NATIONAL = "national", pgettext_lazy("level", "National")
    REGIONAL = "regional", pgettext_lazy("level", "Regional")
    LOCAL = "local", pgettext_lazy("level", "Local")


class AddressKind(models.TextChoices):
    """What an address is for."""

    POSTAL = "postal", _("Postal address")
    VISITING = "visiting", _("Visiting address")


class Outcome(models.TextChoices):
    """What an import makes of a row. Only what has been written is stored."""

    NEW = "new", pgettext_lazy("row", "New")
    CHANGED = "changed", pgettext_lazy("row", "Changed")
    SAME = "same", pgettext_lazy("row", "Already so")
    FAULTY = "faulty", pgettext_lazy("row", "Faulty")
    LEFT_OUT = "left_out", pgettext_lazy("row", "Left out")


class RoleKind(models.TextChoices):
    """In which role a person acts for an organisation."""

    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    REGIONAL_PROJECT_LEADER = "regional_project_leader", _("Regional project leader")
    FACILITATOR = "facilitator", _("Facilitator")
    PARTNER_CONTACT = "partner_contact", _("Contact of a partner agency")
    STEERING_GROUP = "steering_group", _("Member of the steering group")
    PROJECT_GROUP = "project_group", _("Member of the project group")
    ADMINISTRATOR = "administrator", _("Administrator of the organisation")
    COORDINATOR = "coordinator", _("Coordinator of a public body")
    LEADER = "leader", _("Leader")
    SUBJECT = "subject", _("Subject specialist")
    PROCUREMENT = "procurement", _("Procurement specialist")
    SUPPLIER = "supplier", _("Supplier")
    EDITOR = "editor", _("Editor")
    EVENT_HOST = "event_host", _("Event host")
    FUNDER = "funder", _("Funder")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")


#: Roles in which people act for a body that takes part.
BODY_ROLES = frozenset(
    {RoleKind.COORDINATOR, RoleKind.LEADER, RoleKind.SUBJECT, RoleKind.PROCUREMENT}
)
#: Roles in which people run programmes and initiatives, or look after what they say.
PROGRAMME_ROLES = frozenset(
    {
        RoleKind.PROGRAMME_MANAGER,
        RoleKind.REGIONAL_PROJECT_LEADER,
        RoleKind.FACILITATOR,
        RoleKind.EDITOR,
        RoleKind.EVENT_HOST,
    }
)
#: Roles that read confidential things on the whole site: they take effect when a second person,
#: who could have given them too, confirms; and they always have a last day.
CONFIRMED_BY_A_SECOND = frozenset({RoleKind.AUDITOR})
#: Nobody could give these at an organisation after the last one who has them has left.
NEVER_WITHOUT = frozenset({RoleKind.ADMINISTRATOR, RoleKind.PROGRAMME_MANAGER})


class Reach(StrEnum):
    """How far a role counts when it comes to the people of organisations."""

    HERE = "at the organisation itself"
    HOSTS = "at the organisation itself and at the hosts of the programmes that it runs"
    COUNTRY = "at organisations of the same country"
    EVERYWHERE = "everywhere"


class InvitationState(models.TextChoices):
    """What has become of an invitation, for whoever holds a link to it. Computed, never stored."""

    OPEN = "open", pgettext_lazy("invitation", "Open")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("invitation", "Too old")
    SUPERSEDED = "superseded", pgettext_lazy("invitation", "Replaced by a newer one")
    VOID = "void", pgettext_lazy("invitation", "No longer valid")
    UNKNOWN = "unknown", pgettext_lazy("invitation", "Unknown")


#: At companies people act for the supplier; suppliers' people act for no public body.
ONLY_AT_COMPANIES = frozenset({RoleKind.SUPPLIER})
AT_COMPANIES = frozenset({RoleKind.SUPPLIER, RoleKind.ADMINISTRATOR})


def kinds_at(kind: str) -> frozenset[RoleKind]:
    """Tell which roles there can be at an organisation of a kind."""
    if kind == OrganisationKind.COMPANY:
        return AT_COMPANIES
    if kind in PUBLIC_BODIES or kind == OrganisationKind.PROGRAMME_OFFICE:
        return frozenset(RoleKind) - ONLY_AT_COMPANIES
    return frozenset(RoleKind)
