"""What the site is made of is pinned by digest, and listed for each release."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.sbom import PINNED, bill_of_materials

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements/*.txt"))
#: Where packages come from is the installer's affair: a lock file names no place.
PLACE = re.compile(
    r"(--(extra-)?index-url|--find-links|--trusted-host|https?://|git\+|file:)", re.IGNORECASE
)


def pins(path):
    """List the pinned packages of a lock file, each with all of its lines."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def unpinned(lines):
    return [line for line in lines if not (PINNED.match(line) and "--hash=sha256:" in line)]


def test_there_are_lock_files():
    assert {"run.txt", "test.txt", "tools.txt", "node.txt", "semgrep.txt"} <= {
        path.name for path in LOCKS
    }


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_by_digest(path):
    assert pins(path)
    assert unpinned(pins(path)) == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_lock_file_names_where_packages_come_from(path):
    assert [line for line in pins(path) if PLACE.search(line)] == []


def test_every_package_of_the_front_end_is_pinned_by_digest():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert [name for name, each in packages.items() if name and "integrity" not in each] == []


@pytest.mark.parametrize("line", ["django", "django>=5", "django==5.2.19", "django @ file:///x"])
def test_a_package_that_is_not_would_be_found(line):
    assert unpinned([line]) == [line]


def test_the_list_of_components_names_everything_that_is_installed(tmp_path):
    path = tmp_path / "sbom.cdx.json"

    subprocess.run([sys.executable, ROOT / "scripts/sbom.py", path], check=True, timeout=60)

    listed = json.loads(path.read_text(encoding="utf-8"))
    names = {each["name"] for each in listed["components"]}
    pinned = {
        PINNED.match(line)["name"].lower().replace("_", "-")
        for line in pins(ROOT / "requirements" / "run.txt")
    }
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert pinned <= names
    assert "@digdir/designsystemet-css" in names
    assert all(each["hashes"] for each in listed["components"])
    references = [each["bom-ref"] for each in listed["components"]]
    assert len(references) == len(set(references))


def test_the_same_release_gives_the_same_list():
    assert bill_of_materials() == bill_of_materials()
