"""Tell those who follow what has happened: at once, or with their next digest."""

from collections.abc import Callable, Iterable
from datetime import datetime
from textwrap import shorten

from django.db import transaction

from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.mailings import emails
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening, InterestList
from samspill.mailings.queries import count_told_at_once, said_in
from samspill.outbox import actions as outbox

#: As much of a text as stands in a digest.
CHARACTERS_OF_A_SUMMARY = 280


@transaction.atomic
def tell(
    kind: HappeningKind,
    key: str,
    *,
    title: Translated,
    summary: Translated,
    link: Callable[[], str],
    lists: Iterable[int],
    at: datetime,
) -> int:
    """Tell those who follow one of some lists of something new, once; say how many hear at once.

    The worker addresses their copies, part by part: who follows at this moment gets one.
    ``lists`` are keys, the nearest first. ``link`` writes the address of its page in the language
    that is active.
    """
    held = hold(lists)
    news, is_new = Happening.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "title": title,
            "summary": shortened(summary),
            "nearest_first": held,
            "paths": in_each_language(link),
            "happened_at": at,
        },
    )
    if not is_new:
        return 0
    news.interest_lists.set(held)
    receivers = count_told_at_once(held)
    if receivers:
        letter = emails.happening(news, languages=receivers, at=at)
        Happening.objects.filter(pk=news.pk).update(letter=letter)
        outbox.address_in_parts(letter, at=at)
    return sum(receivers.values())


@transaction.atomic
def recall(key: str, *, at: datetime) -> bool:
    """Tell nobody any more of what will not be; tell whether it had happened."""
    return bool(Happening.objects.filter(key=key, recalled_at=None).update(recalled_at=at))


def hold(lists: Iterable[int]) -> list[int]:
    """Hold some lists until the transaction ends, and return their keys, each once.

    Whoever changes what a reader has been told holds the reader's lists too: so a happening is
    either before that, or after it.
    """
    wanted = list(dict.fromkeys(lists))
    there = InterestList.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    known = set(there.values_list("pk", flat=True))
    return [pk for pk in wanted if pk in known]


def in_each_language(write: Callable[[], str]) -> Translated:
    """Write something in each of the languages."""
    return Translated({code: said_in(code, write) for code in LANGUAGES})


def shortened(text: Translated) -> Translated:
    """Cut a text to the length of a summary, in each language that it has."""
    return Translated(
        {
            code: shorten(words, CHARACTERS_OF_A_SUMMARY, placeholder=" …")
            for code, words in text.items()
        }
    )
