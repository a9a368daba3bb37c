"""Send what has been written.

Each message is claimed before it is sent and settled right after, so that several workers share
the work, a worker that dies loses nothing, and at most the one message that it had in its hands is
sent again, under the same Message-ID.
"""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from logging import getLogger
from time import monotonic

from samspill.core import clock
from samspill.core.jobs import Shift, job
from samspill.outbox import actions
from samspill.outbox.choices import Cause
from samspill.outbox.envelopes import Template, Unsendable, bare_address
from samspill.outbox.kinds import personal_parts
from samspill.outbox.models import Message, MessageQuerySet
from samspill.outbox.queries import suppressed
from samspill.outbox.reports import is_about_address, status_in
from samspill.outbox.returns import return_address
from samspill.outbox.sending import (
    MOST_SECONDS_A_MESSAGE,
    Courier,
    LostConnection,
    Outcome,
    Unreachable,
)

log = getLogger(__name__)

BATCH = 25
#: Longer than one message can take; renewed before each message that begins late.
CLAIM = timedelta(seconds=MOST_SECONDS_A_MESSAGE + 30)
SECONDS_A_CLAIM_IS_TRUSTED = 1.0

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=1)
SPREAD = 0.2
GIVE_UP_AFTER = timedelta(hours=72)


def send_due(shift: Shift) -> int:
    """Send everything that is due, and return how many messages were settled.

    :raises Unreachable: the mail server cannot be reached; what was in hand waits a little.
    """
    courier = Courier()
    settled = 0
    try:
        while not shift.is_ending() and (batch := _claimed(shift.worker)):
            settled += _send_batch(batch, courier, shift)
    finally:
        courier.close()
        Message.objects.filter(claimed_by=shift.worker).give_back()
    return settled


@job
def forget_settled() -> None:
    """Delete the copies that were sent, or given up, ninety days ago."""
    actions.forget_settled(at=clock.now())


def _claimed(worker: str) -> list[Message]:
    """Claim the next messages; the condition is checked again where they are changed."""
    at = clock.now()
    free = Message.objects.free(worker=worker, at=at)
    first = list(free.order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH])
    if not first:
        return []
    free.filter(pk__in=first).update(claimed_by=worker, claimed_until=at + CLAIM)
    ours = Message.objects.unsettled().filter(pk__in=first, claimed_by=worker)
    return list(
        ours.select_related("letter").prefetch_related("letter__wordings").order_by("due_at", "pk")
    )


def _send_batch(batch: list[Message], courier: Courier, shift: Shift) -> int:
    templates: dict[int, Template] = {}
    left_alone = suppressed(each.to for each in batch if each.letter.is_for_list)
    settled = 0
    for message in _still_ours(batch, shift):
        wording = message.wording
        try:
            if wording.pk not in templates:
                templates[wording.pk] = Template(wording)
            if message.letter.is_for_list and message.to in left_alone:
                _drop(message, "Mail does not reach this address, or is unwanted there.")
            else:
                _send(message, templates[wording.pk], courier)
        except Unreachable as error:
            for each in batch[settled:]:
                _await_server(each, error)
            raise
        settled += 1
    return settled


def _still_ours(batch: list[Message], shift: Shift) -> Iterator[Message]:
    """Give out the messages one by one, as long as our claim to them stands.

    A process may have been stopped for longer than its lease, and others have taken its work.
    """
    confirmed = monotonic()
    for message in batch:
        if shift.is_ending():
            return
        if monotonic() - confirmed > SECONDS_A_CLAIM_IS_TRUSTED:
            rest = Message.objects.unsettled().filter(
                pk__in=[each.pk for each in batch], claimed_by=shift.worker
            )
            rest.update(claimed_until=clock.now() + CLAIM)
            if not rest.filter(pk=message.pk).exists():
                return
            confirmed = monotonic()
        yield message


def _send(message: Message, template: Template, courier: Courier) -> None:
    """Make one attempt, and settle it.

    :raises Unreachable: there is no connection, which is not this message's fault.
    """
    try:
        personal = personal_parts(message)
        if personal is None:
            _drop(message, "The receiver has no right to it any more.")
            return
        copy = template.copy(message, personal)
        outcome, words = courier.deliver(
            sender=return_address(message.pk), to=bare_address(message.to), message=copy
        )
    except Unreachable:
        raise
    except Unsendable as error:
        _give_up(message, error)
    except LostConnection as error:
        _try_later(message, error)
    except Exception as error:
        # A poisonous message waits, and the others go on.
        log.exception("Message %s cannot be sent", message.message_id)
        _try_later(message, error)
    else:
        _settle(message, outcome, words)


def _settle(message: Message, outcome: Outcome, words: str) -> None:
    match outcome:
        case Outcome.ACCEPTED:
            _one(message).settle(sent_at=clock.now(), personal={}, last_error="")
        case Outcome.REFUSED:
            _give_up(message, words)
            if is_about_address(words):
                status = status_in(words)
                actions.suppress_receiver(
                    message, cause=Cause.REFUSED, status=status, at=clock.now()
                )
        case Outcome.LATER:
            _try_later(message, words)


def _drop(message: Message, why: str) -> None:
    _one(message).settle(dropped_at=clock.now(), personal={}, last_error=why)


def _give_up(message: Message, reason: object) -> None:
    log.warning("Message %s failed: %s", message.message_id, _without_addresses(reason))
    _one(message).settle(failed_at=clock.now(), personal={}, last_error=_short(reason))


def _try_later(message: Message, reason: object) -> None:
    if _is_too_old(message):
        _give_up(message, reason)
    else:
        due_at = clock.now() + delay(message.attempts)
        _ours(message).settle(due_at=due_at, last_error=_short(reason))


def _await_server(message: Message, reason: object) -> None:
    """Put a message off for a little: it is not the message that was refused."""
    if _is_too_old(message):
        _give_up(message, reason)
    else:
        _ours(message).postpone(due_at=clock.now() + delay(0), last_error=_short(reason))


def _is_too_old(message: Message) -> bool:
    return clock.now() - message.written_at >= GIVE_UP_AFTER


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts before: longer and longer, a little uneven."""
    spread = random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311  (no secret)
    return min(FIRST_DELAY * 2.0 ** min(attempts, 10), LONGEST_DELAY) * spread


def _one(message: Message) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk)


def _ours(message: Message) -> MessageQuerySet:
    return _one(message).filter(claimed_by=message.claimed_by)


def _without_addresses(reason: object) -> str:
    """Take out of the mail server's words for the log whom the message was for."""
    return re.sub(r"[^\s<>]+@[^\s<>]+", "…", f"{reason}")


def _short(reason: object) -> str:
    return f"{reason}"[:300]
