"""Write the audit trail."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from samspill.audit.models import Entry, Head


@transaction.atomic
def record(
    what: str, subject: Model | str, *, by: object, at: datetime, **changes: object
) -> Entry:
    """Note that somebody did something to a subject, in the transaction in which it was done.

    ``changes`` are values, or pairs of what was and what is. The last entry of the chain is held
    until the transaction ends, so that the numbers have no gap.
    """
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    entry = Entry(
        number=head.number + 1,
        at=at,
        what=what,
        by=_actor(by)[:200],
        subject=_reference(subject),
        changes={name: _plain(value) for name, value in changes.items()},
    )
    entry.digest = entry.digest_after(head.digest)
    entry.save(force_insert=True)
    Head.objects.filter(pk=1).update(number=entry.number, digest=entry.digest)
    return entry


def _actor(by: object) -> str:
    """Refer to who did it: ``person:5``, or the words for whatever else it was."""
    return f"{by._meta.model_name}:{by.pk}" if isinstance(by, Model) else _text(by)


def _reference(subject: object) -> str:
    return (
        f"{subject._meta.label_lower}:{subject.pk}"
        if isinstance(subject, Model)
        else _text(subject)
    )


def _plain(value: object) -> object:
    """Reduce a value to JSON that reads back the same from both databases."""
    match value:
        case None | bool() | int():
            return value
        case Mapping():
            return {_text(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case set() | frozenset():
            return sorted(_text(each) for each in value)
        case _:
            return _reference(value)


def _text(value: object) -> str:
    # PostgreSQL keeps neither NUL nor half a surrogate pair.
    return str(value).replace("\x00", "").encode(errors="replace").decode()
