"""What people have sent, for tests."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from samspill.core.translated import Translated
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.outreach.choices import ContributionKind
from samspill.outreach.models import Contribution, QuestionAnswer
from samspill.programmes.tests.factories import ProgrammeFactory

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
ADDRESS = "visitor@body.example"


class ContributionFactory(DjangoModelFactory[Contribution]):
    """A new question to a programme; give it an ``initiative`` to let it be about one."""

    class Meta:
        model = Contribution

    reference = factory.Sequence(lambda n: f"TEST-{n:04}")
    programme = factory.SubFactory(ProgrammeFactory)
    kind = ContributionKind.QUESTION
    sender_name = "A visitor"
    sender_address = ADDRESS
    text = "May a small county take part?"
    language = "en"
    written_at = NOW
    due_on = factory.LazyAttribute(lambda each: (each.written_at + timedelta(days=14)).date())


class QuestionAnswerFactory(DjangoModelFactory[QuestionAnswer]):
    """An answer that everybody may read."""

    class Meta:
        model = QuestionAnswer

    initiative = factory.SubFactory(InitiativeFactory)
    contribution = factory.SubFactory(
        ContributionFactory,
        initiative=factory.SelfAttribute("..initiative"),
        status="answered",
        settled_at=NOW,
        answer="Yes, counties of every size.",
    )
    question = Translated(en="May a small county take part?")
    answer = Translated(en="Yes, counties of every size.")
    published_at = NOW


def manager_of(programme, kind=RoleKind.PROGRAMME_MANAGER):
    """Make somebody who runs a programme."""
    return RoleFactory(organisation=programme.host, kind=kind).person


def initiative_in(programme, **more):
    return InitiativeFactory(programme=programme, **more)
