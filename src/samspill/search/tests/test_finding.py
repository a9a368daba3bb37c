"""What is found, in which order, and why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspill.core.translated import Translated
from samspill.search.choices import Kind, Order
from samspill.search.queries import Question, find
from samspill.search.tests.factories import NOON, put_thing

pytestmark = pytest.mark.django_db


def found(text, **more):
    return find(Question(text=text, **more), at=NOON)


def titles(text, **more):
    return [hit.title.plain for hit in found(text, **more).hits]


def test_a_question_in_one_language_finds_a_text_in_another():
    put_thing(Translated(sv="Upphandling av färjor"))
    put_thing(Translated(fi="Lauttojen hankinta"))

    for question in ("anskaffelse ferge", "innkjøp av ferjer", "ferry procurement", "udbud færge"):
        assert set(titles(question)) == {"Upphandling av färjor", "Lauttojen hankinta"}


def test_ones_own_word_comes_before_a_synonym_and_that_before_a_compound():
    put_thing("Kjøp", lead="innkjøp")
    put_thing("Kjøp 2", lead="anskaffelse")
    put_thing("Kjøp 3", lead="anskaffelsesprosess")

    assert titles("anskaffelser") == ["Kjøp 2", "Kjøp", "Kjøp 3"]


def test_a_title_counts_more_than_a_lead_and_that_more_than_a_body():
    put_thing("Alfa", body="ferge", key="1")
    put_thing("Beta", lead="ferge", key="2")
    put_thing("Ferge", key="3")

    assert titles("ferge") == ["Ferge", "Beta", "Alfa"]


@pytest.mark.parametrize("question", ["konferanse", "konferansen", "dialog", "dialogkonferanser"])
def test_a_compound_is_found_by_its_parts(question):
    put_thing("Dialogkonferanse i Oslo")

    assert titles(question) == ["Dialogkonferanse i Oslo"]


def test_an_ending_is_no_part_of_a_compound():
    put_thing("Kartlegging og mobilisering")

    assert titles("ring") == []


def test_a_compound_that_stands_nowhere_is_taken_apart():
    put_thing("Dialog med leverandører")

    assert titles("leverandørdialogen") == ["Dialog med leverandører"]


def test_fewer_words_are_asked_for_where_nothing_has_all():
    put_thing("Stille ferger i fjorden")
    put_thing("Stille busser")

    answer = found("stille ferger i Bodø")

    assert answer.is_partial
    assert [hit.title.plain for hit in answer.hits] == ["Stille ferger i fjorden"]


def test_a_slip_of_the_hand_is_guessed_at():
    put_thing("Førerløs ferge")

    answer = found("førrerløs ferge")

    assert answer.suggestion == "førerløs ferge"
    assert titles(answer.suggestion) == ["Førerløs ferge"]


def test_newest_first_is_newest_first():
    for days in (3, 1, 2):
        put_thing(f"Ferge {days}", dated_at=NOON - timedelta(days=days))

    assert titles("ferge", order=Order.NEWEST) == ["Ferge 1", "Ferge 2", "Ferge 3"]


def test_pages_follow_each_other():
    for number in range(23):
        put_thing(f"Ferge {number:02}", dated_at=NOON - timedelta(days=number))

    for order in Order:
        pages = [titles("ferge", order=order, page=page) for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [10, 10, 3, 0]
        assert len({title for page in pages for title in page}) == 23
    assert found("ferge").pages == 3


def test_an_answer_shows_why_it_fits():
    put_thing(
        "Stille",
        body="Mye tekst først. " * 40 + "Så kom fergene <b>hit</b> til kai." + " Mer." * 90,
    )

    shown = found("ferge").hits[0].snippet

    assert [part.text for part in shown.parts if part.fits] == ["fergene"]
    assert shown.plain.startswith("… ")
    assert shown.plain.endswith(" …")
    assert len(shown.plain) < 240


def test_a_title_in_another_language_says_which():
    put_thing(Translated(nb="Stille ferger"))

    hit = found("lautta", language="fi").hits[0]

    assert (hit.title.language, hit.title.plain) == ("nb", "Stille ferger")
    assert [part.text for part in hit.title.parts if part.fits] == ["ferger"]


@pytest.mark.parametrize(
    "question",
    ["", "   ", "og i på", '"', "' OR 1=1 --", "tokens:x", "a AND", "NOT (", "*", "%", "\x00", "💥",
     "t:ferge", "m:closed", "kind=initiative", "x" * 5000, "&|!():*<->", "日本語 привет"],
)  # fmt: skip
def test_whatever_is_typed_is_a_question(question):
    put_thing("Stille ferger")

    assert found(question).total in {0, 1}


def test_a_question_costs_no_more_with_many_answers():
    def asked():
        with CaptureQueriesContext(connection) as queries:
            found("stille ferger")
        return len(queries)

    put_thing("Stille ferger")
    with_one = asked()
    for _ in range(30):
        put_thing("Stille ferger")

    assert asked() == with_one <= 7


def test_very_many_answers_are_weighed_in_part_and_counted_in_full(monkeypatch):
    monkeypatch.setattr("samspill.search.queries.finding.WEIGHED", 5)
    monkeypatch.setattr("samspill.search.queries.finding.COUNTED", 8)
    put_thing("Ferge", key="best", kind=Kind.PLACE)
    for number in range(20):
        put_thing("Noe annet", body="ferge", dated_at=NOON - timedelta(days=number))

    answer = found("ferge")

    assert answer.total == 21
    assert answer.hits[0].title.plain == "Ferge"
    assert answer.listed == 6
    assert answer.are_facets_of_newest
    assert sum(many for _value, many in next(iter(answer.facets.values()))) == 8
