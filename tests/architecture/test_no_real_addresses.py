"""Made-up people have made-up addresses, and no file speaks of the machine it was written on."""

import re
import subprocess

import pytest

from tests.architecture.sources import ROOT

ADDRESS = re.compile(
    r"[A-Za-z0-9._%+-]+@(?P<domain>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})\b"
)
#: Domains that belong to nobody (RFC 2606, RFC 6761).
NOBODYS = re.compile(r"(^|\.)(example|invalid|test|localhost)$|^example\.(com|org|net)$")
MACHINES = re.compile(
    r"(?<![\w.])/(?:work|root|home/[a-z]+)/|\b(?:pypi|registry)\.(?!org\b|example\b)[a-z-]+\.|\.internal\b(?!\.)"
)
LOCKED = re.compile(
    r"(^|/)(package-lock\.json|requirements/.*\.txt|LICENSES?(/.*|\.[\w-]+)?|CC-BY.*)$"
)
#: What has to show an address that is none of ours: the tests of the address reader itself.
ABOUT_ADDRESSES = {"src/samspill/core/tests/test_email_addresses.py"}


def texts():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("The sources are not a Git repository here")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if LOCKED.search(name) or not path.is_file():
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def found(pattern):
    return [
        (f"{name}:{number}", match)
        for name, text in texts()
        if name != "tests/architecture/test_no_real_addresses.py"
        for number, line in enumerate(text.splitlines(), start=1)
        for match in pattern.finditer(line)
    ]


def test_every_e_mail_address_belongs_to_nobody():
    real = [
        f"{place} {match[0]}"
        for place, match in found(ADDRESS)
        if not NOBODYS.search(match["domain"].lower())
        and place.partition(":")[0] not in ABOUT_ADDRESSES
    ]
    assert real == []


def test_no_file_names_a_machine():
    assert [f"{place} {match[0]}" for place, match in found(MACHINES)] == []


@pytest.mark.parametrize(
    "text", ["kari@kommune.example", "a@sub.kommune.example", "x@localhost.localhost"]
)
def test_made_up_addresses_are_fine(text):
    assert NOBODYS.search(ADDRESS.search(text)["domain"])


@pytest.mark.parametrize("text", ["write to kari.nordmann@kommune.no.", "<post@dfo.no>"])
def test_real_addresses_are_found(text):
    assert not NOBODYS.search(ADDRESS.search(text)["domain"])


@pytest.mark.parametrize(
    "text", ["cd /home/kari/samspill", "/home/kari/.cache/x", "https://pypi.corp.tld/simple"]
)
def test_machines_are_found(text):
    assert MACHINES.search(text)
