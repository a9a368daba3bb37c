"""Put a thing into the index, as it is now, and take it out again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from samspill.search.actions.composing import Composed, compose, digest_of, number_of
from samspill.search.choices import Kind
from samspill.search.models import Audience, Content, Findable, Word
from samspill.search.things import Thing, name_of

#: The mark of what not everybody may find.
CLOSED = "m:closed"


@transaction.atomic
def put(thing: Thing, *, at: datetime) -> None:
    """Let a thing be found as it is from now on; called whenever anything of it has changed."""
    composed = compose(thing)
    open_from = _open_from(thing.within, thing.open_from)
    is_closed = _is_closed(thing.shown_from, thing.shown_until, open_from, at=at)
    digest = digest_of(thing, composed, open_from, is_closed)
    old = Findable.objects.filter(kind=thing.kind, key=thing.key).first()
    if old and old.digest == digest:
        Findable.objects.filter(pk=old.pk).update(put_at=at)
        return
    if old:
        old.delete()
    findable = Findable.objects.create(
        number=_free(number_of(thing)),
        kind=thing.kind,
        key=thing.key,
        within=thing.within,
        facets=composed.facets,
        dated_at=thing.dated_at,
        shown_from=thing.shown_from,
        shown_until=thing.shown_until,
        open_from=open_from,
        own_open_from=thing.open_from,
        is_closed=is_closed,
        digest=digest,
        put_at=at,
    )
    _write(findable, thing, composed)
    if old is None or old.open_from != open_from:
        _reopen(thing.name, at=at)


@transaction.atomic
def put_in_turn(states: Sequence[Thing], *, at: datetime) -> None:
    """Let a thing be found as it is now and as it will be, each state until the next is shown.

    All states have the key of the thing; nothing has to happen when their moments come.
    """
    first, kept = states[0], []
    for number, state in enumerate(states):
        kept.append(f"{first.key}@{number}" if number else first.key)
        until = states[number + 1].shown_from if number + 1 < len(states) else None
        put(replace(state, key=kept[-1], shown_until=until), at=at)
    later = Findable.objects.filter(kind=first.kind, key__startswith=f"{first.key}@")
    later.exclude(key__in=kept).delete()


def _write(findable: Findable, thing: Thing, composed: Composed) -> None:
    Content.objects.create(
        findable=findable,
        tokens=_tokens(composed.tokens, is_closed=findable.is_closed),
        headings=composed.headings,
        texts=composed.texts,
        route=thing.route,
        arguments=list(thing.arguments),
        fragment=thing.fragment,
    )
    Audience.objects.bulk_create(
        Audience(findable=findable, key=key) for key in dict.fromkeys(thing.audiences)
    )
    # In one order, so that two who write at once do not wait for each other.
    Word.objects.bulk_create(
        (
            Word(stem=stem, word=word, folded=folded)
            for stem, word, folded in sorted(composed.words)
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def remove(kind: Kind, key: object, *, at: datetime) -> None:
    """Let a thing be found no longer, nor what lies within it by those who are not its audience."""
    Findable.objects.filter(kind=kind, key=str(key)).delete()
    _reopen(name_of(kind, key), at=at)


@transaction.atomic
def remove_others(kind: Kind, *, within: str, keys: Iterable[object]) -> None:
    """Take out what lay within a thing, and is no longer among these."""
    Findable.objects.filter(kind=kind, within=within).exclude(key__in=map(str, keys)).delete()


def _open_from(within: str, own: datetime | None) -> datetime | None:
    """Tell from when everybody may find something: not before what it lies within is open."""
    if own is None or not within:
        return own
    kind, _colon, key = within.partition(":")
    whole = Findable.objects.filter(kind=kind, key=key).values_list("open_from", flat=True).first()
    return max(own, whole) if whole else None


def _is_closed(
    shown_from: datetime, shown_until: datetime | None, open_from: datetime | None, *, at: datetime
) -> bool:
    if open_from is None or shown_until is not None:
        return True
    return max(shown_from, open_from) > at


def _reopen(name: str, *, at: datetime) -> None:
    """Let what lies within a thing be open from when that one is, or be closed with it."""
    for part in Findable.objects.filter(within=name).select_related("content").order_by("pk"):
        open_from = _open_from(name, part.own_open_from)
        is_closed = _is_closed(part.shown_from, part.shown_until, open_from, at=at)
        tokens = frozenset(part.content.tokens.split()) - {CLOSED}
        Content.objects.filter(pk=part.pk).update(tokens=_tokens(tokens, is_closed=is_closed))
        # What is put next finds another digest, and so is written whole.
        Findable.objects.filter(pk=part.pk).update(
            open_from=open_from, is_closed=is_closed, digest=""
        )


def _tokens(tokens: frozenset[str], *, is_closed: bool) -> str:
    return " ".join(sorted({*tokens, CLOSED} if is_closed else tokens))


def _free(number: int) -> int:
    """Step over the numbers that other things of the same moment have."""
    while Findable.objects.filter(number=number).exists():
        number += 1
    return number
