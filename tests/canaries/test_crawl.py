"""Nobody is shown a word that is not for them, wherever they look."""

import pytest
from django.utils import translation

from samspill.core.access import Access, routes
from samspill.core.languages import LANGUAGES
from tests.canaries.addresses import LEFT_OUT, every_address
from tests.canaries.planting import unclassified
from tests.canaries.selection import IS_FULL, SHORT, chosen, languages_of
from tests.canaries.stores import check_stores
from tests.canaries.summary import finish
from tests.canaries.walks import WAYS, Walk
from tests.databases import is_asked, is_second

pytestmark = pytest.mark.django_db

#: The readers are dealt out, so that several processes can read at a time.
PARTS = 8
#: In which languages visitors read; on the second database in one.
READ_IN = LANGUAGES if IS_FULL else SHORT[-1:] if is_second() else SHORT
#: What whoever may read a thing must have been shown of it: else the crawl would look past it.
SHOWN = {
    "initiatives.Initiative.title",
    "initiatives.Initiative.lead",
    "programmes.Programme.title",
}


def test_of_every_text_it_is_known_who_may_read_it(world):
    assert list(unclassified()) == []


def test_canaries_are_planted_for_nobody_for_some_and_for_none_twice(planted):
    assert len({canary.word for canary in planted}) == len(planted) > 800
    assert {bool(canary.readers) for canary in planted} == {True, False}


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_who_is_signed_in_reads_what_is_not_theirs(world, planted, crawl, request, part):
    everybody = list(enumerate(sorted(world.people)))
    for turn, (number, name) in enumerate(everybody[part::PARTS]):
        if not is_asked(turn + part):
            continue
        reader = crawl.reader(name, world.people[name])
        if name == "deactivated":
            world.people[name].__class__.objects.filter(name__contains=name).update(is_active=False)
            reader.keys = frozenset()
        for language in languages_of(number):
            addresses = every_address(world, language)
            walk = Walk(
                crawl,
                reader,
                languages=[language],
                follows=IS_FULL,
                asks_about=IS_FULL,
                ways=WAYS if IS_FULL else [WAYS[number % len(WAYS)]],
            )
            walk.through(chosen(planted, reader, addresses, number))
        assert unseen(planted, crawl, reader) == []
    check_stores(crawl, crawl.reader("whoever runs the site"))

    finish(request, crawl)


@pytest.mark.parametrize("language", READ_IN)
def test_visitors_read_what_is_for_everybody(world, planted, crawl, request, language):
    visitor = crawl.reader("visitor")
    signed_in = crawl.reader("somebody before", world.people["ours programme_manager"])
    addresses = every_address(world, language)
    for address in addresses[:: 1 if IS_FULL else 9]:
        if address.access != Access.LINK:
            crawl.ask(signed_in, address.path)
    is_nb = language == "nb"
    walk = Walk(crawl, visitor, languages=[language], follows=IS_FULL or is_nb, asks_about=is_nb)
    walk.through(addresses)
    packed = {"Accept-Encoding": "gzip"}
    for address in addresses:
        if address.access == Access.PUBLIC and (IS_FULL or not is_nb):
            crawl.ask(visitor, address.path, headers=packed)

    assert check_stores(crawl, visitor) > 100
    finish(request, crawl)
    assert crawl.patterns >= {pattern for pattern, view in routes_in(language)}


def test_holders_of_links_read_about_themselves(world, planted, crawl, request):
    for number, (name, key) in enumerate(world.holders.items()):
        if not is_asked(number):
            continue
        for language in languages_of(number):
            reader = crawl.reader(name, keys=frozenset({key}))
            addresses = every_address(world, language)
            walk = Walk(crawl, reader, languages=[language], follows=IS_FULL)
            walk.through(chosen(planted, reader, addresses, number))
        own = [canary for canary in planted if key in canary.readers]
        assert any(name in crawl.seen.get(canary.word, ()) for canary in own)

    finish(request, crawl)


def test_pages_for_trying_things_out_are_in_no_site_that_is_in_use():
    assert [pattern for pattern, view in routes() if view.access in LEFT_OUT] == []


def unseen(planted, crawl, reader):
    """List what a reader may read of drafts and has not been shown."""
    return [
        f"{reader.name} has not seen {canary.place} of {canary.pk}"
        for canary in planted
        if canary.place in SHOWN
        and canary.readers & reader.keys
        and reader.name not in crawl.seen.get(canary.word, ())
    ]


def routes_in(language):
    with translation.override(language):
        return [(pattern, view) for pattern, view in routes() if view.access not in LEFT_OUT]
