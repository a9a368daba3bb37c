"""Semgrep finds what it must in the examples, and nothing in the house."""

import json
import subprocess

import pytest

from tests.fixtures import lacking
from tests.rules.dangers import HERE, ROOT, RULES
from tests.rules.test_dangers import marked

pytestmark = pytest.mark.full
PROGRAM = ROOT / "build" / "semgrep" / "bin" / "semgrep"


def findings(folder, *more):
    """Let semgrep look at a folder, with our own rules and without asking anybody."""
    if not PROGRAM.exists():
        lacking("there is no semgrep: make build/semgrep/.installed")
    said = subprocess.run(
        [PROGRAM, "scan", "--metrics=off", "--disable-version-check", "--quiet", "--json",
         "--no-git-ignore", "--config", HERE / "semgrep.yaml", *more, folder],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    answer = json.loads(said.stdout)
    assert answer["errors"] == []
    return {
        (each["path"], each["check_id"].rpartition(".")[2], each["start"]["line"])
        for each in answer["results"]
    }


def test_semgrep_finds_nothing_in_the_house():
    assert findings("src/samspill", "--exclude=tests") == set()


def test_semgrep_finds_what_the_examples_mark():
    seen = {
        (rule, line)
        for path, rule, line in findings("tests/rules/examples")
        if path.endswith(f"/{rule}.py")
    }

    assert seen == {(rule, line) for rule in RULES for line in marked(rule, "ruleid")}
