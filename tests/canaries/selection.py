"""Which addresses a reader visits: all of them in the long run, pairs in the short one.

Pairs: every reader comes to every page of their own, to every initiative and programme that has not
been published, and to every eighth of their updates and gatherings; of routes that hide something
each comes to every fourth, of others to every eighth. Where each of them begins differs, so that
the routes by which one comes to an object differ too.
"""

import os
from collections.abc import Iterable, Iterator, Sequence

from django.db import models

from samspill.core.access import Access
from samspill.core.languages import LANGUAGES
from samspill.initiatives.models import Initiative
from samspill.programmes.models import Programme
from tests.canaries.addresses import Address
from tests.canaries.classes import FIELDS, PUBLIC, WORKS
from tests.canaries.crawl import Reader
from tests.canaries.words import Planted

#: The whole product of readers, addresses and languages: ``make check-all``.
IS_FULL = os.environ.get("SAMSPILL_FULL") == "1"
SHORT = ("nb", "en")
#: How far apart two readers begin.
STRIDE = 37
SHARED_BY = 8
HIDING_SHARED_BY = 4
PARTS_SHARED_BY = 8


def languages_of(number: int) -> Sequence[str]:
    """Give the languages in which a reader reads."""
    return list(LANGUAGES) if IS_FULL else [SHORT[number % len(SHORT)]]


def readers_of(planted: Planted, thing: models.Model) -> frozenset[str] | None:
    """Tell who may read an object that is named in an address; everybody: nothing is returned.

    The first of its texts in the table that is for somebody is its name.
    """
    label = thing._meta.label
    telling = (name for name, who in FIELDS[label].items() if who not in {PUBLIC, WORKS})
    named = planted.by_place.get((label, next(telling, ""), thing.pk), ())
    return next((canary.readers for canary in named), None)


def hidden_from(
    planted: Planted, reader: Reader, things: Iterable[models.Model]
) -> set[models.Model]:
    """Tell which objects a reader may not read."""
    hidden = set()
    for thing in things:
        readers = readers_of(planted, thing)
        if readers is not None and not readers & reader.keys:
            hidden.add(thing)
    return hidden


def chosen(
    planted: Planted, reader: Reader, addresses: Sequence[Address], number: int
) -> Iterator[Address]:
    """Choose what a reader visits, in this run."""
    if IS_FULL:
        yield from addresses
        return
    start = number * STRIDE % len(addresses)
    turned = [*addresses[start:], *addresses[:start]]
    drafts = {each: {*drafted(planted, each.things)} for each in turned}
    left = {
        each
        for each in set[models.Model]().union(*drafts.values())
        if isinstance(each, Initiative | Programme) or (each.pk + number) % PARTS_SHARED_BY == 0
    }
    by_pattern: dict[str, list[Address]] = {}
    for each in turned:
        by_pattern.setdefault(each.pattern, []).append(each)
    for place, those in enumerate(by_pattern.values()):
        most = max(those, key=lambda each: len(drafts[each] & left))
        # The others are dealt out between readers who follow each other.
        if (
            _is_own(most)
            or (place + number) % (HIDING_SHARED_BY if drafts[most] else SHARED_BY) == 0
        ):
            left -= drafts[most]
            yield most
    for each in turned:
        readable = drafts[each] and not hidden_from(planted, reader, drafts[each])
        is_own = each.access == Access.LINK and each.holder in reader.keys
        if drafts[each] & left or is_own or (readable and len(each.things) == 1):
            left -= drafts[each]
            yield each


def _is_own(address: Address) -> bool:
    """Tell whether a page shows each reader something else; those of signing in hardly do."""
    is_of_signing_in = address.view.__module__.startswith("samspill.accounts.")
    return address.access == Access.SIGNED_IN and not is_of_signing_in


def drafted(planted: Planted, things: Iterable[models.Model]) -> Iterator[models.Model]:
    """Give those objects that are drafts of something that will be published."""
    for thing in things:
        if hasattr(thing, "published_at") and readers_of(planted, thing) is not None:
            yield thing
