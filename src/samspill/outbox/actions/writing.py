"""Write e-mail. An action writes rows, in the transaction that caused them; the worker sends.

No text is kept before somebody has decided it: a letter is composed and frozen here, in every
language that it will be sent in, and never changes afterwards.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from logging import getLogger
from typing import TypeAlias

from django.conf import settings
from django.db import connection, transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation

from samspill.core.email_addresses import key_of
from samspill.core.languages import known
from samspill.outbox import kinds
from samspill.outbox.envelopes import Unsendable, bare_address, check_headers
from samspill.outbox.models import Letter, Message, Suppression, Wording
from samspill.outbox.parts import Mail
from samspill.outbox.rendering import render

log = getLogger(__name__)

#: Somebody who gets a copy of a letter.
Receiver: TypeAlias = kinds.Receiver

#: So many copies are addressed in one transaction: others wait a tenth of a second at most.
COPIES_AT_A_TIME = 500
#: So long after it was sent, one can still see what somebody got, and whether it went out.
KEEP_SETTLED = timedelta(days=90)
#: So long an address is left alone that mail did not reach; then one mail may try it again.
KEEP_SUPPRESSED = timedelta(days=730)


@transaction.atomic
def post(
    kind: str,
    *,
    key: str,
    to: str,
    language: str,
    compose: Callable[[], Mail],
    at: datetime,
    reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    reference: str = "",
    personal: Mapping[str, str] | None = None,
    about: str = "",
) -> Message:
    """Write to one person. The same key posts once: the second time returns the first message.

    ``compose`` is called with the receiver's language active. Secrets do not belong in its parts
    but in ``personal``, under the marks that stand for them: they are forgotten after sending.
    ``about`` is the address of whose words the letter hands on, if they are somebody else's.

    :raises ValueError: the address is not one address, or a header is not allowed.
    """
    bare_address(to)
    own = {**(headers or {}), **({"Reply-To": bare_address(reply_to)} if reply_to else {})}
    check_headers(own)
    whose = key_of(about) if about else ""
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "headers": own, "about_key": whose, "written_at": at},
    )
    if not is_new:
        return letter.messages.order_by("pk")[0]
    _freeze_in(letter, known(language), compose)
    receiver = Receiver(to=to, language=known(language), reference=reference)
    message = _addressed(letter, receiver, at=at, personal=personal)
    message.save()
    return message


@transaction.atomic
def freeze(
    kind: str,
    *,
    key: str,
    compose: Callable[[], Mail],
    languages: Iterable[str],
    at: datetime,
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """Write a letter to a list, in each of its languages, as it will be sent.

    Who gets it is said by :func:`address_copies`. The callable registered for its kind decides
    about every copy again when it is sent.

    :raises ValueError: a header is not allowed.
    :raises IntegrityError: a letter has this key already.
    """
    check_headers(headers or {})
    letter = Letter.objects.create(
        kind=kind, key=key, is_for_list=True, headers=dict(headers or {}), written_at=at
    )
    for language in dict.fromkeys(map(known, languages)):
        _freeze_in(letter, language, compose)
    return letter


@transaction.atomic
def address_copies(letter: Letter, receivers: Iterable[Receiver], at: datetime) -> int:
    """Address a copy of a letter to each receiver, once; return how many were added.

    :raises ValueError: an address is not one address.
    """
    before = letter.messages.count()
    Message.objects.bulk_create(
        (_addressed(letter, receiver, at=at) for receiver in receivers),
        batch_size=COPIES_AT_A_TIME,
        ignore_conflicts=True,
    )
    return letter.messages.count() - before


@transaction.atomic
def address_in_parts(letter: Letter, *, at: datetime) -> None:
    """Let the worker address the copies of a long list, so that nobody waits for it meanwhile.

    Who gets one is asked, part by part, of the callable registered for the letter's kind. Those
    addressed first are sent while others are still being addressed.
    """
    _unaddressed(letter, None).update(addressed_up_to=0, written_at=at)


@transaction.atomic
def address_part(letter: Letter, *, at: datetime) -> int:
    """Address the next copies of a letter; return how many, or 0 when all have been.

    Where two workers do the same part, one of them finds that it has been done; each receiver has
    one copy in any case.
    """
    done = letter.addressed_up_to or 0
    part = kinds.next_receivers(letter, done, COPIES_AT_A_TIME)
    if not _unaddressed(letter, done).update(addressed_up_to=part[-1][0] if part else None):
        return 0
    _write_copies(letter, [receiver for _key, receiver in part], at=at)
    return len(part)


def _write_copies(letter: Letter, receivers: Iterable[Receiver], *, at: datetime) -> None:
    """Do what ``bulk_create`` does for new copies, at a third of its cost: lists are long."""
    moment = connection.ops.adapt_datetimefield_value(at)
    Message.objects.insert_new(
        (
            letter.pk,
            each.to,
            known(each.language),
            each.reference,
            _new_message_id(),
            moment,
            moment,
        )
        for each in receivers
        if _is_sendable(letter, each)
    )


def _is_sendable(letter: Letter, receiver: Receiver) -> bool:
    """Tell whether mail can go to a receiver; one who cannot be written to holds nobody else up."""
    try:
        bare_address(receiver.to)
    except Unsendable:
        log.warning("Letter %s: no mail can go to %s", letter.key, receiver.reference)
        return False
    return True


def _new_message_id() -> str:
    return f"<{secrets.token_hex(16)}@{settings.MAIL_DOMAIN}>"


def _unaddressed(letter: Letter, up_to: int | None) -> QuerySet[Letter]:
    """Select the letter if its copies have been addressed just so far."""
    return Letter.objects.filter(pk=letter.pk, addressed_up_to=up_to)


@transaction.atomic
def forget_address(address: str, *, at: datetime) -> int:
    """Take an address out of every message, sent or not, and return how many had it.

    What has not been sent is dropped. What the mail server said may quote the address: it goes too.
    """
    theirs = Message.objects.filter(to__iexact=address)
    theirs.unsettled().settle(dropped_at=at)
    Suppression.objects.filter(address_key=key_of(address)).delete()
    return theirs.update(
        to=Concat(Value("forgotten-"), Cast("pk", CharField()), Value("@forgotten.invalid")),
        personal={},
        last_error="",
    )


@transaction.atomic
def forget_settled(*, at: datetime) -> int:
    """Delete the copies that were sent, or given up, months ago; return how many that was.

    A letter to one person goes with its copy. What was frozen for a list stays: it is shown as the
    public record of what was sent, and names nobody.
    """
    old = Q(sent_at__lt=at - KEEP_SETTLED)
    old |= Q(failed_at__lt=at - KEEP_SETTLED) | Q(dropped_at__lt=at - KEEP_SETTLED)
    forgotten = Message.objects.filter(old).delete()[0]
    Suppression.objects.filter(suppressed_at__lt=at - KEEP_SUPPRESSED).delete()
    Letter.objects.filter(
        is_for_list=False, messages=None, written_at__lt=at - KEEP_SETTLED
    ).delete()
    return forgotten


def _freeze_in(letter: Letter, language: str, compose: Callable[[], Mail]) -> None:
    with translation.override(language):
        rendered = render(compose())
    Wording.objects.create(
        letter=letter,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
    )


def _addressed(
    letter: Letter,
    receiver: Receiver,
    *,
    at: datetime,
    personal: Mapping[str, str] | None = None,
) -> Message:
    bare_address(receiver.to)
    return Message(
        letter=letter,
        to=receiver.to,
        language=known(receiver.language),
        reference=receiver.reference,
        personal=dict(personal or {}),
        message_id=_new_message_id(),
        written_at=at,
        due_at=at,
    )
