"""The crawl itself is tried: it must find each leak that is made on purpose, and none without."""

import pytest

from samspill.core import clock
from tests.canaries.addresses import every_address
from tests.canaries.leaks import LEAKS
from tests.canaries.letters import read_all, send_all, write_all
from tests.canaries.planting import read_again
from tests.canaries.searches import Searches, words_for
from tests.canaries.stores import check_stores
from tests.canaries.twins import compare
from tests.canaries.walks import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ON_PAGES = [leak for leak in LEAKS if leak.routes]
#: They are looked for together, in test_letters.py without them.
IN_MAILS = [leak for leak in LEAKS if not leak.routes]


def test_there_is_one_for_each_kind_of_channel():
    assert len({leak.name for leak in LEAKS}) == len(LEAKS) >= 15


@pytest.mark.parametrize("leak", ON_PAGES, ids=str)
def test_a_leak_that_is_made_is_found(world, crawl, monkeypatch, leak):
    leak.make(monkeypatch)

    look(leak, world, crawl)

    assert is_found(leak, crawl), crawl.report


def test_leaks_that_are_made_in_mails_are_found(world, crawl, office, monkeypatch):
    for leak in IN_MAILS:
        leak.make(monkeypatch)

    write_all(world)
    send_all()
    crawl.planted = read_again(crawl.planted, clock.now())
    read_all(crawl, office)

    assert [leak for leak in IN_MAILS if not is_found(leak, crawl)] == []


@pytest.mark.parametrize(
    "leak", {(each.routes, each.reader): each for each in ON_PAGES}.values(), ids=str
)
def test_without_it_nothing_is_found(world, crawl, leak):
    look(leak, world, crawl)

    assert crawl.report == []


def is_found(leak, crawl):
    return any(
        finding.channel == leak.channel and leak.what in finding.what for finding in crawl.findings
    )


def look(leak, world, crawl):
    """Look where a leak has been made, with the means of the crawl."""
    reader = crawl.reader(leak.reader or "visitor", world.people.get(leak.reader))
    addresses = [each for each in every_address(world, "nb") if each.pattern in leak.routes]
    assert addresses
    Walk(crawl, reader, languages=["nb"]).through(addresses)
    for address in addresses:
        compare(crawl, reader, address)
    if leak.is_of_search:
        searches = Searches(crawl, reader, "nb")
        searches.for_everything()
        searches.for_what_is_hidden(words_for(crawl.planted, reader, 0, 4))
    check_stores(crawl, reader)
