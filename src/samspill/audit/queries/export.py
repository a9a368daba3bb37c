"""The chain as lines of JSON, for whoever wants to check it without this site."""

from collections.abc import Iterator

from samspill.audit.models import Checkpoint, Entry, Seal
from samspill.core.signing import public_key, signed_with

CHUNK = 500


def signed_head() -> str:
    """Write the newest signed head, with the key that checks it, or an empty text where none is."""
    newest = Checkpoint.objects.order_by("-number").first()
    return _head(newest) if newest else ""


def export_lines() -> Iterator[str]:
    """Write every sealed entry up to the newest signed head, and that head as the last line.

    What is hashed stands in the lines to the letter: ``scripts/verify_audit.py`` checks them.
    Personal values are not among it.
    """
    newest = Checkpoint.objects.order_by("-number").first()
    if newest is None:
        return
    for first in range(1, newest.number + 1, CHUNK):
        last = min(first + CHUNK - 1, newest.number)
        seals = list(Seal.objects.filter(number__range=(first, last)).order_by("number"))
        entries = Entry.objects.in_bulk([each.entry for each in seals])
        for each in seals:
            if each.entry in entries:
                content = entries[each.entry].content(each.number)
                yield f'{{"digest":"{each.digest}","entry":{content}}}'
    yield _head(newest)


def _head(head: Checkpoint) -> str:
    key = signed_with(head.content.encode(), head.signature) or public_key()
    return f'{{"head":{head.content},"key":"{key}","signature":"{head.signature}"}}'
