"""Everybody finds what they may see, and nothing else: role by role, relation by relation.

What somebody may see is asked of ``visible_to``; what they find, of the index.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece
from samspill.editorial.tests import factories as texts
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
WRITE = "editorial.publish"


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
        texts.draft(piece__programme=part, piece__genre=Genre.GUIDE)
        texts.published(piece__programme=setting.programme, at=NOW + timedelta(hours=1))
    register(FINDABLE)
    rebuild(at=NOW)
    return world


def found(kind, keys):
    hits = []
    for page in range(1, 100):
        question = Question(narrowed={Facet.KIND: kind.value}, order=Order.NEWEST, page=page)
        answer = find(question, keys=keys, at=NOW)
        hits += [int(hit.key.partition("@")[0]) for hit in answer.hits]
        if not answer.hits:
            assert len(hits) == answer.total
            return set(hits)
    raise AssertionError("There is no end")


def visible(person):
    initiatives = Initiative.objects.visible_to(person, at=NOW)
    updates = Update.objects.visible_to(person, at=NOW)
    pieces = Piece.objects.visible_to(person, at=NOW)
    # An auditor may read drafts, but there is no page that shows them to who does not write.
    public = Piece.objects.visible_to(AnonymousUser(), at=NOW).values("pk")
    shown = pieces.filter(Q(pk__in=public) | Q(pk__in=pieces.open_to(person, WRITE, at=NOW)))
    return {
        Kind.INITIATIVE: initiatives,
        Kind.PROGRAMME: Programme.objects.visible_to(person, at=NOW),
        Kind.GATHERING: Gathering.objects.visible_to(person, at=NOW),
        Kind.UPDATE: updates.filter(interest_list__initiative__in=initiatives),
        Kind.ARTICLE: shown.filter(genre=Genre.ARTICLE),
        Kind.GUIDE: shown.filter(genre=Genre.GUIDE),
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
