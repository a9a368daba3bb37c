"""Programmes and what belongs to them, for tests."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from samspill.core.translated import Translated
from samspill.organisations.tests.factories import OrganisationFactory
from samspill.programmes.choices import Level, OwnershipKind, OwnershipStatus, PartnerStatus
from samspill.programmes.models import Goal, Grant, Ownership, Partnership, Programme, Theme

BEGINNING = datetime(2010, 1, 1, 12, tzinfo=UTC)


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.Sequence(lambda n: Translated(en=f"Theme {n}"))


class GoalFactory(DjangoModelFactory[Goal]):
    class Meta:
        model = Goal

    slug = factory.Sequence(lambda n: f"goal-{n}")
    text = factory.Sequence(lambda n: Translated(en=f"Reach goal {n}"))


class ProgrammeFactory(DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programme-{n}")
    level = Level.NATIONAL
    title = factory.Sequence(lambda n: Translated(en=f"Programme {n}"))
    lead = Translated(en="We buy better together.")
    host = factory.SubFactory(OrganisationFactory)
    published_at = BEGINNING
    changed_at = BEGINNING


class OwnershipFactory(DjangoModelFactory[Ownership]):
    class Meta:
        model = Ownership

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = OwnershipKind.CO_OWNER
    status = OwnershipStatus.INVITED


class PartnershipFactory(DjangoModelFactory[Partnership]):
    class Meta:
        model = Partnership

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    status = PartnerStatus.INVITED


class GrantFactory(DjangoModelFactory[Grant]):
    class Meta:
        model = Grant
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"grant-{n}")
    funder = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: Translated(en=f"Grant {n}"))

    @factory.post_generation
    def grantees(self, _create, organisations):
        self.grantees.set(organisations or [])
