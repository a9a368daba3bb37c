"""Write the audit trail, also of what is revised; seal it; and erase personal values from it."""

import secrets
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from django.db import router, transaction
from django.db.models import Model

from samspill.audit.models import (
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
from samspill.audit.queries import is_anything_to_seal
from samspill.core.capacity import capacity_of
from samspill.core.imprecise import ImpreciseTime
from samspill.core.references import reference_to
from samspill.core.revising import check_unchanged, differing, plain, write_into
from samspill.core.signing import sign

#: So many entries are sealed in one transaction, so that nobody waits for long beside it.
BATCH = 500


@transaction.atomic(savepoint=False)
def record(
    what: str,
    subject: Model | str,
    *,
    by: object,
    at: datetime,
    personal: Mapping[str, object] | None = None,
    of: Model | str | None = None,
    **changes: object,
) -> Entry:
    """Note that somebody did something to a subject, in the transaction in which it was done.

    ``changes`` are values, or pairs of what was and what is. Values that say something about a
    person go into ``personal`` instead, together with ``of`` whom they are (the subject, if nobody
    else): they can be erased later. Nothing is held that another writer would wait for.
    """
    capacity = capacity_of(by)
    hidden = _disclosures(personal or {}, of=_reference(of or subject)[:120])
    entry = Entry.objects.create(
        at=at,
        what=what,
        by=_actor(by)[:200],
        organisation=capacity.organisation,
        role=capacity.role,
        subject=_reference(subject)[:120],
        changes={name: _plain(value) for name, value in changes.items()},
        commitments={each.name: each.commitment for each in hidden},
    )
    for each in hidden:
        each.entry = entry.pk
        each.save(force_insert=True)
    Unsealed.objects.create(entry=entry.pk)
    return entry


@transaction.atomic
def revise(
    row: Model,
    said: Mapping[str, object],
    /,
    *,
    what: str,
    seen: str = "",
    subject: Model | None = None,
    personal: Collection[str] = (),
    of: Model | str | None = None,
    by: object,
    at: datetime,
    **more: object,
) -> frozenset[str]:
    """Let a row say what somebody wants, note what it said before, and return which fields changed.

    Whoever calls this has asked the policy table. ``seen`` is the digest of what a form was made
    from (``core.revising.digest_of``). ``personal`` fields are kept where they can be erased.

    :raises Overtaken: somebody else has changed it since; nothing has been saved.
    :raises NotPossible: somebody else has taken it away.
    """
    check_unchanged(row, said, seen)
    changes = differing(row, said)
    if not changes:
        return frozenset()
    pairs = {name: (plain(old), plain(new)) for name, (old, new) in changes.items()}
    write_into(row, {name: new for name, (_old, new) in changes.items()})
    record(
        what,
        subject or row,
        by=by,
        at=at,
        personal={name: pair for name, pair in pairs.items() if name in personal} or None,
        of=of,
        **{name: pair for name, pair in pairs.items() if name not in personal},
        **more,
    )
    return frozenset(changes)


def _disclosures(personal: Mapping[str, object], *, of: str) -> list[Disclosure]:
    """Commit to each value under a salt of its own."""
    hidden = []
    for name, value in personal.items():
        one = Disclosure(
            of=of, name=name, salt=secrets.token_hex(16), value=canonical(_plain(value))
        )
        one.commitment = one.computed()
        hidden.append(one)
    return hidden


def seal(*, at: datetime) -> int:
    """Chain the entries that wait, in the order of their keys, and sign the new head.

    Return how many that were. Sealers take turns; who writes entries never waits for them. An
    entry whose transaction ends late is sealed late: the chain is the order of sealing.
    """
    if not is_anything_to_seal():
        return 0
    with transaction.atomic():
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
        seals = list(_chain(head))
        Seal.objects.bulk_create(seals)
        Unsealed.objects.filter(entry__in=[each.entry for each in seals]).delete()
        if seals:
            head.number, head.digest = seals[-1].number, seals[-1].digest
            head.save(update_fields=["number", "digest"])
        _sign(head, at=at)
    return len(seals)


def _chain(head: Head) -> Iterator[Seal]:
    """Give each of the next entries its place after the head."""
    waiting = Unsealed.objects.order_by("entry").values_list("entry", flat=True)[:BATCH]
    entries = Entry.objects.in_bulk(list(waiting))
    number, digest = head.number, head.digest
    for key in sorted(entries):
        number += 1
        digest = chained(digest, entries[key].content(number))
        yield Seal(number=number, entry=key, digest=digest)


def _sign(head: Head, *, at: datetime) -> None:
    """Sign the head, unless it has been signed."""
    if not head.number or Checkpoint.objects.filter(number=head.number).exists():
        return
    checkpoint = Checkpoint(number=head.number, digest=head.digest, at=at)
    checkpoint.signature = sign(checkpoint.content.encode())
    checkpoint.save(force_insert=True)


@transaction.atomic
def erase(*, of: Model | str, at: datetime, by: object = "rule") -> int:
    """Delete the personal values that the trail holds of somebody, and return how many.

    The entries stay with their commitments, and so does the chain; an entry of its own says which
    entries have lost a value.
    """
    whose = _reference(of)[:120]
    theirs = Disclosure.objects.filter(of=whose)
    entries = sorted(set(theirs.values_list("entry", flat=True)))
    if not entries:
        return 0
    told = theirs.filter(entry__in=entries)
    erased = told._raw_delete(router.db_for_write(Disclosure))
    record(ERASED, whose, by=by, at=at, entries=entries)
    return int(erased)


def _actor(by: object) -> str:
    """Refer to who did it: ``person:5``, or the words for whatever else it was."""
    return f"{by._meta.model_name}:{by.pk}" if isinstance(by, Model) else _text(by)


def _reference(subject: object) -> str:
    return reference_to(subject) if isinstance(subject, Model) else _text(subject)


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
            return _said(value)


def _said(value: object) -> str:
    """Write down what JSON has no form for."""
    if isinstance(value, ImpreciseTime):
        return value.to_edtf()
    if isinstance(value, date):  # and so each moment too
        return value.isoformat()
    return _reference(value)


def _text(value: object) -> str:
    # PostgreSQL keeps neither NUL nor half a surrogate pair.
    return str(value).replace("\x00", "").encode(errors="replace").decode()
