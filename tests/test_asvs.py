"""Every requirement of the standard is answered, and what the answers name is there."""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.rules.dangers import FINDERS

ROOT = Path(__file__).parents[1]
ROWS = list(csv.DictReader((ROOT / "docs/asvs.csv").read_text(encoding="utf-8").splitlines()))
ANSWERS = {"test", "document", "not applicable", "open"}
PAGE = (ROOT / "docs/operate/asvs.md").read_text(encoding="utf-8")
#: How many requirements the standard (5.0.0) has at each of these levels.
REQUIREMENTS = {"1": 70, "2": 183}


#: How a test is named: its file, its function, and for a rule about dangerous code which one.
TEST = re.compile(r"(?P<path>[\w/]+/test_\w+\.py)::(?P<name>test_\w+)(\[(?P<rule>[\w-]+)\])?")


@cache
def functions_in(path):
    """List the functions that a file of tests defines, in classes too."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def is_there(where):
    """Tell whether a test is there: ``path::test_name``, or ``path::test_name[rule]``."""
    named = TEST.fullmatch(where)
    return (
        named is not None
        and (ROOT / named["path"]).is_file()
        and named["name"] in functions_in(named["path"])
        and (named["rule"] is None or named["rule"] in FINDERS)
    )


def names_nothing(row):
    """Tell whether a row names no test or file, or one that is not there."""
    if row["answer"] == "test":
        return not all(map(is_there, row["where"].split("; ")))
    return not row["where"] or not (ROOT / row["where"]).is_file()


def test_every_requirement_is_answered_once():
    numbers = [row["id"] for row in ROWS]

    assert len(numbers) == len(set(numbers))
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", number) for number in numbers)
    assert Counter(row["level"] for row in ROWS) == REQUIREMENTS
    assert {row["answer"] for row in ROWS} == ANSWERS


def test_what_is_answered_by_a_test_or_document_names_one_that_is_there():
    answered = [row for row in ROWS if row["answer"] in {"test", "document"}]

    assert [row["id"] for row in answered if names_nothing(row)] == []


def test_what_is_open_or_does_not_apply_says_why():
    others = [row for row in ROWS if row["answer"] in {"open", "not applicable"}]

    assert [row["id"] for row in others if not row["note"] or row["where"]] == []


def test_the_page_counts_right():
    counts = Counter(row["answer"] for row in ROWS)

    assert {
        answer: f"| {answer} | {counts[answer]} |" in PAGE for answer in ANSWERS
    } == dict.fromkeys(ANSWERS, True)
    assert f"{REQUIREMENTS['1']} requirements of level 1 and {REQUIREMENTS['2']} of level 2" in PAGE


RULE = "tests/rules/test_dangers.py::test_the_house_keeps_the_rule"


@pytest.mark.parametrize(
    "where",
    [
        "",
        "tests/test_none.py::test_none",
        "tests/test_asvs.py",
        "tests/test_asvs.py::test_of_nothing",
        "tests/test_asvs.py::functions_in",
        f"{RULE}[no-such-rule]",
        f"{RULE}[raw-sql]; tests/test_asvs.py::test_of_nothing",
    ],
)
def test_a_row_that_names_no_test_would_be_found(where):
    assert names_nothing({"answer": "test", "where": where})
    assert not names_nothing({"answer": "test", "where": f"{RULE}[raw-sql]"})


@pytest.mark.parametrize("where", ["", "docs/none.md", "docs"])
def test_a_row_that_names_no_document_would_be_found(where):
    assert names_nothing({"answer": "document", "where": where})
