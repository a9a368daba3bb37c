"""Organisations, places and people in roles, for tests."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from samspill.accounts.tests.factories import PersonFactory
from samspill.core.email_addresses import key_of
from samspill.core.translated import Translated
from samspill.organisations.choices import (
    CONFIRMED_BY_A_SECOND,
    AddressKind,
    Country,
    OrganisationKind,
    RoleKind,
    TerritoryKind,
)
from samspill.organisations.models import (
    Address,
    Enquiry,
    Import,
    ImportedRow,
    Invitation,
    InvitationLink,
    Organisation,
    Role,
    Succession,
    Territory,
)


class TerritoryFactory(DjangoModelFactory[Territory]):
    class Meta:
        model = Territory

    slug = factory.Sequence(lambda n: f"place-{n}")
    kind = TerritoryKind.COUNTY
    name = factory.Sequence(lambda n: Translated(en=f"Place {n}"))
    country = Country.NORWAY


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"organisation-{n}")
    kind = OrganisationKind.MUNICIPALITY
    country = Country.NORWAY
    name = factory.Sequence(lambda n: Translated(en=f"Organisation {n}"))


class SuccessionFactory(DjangoModelFactory[Succession]):
    class Meta:
        model = Succession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory)
    since_on = date(2020, 9, 1)


class AddressFactory(DjangoModelFactory[Address]):
    class Meta:
        model = Address

    organisation = factory.SubFactory(OrganisationFactory)
    kind = AddressKind.POSTAL
    lines = "PO box 1"
    postcode = "0001"
    place = "Oslo"
    country = Country.NORWAY


def reads_all(role):
    return role.kind in CONFIRMED_BY_A_SECOND


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = RoleKind.FACILITATOR
    # A role that reads everything has a first and a last day.
    from_on = factory.LazyAttribute(lambda role: date(2000, 1, 1) if reads_all(role) else None)
    to_on = factory.LazyAttribute(lambda role: date(2099, 12, 31) if reads_all(role) else None)


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    kind = RoleKind.SUBJECT
    address = factory.Sequence(lambda n: f"invited{n}@people.example")
    address_key = factory.LazyAttribute(lambda invitation: key_of(invitation.address))
    language = "en"
    invited_at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    expires_at = factory.LazyAttribute(lambda each: each.invited_at + timedelta(days=7))


class InvitationLinkFactory(DjangoModelFactory[InvitationLink]):
    class Meta:
        model = InvitationLink

    invitation = factory.SubFactory(InvitationFactory)
    made_at = datetime(2026, 5, 4, 9, tzinfo=UTC)


class EnquiryFactory(DjangoModelFactory[Enquiry]):
    class Meta:
        model = Enquiry

    role = factory.SubFactory(RoleFactory)
    sender_name = "A visitor"
    sender_address = "visitor@body.example"
    text = "May we take part?"
    language = "en"
    written_at = datetime(2019, 10, 1, 12, tzinfo=UTC)


class ImportFactory(DjangoModelFactory[Import]):
    class Meta:
        model = Import

    begun_by = factory.SubFactory(PersonFactory)
    begun_at = datetime(2026, 5, 4, 9, tzinfo=UTC)


class ImportedRowFactory(DjangoModelFactory[ImportedRow]):
    class Meta:
        model = ImportedRow

    table = factory.SubFactory(ImportFactory)
    number = factory.Sequence(lambda n: n + 2)
    cells = factory.Sequence(
        lambda n: {"name": f"Imported {n}", "country": "NO", "kind": "municipality"}
    )
