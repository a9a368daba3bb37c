"""Verify the chain: find the first place that is not as it was written."""

import json
from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from samspill.audit.models import (
    BEGINNING,
    ERASED,
    Checkpoint,
    Disclosure,
    Entry,
    Head,
    Seal,
    Unsealed,
    canonical,
    chained,
)
from samspill.audit.queries.reading import (
    read_entries,
    restore,
    whatever_the_text,
    with_raw,
)
from samspill.core.signing import signed_with

#: So many entries are read at a time.
CHUNK = 500


@dataclass(frozen=True)
class Flaw:
    """The first place that is wrong: its number in the chain, where it has one, and what it is."""

    number: int | None
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def verify(*, after: int = 0) -> Flaw | None:
    """Find the first place that is not as it was written, or return nothing where all is whole.

    With ``after``, the chain is believed up to that number and looked at from there on.

    What is being written and sealed meanwhile does no harm: the chain is looked at up to the head
    as it is now, and what must agree is read in one statement.
    """
    head = Head.objects.filter(pk=1).first() or Head()
    with whatever_the_text():
        return (
            _in_chain(head, after=after)
            or _beyond_end()
            or _in_signatures()
            or _outside()
            or _in_values()
            or _in_erasures()
        )


def agrees_with(kept: object) -> Flaw | None:
    """Find out whether the chain still holds a signed head that somebody kept when it was public."""
    match kept:
        case {"head": {"number": int(number), "digest": str(digest)} as head, "signature": str(by)}:
            if not signed_with(canonical(head).encode(), by):
                return Flaw(number, "The head that was kept was not signed by this site.")
            if Seal.objects.filter(number=number, digest=digest).exists():
                return None
            return Flaw(number, f"The chain at entry {number} is another than the one signed then.")
    return Flaw(None, "What was kept is no signed head.")


def _in_chain(head: Head, *, after: int) -> Flaw | None:
    """Follow the chain to the head."""
    previous = Seal.objects.get(number=after).digest if after else BEGINNING
    for first in range(after + 1, head.number + 1, CHUNK):
        last = min(first + CHUNK - 1, head.number)
        seals = {each.number: each for each in Seal.objects.filter(number__range=(first, last))}
        entries = read_entries([each.entry for each in seals.values()])
        for number in range(first, last + 1):
            sealed = seals.get(number)
            if sealed is None:
                return Flaw(number, f"Entry {number} is missing from the chain.")
            if sealed.entry not in entries:
                return Flaw(number, f"Entry {number} has been taken away.")
            entry = entries[sealed.entry]
            if entry is None or sealed.digest != _digest(entry, number, previous):
                return Flaw(number, f"Entry {number} is not as it was written.")
            previous = sealed.digest
    if previous != head.digest:
        return Flaw(head.number, f"The chain does not end with entry {head.number}, as it should.")
    return None


def _digest(entry: Entry, number: int, previous: str) -> str:
    try:
        return chained(previous, entry.content(number))
    except UnicodeEncodeError:
        return ""


def _beyond_end() -> Flaw | None:
    end = Coalesce(
        Subquery(Head.objects.filter(pk=1).values("number")), 0, output_field=BigIntegerField()
    )
    for rows, words in (
        (Seal.objects, "Entry {} has been added after the end of the chain."),
        (Checkpoint.objects, "The chain has been cut off: it was signed up to entry {}."),
    ):
        numbers = rows.filter(number__gt=end).order_by("number")
        if number := numbers.values_list("number", flat=True).first():
            return Flaw(number, words.format(number))
    return None


def _in_signatures() -> Flaw | None:
    """Check every signed head against the chain, and that the end of the chain has been signed."""
    sealed = Seal.objects.filter(number=OuterRef("number"))
    signed = with_raw(Checkpoint.objects.order_by("number"), "at").annotate(
        sealed=Subquery(sealed.values("digest"))
    )
    is_any = False
    for head in signed.iterator(CHUNK):
        is_any = True
        if not restore(head, "at") or head.digest != head.sealed or not _is_signed(head):
            return Flaw(head.number, f"The signature on the chain at entry {head.number} is wrong.")
    there = Checkpoint.objects.filter(number=OuterRef("number"))
    unsigned = Head.objects.filter(~Exists(there), pk=1, number__gt=0)
    if is_any and (number := unsigned.values_list("number", flat=True).first()):
        return Flaw(number, f"The end of the chain, entry {number}, has no signature.")
    return None


def _is_signed(head: Checkpoint) -> bool:
    try:
        return bool(signed_with(head.content.encode(), head.signature))
    except UnicodeEncodeError:
        return False


def _outside() -> Flaw | None:
    """Find an entry that neither stands in the chain nor waits for its place, or does both."""
    sealed = Seal.objects.filter(entry=OuterRef("pk"))
    waiting = Unsealed.objects.filter(pk=OuterRef("pk"))
    there = Entry.objects.filter(pk=OuterRef("pk"))
    for rows, words in (
        (Entry.objects.filter(~Exists(sealed), ~Exists(waiting)), "stands outside the chain"),
        (Unsealed.objects.filter(~Exists(there)), "has been taken away before it was sealed"),
        (Unsealed.objects.filter(Exists(sealed)), "waits for its place, which it has"),
    ):
        key = rows.order_by("pk").values_list("pk", flat=True).first()
        if key is not None:
            return Flaw(None, f"The entry with key {key} {words}.")
    return None


def _in_values() -> Flaw | None:
    """Check that each personal value that is still there fits the commitment of its entry."""
    entry = Entry.objects.filter(pk=OuterRef("entry"))
    commitments = entry.annotate(raw=Cast("commitments", TextField())).values("raw")
    values = Disclosure.objects.order_by("pk").annotate(raw_commitments=Subquery(commitments))
    for each in values.iterator(CHUNK):
        if not _fits(each):
            words = f"A personal value of the entry with key {each.entry} is not as it was written."
            return Flaw(None, words)
    return None


def _fits(value: Disclosure) -> bool:
    try:
        committed = json.loads(value.raw_commitments or "{}")  # type: ignore[attr-defined]
        return bool(committed.get(value.name) == value.commitment == value.computed())
    except (AttributeError, ValueError):
        return False


def _in_erasures() -> Flaw | None:
    """Check that an erasure tells of each personal value that is gone."""
    there = Disclosure.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
    many = Coalesce(Subquery(there.annotate(many=Count("pk")).values("many")), 0)
    committed = Entry.objects.exclude(commitments={}).annotate(there=many).order_by("pk")
    lacking = [each.pk for each in committed.iterator(CHUNK) if each.there < len(each.commitments)]
    erasures = Entry.objects.filter(what=ERASED).values_list("changes", flat=True)
    told = {key for changes in erasures for key in changes["entries"]}
    for key in lacking:
        if key not in told:
            return Flaw(None, f"A personal value of the entry with key {key} has been taken away.")
    return None
