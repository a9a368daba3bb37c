"""A draft that nobody goes on with is taken away whole, and put back as it was."""

from datetime import UTC, datetime

import pytest

from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.translated import Translated
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.actions import put_draft_back, take_draft_away
from samspill.initiatives.models import Document, Initiative, Step, TeamMember
from samspill.initiatives.tests.factories import (
    DocumentFactory,
    InitiativeFactory,
    InvolvementFactory,
    RequirementFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory
from samspill.search.models import Findable

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


@pytest.fixture
def draft():
    initiative = InitiativeFactory(draft=True, title=Translated(en="Ferries"))
    initiative.themes.add(ThemeFactory())
    for make in (StepFactory, RequirementFactory, DocumentFactory, InvolvementFactory):
        make(initiative=initiative)
    TeamMemberFactory(initiative=initiative)
    return initiative


@pytest.fixture
def manager(draft):
    role = RoleFactory(organisation=draft.programme.host, kind=RoleKind.PROGRAMME_MANAGER)
    return role.person


def test_a_draft_goes_with_all_that_is_on_its_page(draft, manager):
    take_draft_away(draft, by=manager, at=NOON)

    assert not Initiative.objects.exists()
    assert not Step.objects.exists()
    assert not TeamMember.objects.exists()
    assert not Findable.objects.filter(kind="initiative").exists()
    entry = Entry.objects.get(what="initiatives.draft_taken_away")
    assert entry.changes == {"title": {"en": "Ferries"}}


def test_it_comes_back_as_it_was(draft, manager):
    before = Initiative.objects.values().get()
    themes, document = list(draft.themes.all()), Document.objects.values().get()

    back = put_draft_back(
        draft.programme, take_draft_away(draft, by=manager, at=NOON), by=manager, at=NOON
    )

    assert Initiative.objects.values().get() == before
    assert list(back.themes.all()) == themes
    assert Document.objects.values().get() == document
    assert back.team.count() == back.involvements.count() == back.status_changes.count() == 1
    assert Findable.objects.filter(kind="initiative").exists()


def test_what_everybody_could_read_stays(manager, draft):
    published = InitiativeFactory(programme=draft.programme)

    with pytest.raises(NotPossible, match="has been published"):
        take_draft_away(published, by=manager, at=NOON)


def test_what_something_builds_on_stays(draft, manager):
    GatheringFactory(initiative=draft)

    with pytest.raises(NotPossible, match="builds on it"):
        take_draft_away(draft, by=manager, at=NOON)
    assert draft.steps.count() == 1


def test_it_does_not_come_back_where_another_has_its_address(draft, manager):
    slug, programme = draft.slug, draft.programme
    kept = take_draft_away(draft, by=manager, at=NOON)
    InitiativeFactory(slug=slug)

    with pytest.raises(NotPossible, match="its place now"):
        put_draft_back(programme, kept, by=manager, at=NOON)


def test_others_neither_take_nor_give(draft, manager):
    stranger, programme = RoleFactory().person, draft.programme
    with pytest.raises(NotPermitted):
        take_draft_away(draft, by=stranger, at=NOON)

    kept = take_draft_away(draft, by=manager, at=NOON)
    with pytest.raises(NotPermitted):
        put_draft_back(programme, kept, by=stranger, at=NOON)
    with pytest.raises(NotPossible):
        elsewhere = ProgrammeFactory(host=programme.host)
        put_draft_back(elsewhere, kept, by=manager, at=NOON)
