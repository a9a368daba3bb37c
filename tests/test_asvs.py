"""Every requirement of the standard is answered, and what the answers name is there."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = list(csv.DictReader((ROOT / "docs/asvs.csv").read_text(encoding="utf-8").splitlines()))
ANSWERS = {"test", "document", "not applicable", "open"}
PAGE = (ROOT / "docs/operate/asvs.md").read_text(encoding="utf-8")
#: How many requirements the standard (5.0.0) has at each of these levels.
REQUIREMENTS = {"1": 70, "2": 183}


def names_nothing(row):
    """Tell whether a row names a file or a test that is not there."""
    path, _, test = row["where"].partition("::")
    file = ROOT / path
    if not path or not file.is_file():
        return True
    return bool(test) and f"def {test}(" not in file.read_text(encoding="utf-8")


def test_every_requirement_is_answered_once():
    numbers = [row["id"] for row in ROWS]

    assert len(numbers) == len(set(numbers))
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", number) for number in numbers)
    assert Counter(row["level"] for row in ROWS) == REQUIREMENTS
    assert {row["answer"] for row in ROWS} == ANSWERS


def test_what_is_answered_by_a_test_or_document_names_one_that_is_there():
    answered = [row for row in ROWS if row["answer"] in {"test", "document"}]

    assert [row["id"] for row in answered if names_nothing(row)] == []
    tests = [row["where"] for row in ROWS if row["answer"] == "test"]
    assert [path for path in tests if not re.search(r"/?test_\w+\.py(::\w+)?$", path)] == []


def test_what_is_open_or_does_not_apply_says_why():
    others = [row for row in ROWS if row["answer"] in {"open", "not applicable"}]

    assert [row["id"] for row in others if not row["note"] or row["where"]] == []


def test_the_page_counts_right():
    counts = Counter(row["answer"] for row in ROWS)

    assert {
        answer: f"| {answer} | {counts[answer]} |" in PAGE for answer in ANSWERS
    } == dict.fromkeys(ANSWERS, True)
    assert f"{REQUIREMENTS['1']} requirements of level 1 and {REQUIREMENTS['2']} of level 2" in PAGE


@pytest.mark.parametrize("where", ["", "tests/test_none.py", "tests/test_asvs.py::test_of_nothing"])
def test_a_row_that_names_nothing_would_be_found(where):
    assert names_nothing({"where": where})
