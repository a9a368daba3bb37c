"""Answers are good, and they are the same in the same order on both databases.

What is found for each question stands in ``relevance/answers.txt``, in Git: the run on SQLite and the
run on PostgreSQL are both held to it. After a change that is meant, write it anew:

    SAMSPILL_WRITE_ANSWERS=1 .venv/bin/pytest -q tests/search/test_relevance.py
"""

import os
from pathlib import Path
from statistics import mean

import pytest

from tests.search.conftest import AT
from tests.search.relevance.judging import answers_to, names, ndcg, questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]

ANSWERS = Path(__file__).parent / "relevance" / "answers.txt"
#: A little under what was reached, so that a change for the worse is noticed.
FLOOR, FLOOR_APART, FLOOR_OF_A_LANGUAGE = 0.85, 0.83, 0.74


@pytest.fixture
def found():
    """Ask every question once."""
    named = names()
    return [(judged, answers_to(judged, named, at=AT)) for judged in questions()]


def test_the_questions_are_many_in_five_languages_and_some_were_kept_apart():
    every = questions()

    assert len(every) >= 120
    assert sum(judged.is_apart for judged in every) >= 40
    assert {judged.language for judged in every} >= {"nb", "sv", "da", "fi", "en"}


def test_what_answers_a_question_is_there():
    known = set(names().values())

    assert [each for judged in questions() for each in judged.answers if each not in known] == []


def test_answers_are_good(found):
    def worth(chosen):
        return mean(ndcg(judged, answers) for judged, answers in found if chosen(judged))

    assert worth(lambda judged: not judged.is_apart) >= FLOOR
    assert worth(lambda judged: judged.is_apart) >= FLOOR_APART
    for language in ("nb", "nn", "sv", "da", "fi", "en"):
        assert worth(lambda judged, code=language: judged.language == code) >= FLOOR_OF_A_LANGUAGE


def test_answers_are_the_same_in_the_same_order_on_every_database(found):
    lines = [
        f"{judged.language} | {judged.words} | {' '.join(answers)}" for judged, answers in found
    ]
    if os.environ.get("SAMSPILL_WRITE_ANSWERS") == "1":
        ANSWERS.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert lines == ANSWERS.read_text(encoding="utf-8").splitlines()
