"""The index follows what it is told, in the same transaction."""

from datetime import timedelta

import pytest
from django.db import transaction

from samspill.core.translated import Translated
from samspill.search.actions import put, rebuild, remove, remove_others
from samspill.search.choices import Facet, Kind
from samspill.search.models import Content, Findable, Word
from samspill.search.queries import Question, find
from samspill.search.tests.factories import LONG_AGO, NOON, put_thing
from samspill.search.things import Source, register

pytestmark = pytest.mark.django_db


def titles(text, *, keys=(), at=NOON, **more):
    found = find(Question(text=text, **more), keys=keys, at=at)
    return [hit.title.plain for hit in found.hits]


def test_what_is_put_is_found_by_every_form_of_its_words():
    put_thing("Stille ferger", lead="For leverandørene ved fjorden")

    assert titles("ferge") == titles("leverandør") == titles("FJORD") == ["Stille ferger"]


def test_what_is_put_again_is_found_as_it_is_now():
    thing = put_thing("Stille ferger")
    put_thing("Stille busser", key=thing.key)

    assert titles("ferger") == []
    assert titles("busser") == ["Stille busser"]
    assert Findable.objects.count() == 1


def test_putting_what_has_not_changed_changes_nothing():
    thing = put_thing("Stille ferger", dated_at=NOON)
    before = Findable.objects.get()

    put(thing, at=NOON + timedelta(hours=1))

    after = Findable.objects.get()
    assert (after.pk, after.digest) == (before.pk, before.digest)
    assert after.put_at > before.put_at


def test_a_transaction_that_fails_leaves_the_index_as_it_was():
    thing = put_thing("Stille ferger")
    with pytest.raises(RuntimeError), transaction.atomic():
        put_thing("Stille busser", key=thing.key)
        raise RuntimeError

    assert titles("ferger") == ["Stille ferger"]
    assert titles("busser") == []


def test_what_is_removed_is_found_no_longer():
    thing = put_thing("Stille ferger")
    remove(thing.kind, thing.key, at=NOON)

    assert titles("ferger") == []
    assert not Content.objects.exists()


def test_parts_that_are_no_longer_there_are_taken_out():
    whole = put_thing("Ferger")
    for key in ("1", "2"):
        put_thing(f"Kart {key}", kind=Kind.DOCUMENT, key=key, within=whole.name)

    remove_others(Kind.DOCUMENT, within=whole.name, keys=["2"])

    assert titles("kart") == ["Kart 2"]


def test_numbers_order_by_time_and_are_the_same_everywhere():
    put_thing("Eldst", key="a", dated_at=NOON - timedelta(days=9))
    put_thing("Nyest", key="b", dated_at=NOON)
    put_thing("Uten dag", key="c")

    ordered = Content.objects.order_by("-pk").values_list("headings", flat=True)
    assert list(ordered) == ["nyest", "eldst", "dag"]
    assert Findable.objects.get(key="b").number >> 30 == int(NOON.timestamp())
    before = Findable.objects.get(key="c").number
    remove(Kind.INITIATIVE, "c", at=NOON)
    put_thing("Uten dag", key="another")
    assert Findable.objects.get(key="another").number == before


def test_facets_are_counted_and_narrow():
    put_thing("Ferge nord", themes=["ferries"], countries=["NO"], dated_at=NOON)
    put_thing("Ferge sør", themes=["ferries", "quiet"], countries=["DK"], dated_at=NOON)
    put_thing(
        Translated(nb="Ferge", fi="Lautta"),
        kind=Kind.UPDATE,
        dated_at=NOON - timedelta(days=400),
        regions=["nord-jylland"],
    )

    found = find(Question(text="ferge"), at=NOON)

    assert found.total == 3
    assert found.facets[Facet.KIND] == [("initiative", 2), ("update", 1)]
    assert found.facets[Facet.THEME] == [("ferries", 2), ("quiet", 1)]
    assert found.facets[Facet.COUNTRY] == [("dk", 1), ("no", 1)]
    assert found.facets[Facet.YEAR] == [("2026", 2), ("2025", 1)]
    assert found.facets[Facet.LANGUAGE] == [("nb", 3), ("fi", 1)]
    assert titles("ferge", narrowed={Facet.COUNTRY: "DK"}) == ["Ferge sør"]
    assert titles("ferge", narrowed={Facet.REGION: "nord-jylland"}) == ["Ferge"]
    assert titles("", narrowed={Facet.THEME: "quiet"}) == ["Ferge sør"]


@pytest.fixture
def one_source(monkeypatch):
    """Let the index be made of one table only, whose rows a test decides."""
    monkeypatch.setattr("samspill.search.things._sources", {})
    things = {}

    def put_some(keys, at):
        for key in keys:
            put(things[key], at=at)

    kinds = frozenset({Kind.INITIATIVE})
    register([Source(name="tests", kinds=kinds, keys=lambda: list(things), put=put_some)])
    return things


def test_a_rebuild_puts_what_there_is_and_drops_what_there_is_not(one_source):
    kept = put_thing("Stille ferger", at=LONG_AGO)
    put_thing("Ingen vet av dette", at=LONG_AGO)
    put_thing("Fra en annen kilde", kind=Kind.GUIDE, at=LONG_AGO)
    one_source[1] = kept
    told = []

    many = rebuild(at=NOON, tell=lambda done, everything: told.append((done, everything)))

    assert many == 2
    assert told == [(1, 1)]
    assert titles("ferger") == ["Stille ferger"]
    assert titles("vet") == []
    assert titles("kilde") == ["Fra en annen kilde"]
    assert not Word.objects.filter(word="ingen").exists()
