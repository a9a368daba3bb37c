"""Everybody finds what they may see, and nothing else: role by role, relation by relation.

What somebody may see is asked of ``visible_to``; what they find, of the index.
"""

import pytest

from samspill.events.models import Gathering
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.models import Initiative
from samspill.mailings.models import Update
from samspill.portal.searching import keys_of
from samspill.programmes.models import Programme
from samspill.programmes.tests.factories import ProgrammeFactory
from samspill.search.actions import rebuild
from samspill.search.choices import Facet, Kind, Order
from samspill.search.queries import Question, find
from samspill.search.things import register
from samspill.worker import FINDABLE
from tests.access.world import NOW, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Build the world, with drafts of everything, and index it."""
    world = build()
    for setting in (world.here, world.there):
        draft = setting.initiatives["draft"]
        GatheringFactory(slug=f"of-{draft.slug}", initiative=draft)
        host = setting.programme.host
        part = ProgrammeFactory(part_of=setting.programme, host=host, published_at=None)
        GatheringFactory(slug=f"of-{part.slug}", initiative=None, programme=part)
    register(FINDABLE)
    rebuild(at=NOW)
    return world


def found(kind, keys):
    hits = []
    for page in range(1, 100):
        question = Question(narrowed={Facet.KIND: kind.value}, order=Order.NEWEST, page=page)
        answer = find(question, keys=keys, at=NOW)
        hits += [int(hit.key) for hit in answer.hits]
        if not answer.hits:
            assert len(hits) == answer.total
            return set(hits)
    raise AssertionError("There is no end")


def visible(person):
    initiatives = Initiative.objects.visible_to(person, at=NOW)
    updates = Update.objects.visible_to(person, at=NOW)
    return {
        Kind.INITIATIVE: initiatives,
        Kind.PROGRAMME: Programme.objects.visible_to(person, at=NOW),
        Kind.GATHERING: Gathering.objects.visible_to(person, at=NOW),
        Kind.UPDATE: updates.filter(interest_list__initiative__in=initiatives),
    }


def test_everybody_finds_what_they_may_see_and_nothing_else(world):
    wrong = []
    drafts_found = 0
    for name, person in world.people.items():
        keys = keys_of(person, at=NOW)
        drafts_found += bool(keys)
        for kind, rows in visible(person).items():
            if found(kind, keys) != set(rows.values_list("pk", flat=True)):
                wrong.append((name, kind))

    assert wrong == []
    assert drafts_found > 10


def test_whoever_held_every_key_would_find_what_they_may_not(world):
    """The guard turned off: this is what the comparison would notice."""
    everything = [f"initiative:{pk}" for pk in Initiative.objects.values_list("pk", flat=True)]
    stranger = world.people["stranger", "own"]

    seen = set(visible(stranger)[Kind.INITIATIVE].values_list("pk", flat=True))
    assert found(Kind.INITIATIVE, everything) > seen
