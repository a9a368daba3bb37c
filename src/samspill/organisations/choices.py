"""The words of organisations."""

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


class RoleKind(models.TextChoices):
    """In which role a person acts for an organisation."""

    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    REGIONAL_PROJECT_LEADER = "regional_project_leader", _("Regional project leader")
    FACILITATOR = "facilitator", _("Facilitator")
    PARTNER_CONTACT = "partner_contact", _("Contact of a partner agency")
    STEERING_GROUP = "steering_group", _("Member of the steering group")
    PROJECT_GROUP = "project_group", _("Member of the project group")
    COORDINATOR = "coordinator", _("Coordinator of a public body")
    LEADER = "leader", _("Leader")
    SUBJECT = "subject", _("Subject specialist")
    PROCUREMENT = "procurement", _("Procurement specialist")
    SUPPLIER = "supplier", _("Supplier")
    EDITOR = "editor", _("Editor")
    FUNDER = "funder", _("Funder")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")
