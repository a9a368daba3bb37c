"""What one may not see and what is not there: the same bytes, the same number of statements."""

import pytest
from django.db import reset_queries

from samspill.core.access import Access
from tests.canaries.addresses import every_address
from tests.canaries.selection import IS_FULL, readers_of
from tests.canaries.summary import finish
from tests.canaries.twins import compare

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Readers who are outside, each in another way; the address decides which of them asks.
OUTSIDE = [
    "nobody",
    "theirs coordinator",
    "ours supplier",
    "ended programme_manager",
    "theirs duty facilitator",
    "ours editor",
    "coming auditor",
]


def test_what_is_hidden_is_answered_as_what_is_not_there(world, planted, crawl, request):
    visitor = crawl.reader("visitor")
    outside = [crawl.reader(name, world.people[name]) for name in OUTSIDE]
    for reader in (visitor, *outside):
        crawl.ask(reader, "/nb/om/")  # what is read once for all
    compared = set()
    for number, address in enumerate(every_address(world, "nb")):
        if address.access == Access.LINK or not address.things:
            continue
        reset_queries()  # the log of them is bounded
        turn = outside if IS_FULL else [outside[number % len(outside)]]
        for reader in (visitor, *turn):
            if compare(crawl, reader, address):
                compared.add(address.pattern)

    finish(request, crawl)
    assert compared == {
        address.pattern
        for address in every_address(world, "nb")
        if any(readers_of(planted, thing) is not None for thing in address.things)
    }
