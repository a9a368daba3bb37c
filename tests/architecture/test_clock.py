"""The domain is told the time: pages, tasks, commands and what happens at sending read it."""

import re

from tests.architecture.sources import SOURCE

#: Files that are given ``at``, whether they are one file or a package.
TOLD = {"choices", "policy", "models", "queries", "rules", "actions"}
APPS = ("accounts", "audit", "events", "initiatives", "mailings", "organisations", "programmes")
READS_A_CLOCK = re.compile(r"\b(?:timezone|clock|datetime|date|time)\.(?:now|today|time)\(")


def test_the_domain_reads_no_clock():
    readers = [
        f"{path.relative_to(SOURCE)}:{number}"
        for app in APPS
        for path in sorted((SOURCE / app).rglob("*.py"))
        if path.relative_to(SOURCE / app).parts[0].removesuffix(".py") in TOLD
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if READS_A_CLOCK.search(line)
    ]
    assert readers == []
