"""Make the index anew while it goes on answering: row by row, what differs is put in its place."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from samspill.search.engine import engine
from samspill.search.models import Content, Findable, Word
from samspill.search.things import sources

#: So many things are read, and put, in one transaction.
AT_ONCE = 100


def rebuild(*, at: datetime, tell: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Put every thing of every source, drop what none of them knows, and return how many there are.

    Each transaction holds what it reads until it has put it, so that a change made meanwhile is not
    overwritten by what was before it. ``tell`` is told how many are done, of how many.
    """
    begun = at
    listed = [(source, list(source.keys())) for source in sources()]
    everything = sum(len(keys) for _source, keys in listed)
    done = 0
    for source, keys in listed:
        for some in _in_parts(keys):
            with transaction.atomic():
                source.put(some, at)
            done += len(some)
            tell(done, everything)
    known = frozenset[str]().union(*(source.kinds for source, _keys in listed))
    with transaction.atomic():
        Findable.objects.filter(kind__in=known, put_at__lt=begun).delete()
    _sweep_words()
    engine().tidy()
    return Findable.objects.count()


def _sweep_words() -> None:
    """Drop the words that no longer stand in anything."""
    known: set[str] = set()
    for tokens in Content.objects.values_list("tokens", flat=True).iterator(chunk_size=AT_ONCE):
        known.update(tokens.split())
    gone = [
        pk
        for pk, stem in Word.objects.values_list("pk", "stem").iterator(chunk_size=AT_ONCE)
        if stem not in known
    ]
    for some in _in_parts(gone):
        Word.objects.filter(pk__in=some).delete()


def _in_parts(keys: Sequence[int]) -> Iterator[list[int]]:
    waiting = iter(keys)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
