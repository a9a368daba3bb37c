"""The import contracts of pyproject.toml are kept."""

import subprocess
import sys
from pathlib import Path

import samspill
from tests.architecture.sources import ROOT


def test_the_import_contracts_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    linted = subprocess.run(
        [linter, "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": str(Path(samspill.__file__).parents[1]), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
