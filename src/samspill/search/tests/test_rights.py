"""Nobody finds what they may not read: not in answers, counts, facets or guesses."""

from datetime import timedelta

import pytest

from samspill.search.actions import remove
from samspill.search.choices import Facet, Kind
from samspill.search.models import Findable
from samspill.search.queries import Question, find
from samspill.search.tests.factories import NOON, put_thing

pytestmark = pytest.mark.django_db

SECRET = "Kvalhovdferga"


def found(text, *, keys=(), at=NOON, **more):
    return find(Question(text=text, **more), keys=keys, at=at)


def test_a_draft_is_found_by_its_audience_only():
    put_thing(SECRET, open_from=None, audiences=["initiative:1"], themes=["secret"])
    put_thing("Ferge", themes=["open"])

    everybody, audience, others = (
        found(SECRET),
        found(SECRET, keys=["initiative:1"]),
        found(SECRET, keys=["initiative:2"]),
    )

    assert (everybody.total, everybody.hits, everybody.suggestion) == (0, (), "")
    assert (others.total, others.hits) == (0, ())
    assert [hit.title.plain for hit in audience.hits] == [SECRET]
    assert audience.facets[Facet.THEME] == [("secret", 1)]


@pytest.mark.parametrize("order", ["best", "newest"])
def test_counts_and_facets_tell_nothing_of_a_draft(order):
    put_thing("Ferge", themes=["open"])
    before = found("ferge", order=order)
    put_thing("Ferge i det stille", open_from=None, audiences=["k"], themes=["secret"])

    after = found("ferge", order=order)

    assert (after.total, after.listed, after.facets) == (before.total, before.listed, before.facets)
    assert found("ferge", keys=["k"], order=order).total == 2
    assert found("", narrowed={Facet.THEME: "secret"}).total == 0
    assert found("", narrowed={Facet.THEME: "secret"}, keys=["k"]).total == 1


def test_a_guess_is_never_a_word_of_a_draft():
    put_thing(SECRET, open_from=None, audiences=["k"])

    assert found("Kvalhovdfrega").suggestion == ""
    assert found("Kvalhovdfrega", keys=["k"]).suggestion.lower() == SECRET.lower()


def test_a_word_that_stands_in_a_draft_only_does_not_split_or_widen_what_others_find():
    put_thing("Kvalhovdferge", open_from=None)
    put_thing("Bussen")

    assert found("kvalhovd").total == 0
    assert found("kvalhovd bussen").total == 1


def test_time_opens_a_thing_without_any_job():
    opens = NOON + timedelta(hours=1)
    put_thing("Ferge", shown_from=opens, open_from=opens, audiences=["k"])

    assert found("ferge").total == 0
    assert found("ferge", keys=["k"]).total == 0
    assert found("ferge", at=opens).total == 1
    assert [value for value, _many in found("ferge", at=opens).facets[Facet.KIND]] == ["initiative"]


def test_a_part_is_open_no_sooner_than_its_whole():
    whole = put_thing("Bussen", open_from=None, audiences=["initiative:9"], key="9")
    put_thing(
        "Ferge", kind=Kind.GATHERING, within=whole.name, audiences=["initiative:9"], key="part"
    )
    assert found("ferge").total == 0
    assert found("ferge", keys=["initiative:9"]).total == 1

    put_thing("Bussen", open_from=NOON, key="9")
    assert found("ferge").total == 1

    put_thing("Bussen", open_from=None, key="9")
    assert found("ferge").total == 0

    put_thing("Bussen", open_from=NOON, key="9")
    remove(Kind.INITIATIVE, "9", at=NOON)
    assert found("ferge").total == 0


def test_a_part_whose_whole_is_not_known_is_closed():
    put_thing("Ferge", within="initiative:77")

    assert found("ferge").total == 0


def test_without_the_mark_a_draft_would_be_found():
    """The guard turned off: this is why every search asks for what is not closed."""
    put_thing(SECRET, open_from=None)
    row = Findable.objects.get()
    row.content.tokens = row.content.tokens.replace("m:closed", "").strip().replace("  ", " ")
    row.content.save()

    assert found(SECRET).total == 1
