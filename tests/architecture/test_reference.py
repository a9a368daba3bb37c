"""The documents tell what the code does, and their links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([^)\s]+))?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
#: So that a decision can be read while somebody waits.
MOST_WORDS_OF_A_DECISION = 400


def test_the_reference_is_what_the_code_says():
    outcome = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reference.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (outcome.returncode, outcome.stdout) == (0, ""), outcome.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    broken = [
        f"{target}#{heading}" if heading else target
        for target, heading in LINK.findall(text)
        if "://" not in target and not target.startswith("mailto:")
        if not leads_somewhere(page.parent / target, heading)
    ]
    assert broken == []


def leads_somewhere(target, heading):
    return target.exists() and (not heading or heading in anchors(target))


def anchors(page):
    """Name the headings of a page as forges do."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def test_the_index_lists_every_document():
    listed = {target for target, _ in LINK.findall((DOCS / "index.md").read_text(encoding="utf-8"))}
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")} - {"index.md"}
    assert pages - listed == set()


def test_decisions_are_numbered_without_a_gap_and_take_a_page_at_most():
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    for page in decisions:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {page.name[:4]} ")
        for part in ("Context", "Decision", "Consequences", "What would change our mind"):
            assert f"**{part}." in text, f"{page.name} lacks {part}"
        assert len(text.split()) <= MOST_WORDS_OF_A_DECISION, page.name


def test_documents_name_nobody_and_no_address_but_examples():
    addresses = {
        f"{page.relative_to(ROOT)}: {address}"
        for page in PAGES
        for address in re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", page.read_text(encoding="utf-8"))
        if not address.endswith(".example")
    }
    assert addresses == set()
