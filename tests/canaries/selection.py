"""Which addresses a reader visits: all of them in the long run, pairs in the short one.

Pairs: every reader comes to every route, and to every object that not everybody may read. Where
each of them begins differs, so that the routes by which one comes to an object differ too.
"""

import os
from collections.abc import Iterable, Iterator, Sequence

from django.db import models

from samspill.core.access import Access
from samspill.core.languages import LANGUAGES
from tests.canaries.addresses import Address
from tests.canaries.classes import FIELDS
from tests.canaries.crawl import Reader
from tests.canaries.words import Planted

#: The whole product of readers, addresses and languages: ``make check-all``.
IS_FULL = os.environ.get("SAMSPILL_FULL") == "1"
SHORT = ("nb", "en")
#: How far apart two readers begin.
STRIDE = 37


def languages_of(number: int) -> Sequence[str]:
    """Give the languages in which a reader reads."""
    return list(LANGUAGES) if IS_FULL else [SHORT[number % len(SHORT)]]


def readers_of(planted: Planted, thing: models.Model) -> frozenset[str] | None:
    """Tell who may read an object that is named in an address; everybody: nothing is returned."""
    label = thing._meta.label
    for name in FIELDS.get(label, {}):
        for canary in planted.by_place.get((label, name, thing.pk), ()):
            return canary.readers
    return None


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
    patterns: set[str] = set()
    things: set[models.Model] = set()
    for address in [*addresses[start:], *addresses[:start]]:
        secret = {thing for thing in address.things if readers_of(planted, thing) is not None}
        readable = secret and not hidden_from(planted, reader, secret)
        is_own = address.access == Access.LINK and address.holder in reader.keys
        is_page = readable and len(address.things) == 1
        if address.pattern not in patterns or secret - things or is_own or is_page:
            patterns.add(address.pattern)
            things |= secret
            yield address
