"""The tools that read every line have nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

TOOLS = Path(sys.executable).parent


def run(tool, *arguments):
    return subprocess.run(
        [TOOLS / tool, *arguments],
        cwd=ROOT,
        # The tests' own settings must not reach the tools.
        env={name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_is_content(arguments):
    checked = run("ruff", *arguments, ".")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_mypy_is_content():
    checked = run("mypy", "src")
    assert checked.returncode == 0, checked.stdout + checked.stderr
