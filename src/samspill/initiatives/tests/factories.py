"""Initiatives and what belongs to them, for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from samspill.core.translated import Translated
from samspill.initiatives.choices import DocumentKind, Duty, Part, Scope, Status
from samspill.initiatives.models import (
    Document,
    Initiative,
    Involvement,
    Requirement,
    StatusChange,
    Step,
    TeamMember,
)
from samspill.mailings.tests.factories import InterestListFactory
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.programmes.tests.factories import ProgrammeFactory

PUBLISHED = datetime(2019, 9, 1, 12, tzinfo=UTC)


class InitiativeFactory(DjangoModelFactory[Initiative]):
    """An initiative that is published and, since 1 September 2019, ongoing."""

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"initiative-{n}")
    title = factory.Sequence(lambda n: Translated(en=f"Initiative {n}"))
    lead = Translated(en="Public bodies buy together.")
    scope = Scope.NORDIC
    programme = factory.SubFactory(ProgrammeFactory)
    interest_list = factory.SubFactory(InterestListFactory)
    published_at = PUBLISHED
    changed_at = PUBLISHED

    @factory.post_generation
    def status(self, _create, status):
        StatusChangeFactory(initiative=self, status=status or Status.ONGOING)

    class Params:
        draft = factory.Trait(published_at=None)


class StatusChangeFactory(DjangoModelFactory[StatusChange]):
    class Meta:
        model = StatusChange

    initiative = factory.SubFactory(InitiativeFactory)
    number = factory.LazyAttribute(lambda change: change.initiative.status_changes.count() + 1)
    status = Status.ONGOING
    since_on = date(2019, 9, 1)


class StepFactory(DjangoModelFactory[Step]):
    class Meta:
        model = Step

    initiative = factory.SubFactory(InitiativeFactory)
    number = factory.LazyAttribute(lambda step: step.initiative.steps.count() + 1)
    title = factory.LazyAttribute(lambda step: Translated(en=f"Step {step.number}"))


class RequirementFactory(DjangoModelFactory[Requirement]):
    class Meta:
        model = Requirement

    initiative = factory.SubFactory(InitiativeFactory)
    number = factory.LazyAttribute(lambda each: each.initiative.requirements.count() + 1)
    title = factory.LazyAttribute(lambda each: Translated(en=f"Requirement {each.number}"))


class InvolvementFactory(DjangoModelFactory[Involvement]):
    class Meta:
        model = Involvement

    initiative = factory.SubFactory(InitiativeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    part = Part.PARTICIPANT


class TeamMemberFactory(DjangoModelFactory[TeamMember]):
    class Meta:
        model = TeamMember

    initiative = factory.SubFactory(InitiativeFactory)
    role = factory.SubFactory(RoleFactory)
    duty = Duty.FACILITATOR


class DocumentFactory(DjangoModelFactory[Document]):
    class Meta:
        model = Document

    initiative = factory.SubFactory(InitiativeFactory)
    number = factory.LazyAttribute(lambda each: each.initiative.documents.count() + 1)
    kind = DocumentKind.WEB_PAGE
    title = factory.LazyAttribute(lambda each: Translated(en=f"Document {each.number}"))
    url = "https://body.example/document"
