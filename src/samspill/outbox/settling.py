"""Note what became of each attempt, once, and cheaply enough to do so after every message."""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from logging import getLogger

from django.db import DEFAULT_DB_ALIAS, connection, connections

from samspill.core import clock
from samspill.outbox import actions
from samspill.outbox.choices import Cause
from samspill.outbox.models import Message, MessageQuerySet
from samspill.outbox.reports import is_about_address, status_in
from samspill.outbox.sending import Outcome

log = getLogger(__name__)

FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=1)
SPREAD = 0.2
#: So long a receiver's server may put a message off, and so long ours may be out of reach.
GIVE_UP_AFTER = timedelta(hours=48)
GIVE_UP_WITHOUT_SERVER_AFTER = timedelta(hours=72)


@contextmanager
def light_commits() -> Iterator[None]:
    """Commit without waiting for the disk: it survives every death of a process, not a power cut.

    After a power cut, what was noted since the last full commit, at most a batch, is sent again.
    """
    if connection.in_atomic_block:
        yield
        return
    is_sqlite = connection.vendor == "sqlite"
    _say("PRAGMA synchronous=NORMAL" if is_sqlite else "SET synchronous_commit=off")
    try:
        yield
    finally:
        _say("PRAGMA synchronous=FULL" if is_sqlite else "RESET synchronous_commit")


def settle(message: Message, outcome: Outcome, words: str) -> None:
    """Note what a mail server made of a message."""
    match outcome:
        case Outcome.ACCEPTED:
            _note_sent(message)
        case Outcome.REFUSED:
            give_up(message, words)
            if is_about_address(words):
                status = status_in(words)
                actions.suppress_receiver(
                    message, cause=Cause.REFUSED, status=status, at=clock.now()
                )
        case Outcome.LATER:
            try_later(message, words)


def _note_sent(message: Message) -> None:
    """Do what ``settle`` does, in words that need not be put together for each message."""
    # Asked for once: each use of ``connection`` looks for it anew.
    database = connections[DEFAULT_DB_ALIAS]
    sent_at = database.ops.adapt_datetimefield_value(clock.now())
    with database.cursor() as cursor:
        cursor.execute(
            "UPDATE outbox_message SET sent_at = %s, attempts = attempts + 1, personal = '{}',"
            " last_error = '', claimed_by = '', claimed_until = NULL"
            " WHERE id = %s AND sent_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL",
            [sent_at, message.pk],
        )


def drop(message: Message, why: str) -> None:
    """Note that a message will not be sent, for a reason that lies with us."""
    _one(message).settle(dropped_at=clock.now(), personal={}, last_error=why)


def give_up(message: Message, reason: object) -> None:
    """Note that a message has failed for good."""
    log.warning("Message %s failed: %s", message.message_id, _without_addresses(reason))
    _one(message).settle(failed_at=clock.now(), personal={}, last_error=_short(reason))


def try_later(message: Message, reason: object) -> None:
    """Put a message off, longer with each attempt, until two days have gone."""
    if message.attempts and clock.now() - message.written_at >= GIVE_UP_AFTER:
        give_up(message, reason)
    else:
        due_at = clock.now() + delay(message.attempts)
        _ours(message).settle(due_at=due_at, last_error=_short(reason))


def await_server(message: Message, reason: object) -> None:
    """Put a message off for a little: it is not the message that was refused."""
    if clock.now() - message.written_at >= GIVE_UP_WITHOUT_SERVER_AFTER:
        give_up(message, reason)
    else:
        _ours(message).postpone(due_at=clock.now() + delay(0), last_error=_short(reason))


def delay(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts before: longer and longer, a little uneven."""
    spread = random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311  (no secret)
    return min(FIRST_DELAY * 2.0 ** min(attempts, 10), LONGEST_DELAY) * spread


def _say(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


def _one(message: Message) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk)


def _ours(message: Message) -> MessageQuerySet:
    return _one(message).filter(claimed_by=message.claimed_by)


def _without_addresses(reason: object) -> str:
    """Take out of the mail server's words for the log whom the message was for."""
    return re.sub(r"[^\s<>]+@[^\s<>]+", "…", f"{reason}")


def _short(reason: object) -> str:
    return f"{reason}"[:300]
