"""Send what has been written.

Each message is claimed before it is sent and settled right after, so that several workers share
the work, a worker that dies loses nothing, and at most the one message that it had in its hands is
sent again, under the same Message-ID.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from logging import getLogger
from time import monotonic, sleep

from samspill.core import clock
from samspill.core.jobs import Shift, job
from samspill.outbox import actions, backends
from samspill.outbox.choices import LEFT_ALONE
from samspill.outbox.dkim import signed
from samspill.outbox.envelopes import Template, Unsendable, bare_address
from samspill.outbox.kinds import personal_parts, personal_parts_together
from samspill.outbox.models import Letter, Message
from samspill.outbox.pacing import TURN_LASTS, WAITS_FOR_ITS_TURN, Pace
from samspill.outbox.queries import suppressed
from samspill.outbox.returns import return_address
from samspill.outbox.sending import LostConnection, Unreachable, most_seconds_a_message
from samspill.outbox.settling import await_server, drop, give_up, light_commits, settle, try_later

log = getLogger(__name__)

BATCH = 100
SECONDS_A_CLAIM_IS_TRUSTED = 1.0
#: So many letters, each in one language, are kept ready to be joined with what is personal.
MOST_TEMPLATES = 60

_pace = Pace()


def send_due(shift: Shift) -> int:
    """Send everything that is due, and return how many messages were settled.

    :raises Unreachable: the mail server cannot be reached; what was in hand waits a little.
    """
    round_ = Round(shift)
    settled = 0
    try:
        while not shift.is_ending() and (batch := _claimed(shift.worker)):
            with light_commits():
                settled += round_.send(batch)
    finally:
        round_.courier.close()
        Message.objects.filter(claimed_by=shift.worker).give_back()
    return settled


def address_due(shift: Shift) -> int:
    """Address the copies of long lists, part by part, and return how many that were.

    Between two parts it rests for a third of the time that one took, so that others can write too.
    """
    addressed = 0
    for letter in Letter.objects.exclude(addressed_up_to=None).order_by("pk"):
        while letter.addressed_up_to is not None and not shift.is_ending():
            begun = monotonic()
            addressed += actions.address_part(letter, at=clock.now())
            letter.refresh_from_db(fields=["addressed_up_to"])
            sleep((monotonic() - begun) / 3)
    return addressed


@job
def forget_settled() -> None:
    """Delete the copies that were sent, or given up, ninety days ago."""
    actions.forget_settled(at=clock.now())


def _claim_until(at: datetime) -> datetime:
    """Say until when a claim holds: longer than one message can take, and renewed as they go."""
    return at + timedelta(seconds=most_seconds_a_message() + 30)


def _claimed(worker: str) -> list[Message]:
    """Claim the next messages; the condition is checked again where they are changed."""
    at = clock.now()
    free = Message.objects.free(worker=worker, at=at)
    first = list(free.order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH])
    if not first:
        return []
    free.filter(pk__in=first).update(claimed_by=worker, claimed_until=_claim_until(at))
    ours = Message.objects.unsettled().filter(pk__in=first, claimed_by=worker)
    return list(
        ours.select_related("letter").prefetch_related("letter__wordings").order_by("due_at", "pk")
    )


class Round:
    """One going through what is due, over one connection."""

    def __init__(self, shift: Shift) -> None:
        self.courier = backends.courier()
        self._shift = shift
        self._templates: dict[int, Template] = {}
        self._decided: Mapping[int, Mapping[str, str] | None] = {}
        self._decided_at = 0.0

    def send(self, batch: list[Message]) -> int:
        """Send a batch, as far as it stays ours, and return how far it came.

        :raises Unreachable: there is no connection; the rest has been put off.
        """
        left_alone = suppressed(each.to for each in batch if each.letter.is_for_list)
        self._decide(batch)
        done = 0
        for done, message in enumerate(_still_ours(batch, self._shift), start=1):
            try:
                self._deal_with(message, is_left_alone=message.to in left_alone)
            except Unreachable as error:
                for each in batch[done - 1 :]:
                    await_server(each, error)
                raise
        return done

    def _deal_with(self, message: Message, *, is_left_alone: bool) -> None:
        if is_left_alone and message.letter.is_for_list:
            drop(message, LEFT_ALONE)
        elif not _must_wait(message):
            self._send(message)

    def _send(self, message: Message) -> None:
        """Make one attempt, and settle it.

        :raises Unreachable: there is no connection, which is not this message's fault.
        """
        try:
            personal = self._personal(message)
            if personal is None:
                drop(message, "The receiver has no right to it any more.")
                return
            copy = signed(self._template(message).copy(message, personal))
            outcome, words = self.courier.deliver(
                sender=return_address(message.pk), to=bare_address(message.to), message=copy
            )
        except Unreachable:
            raise
        except Unsendable as error:
            give_up(message, error)
        except LostConnection as error:
            try_later(message, error)
        except Exception as error:
            # A poisonous message waits, and the others go on.
            log.exception("Message %s cannot be sent", message.message_id)
            try_later(message, error)
        else:
            settle(message, outcome, words)

    def _decide(self, batch: list[Message]) -> None:
        """Ask about the whole batch at once; if that fails, each is asked about when it is sent."""
        self._decided, self._decided_at = {}, monotonic()
        try:
            self._decided = personal_parts_together(batch)
        except Exception:
            log.exception("A batch cannot be decided about together")

    def _personal(self, message: Message) -> Mapping[str, str] | None:
        """Return what is personal in a copy, as it was decided a moment ago, or else decide now."""
        is_fresh = monotonic() - self._decided_at < SECONDS_A_CLAIM_IS_TRUSTED
        if not is_fresh or message.pk not in self._decided:
            return personal_parts(message)
        decided = self._decided[message.pk]
        return None if decided is None else {**message.personal, **decided}

    def _template(self, message: Message) -> Template:
        """Return the letter in the receiver's language, ready to be joined; it never changes."""
        wording = message.wording
        if wording.pk not in self._templates:
            if len(self._templates) >= MOST_TEMPLATES:
                self._templates.clear()
            self._templates[wording.pk] = Template(wording)
        return self._templates[wording.pk]


def _must_wait(message: Message) -> bool:
    """Tell whether a message must wait for its turn, and put it off until then."""
    at = clock.now()
    has_turn = message.last_error == WAITS_FOR_ITS_TURN and at - message.due_at < TURN_LASTS
    turn_at = at if has_turn else _pace.turn(message.to, at=at)
    if turn_at <= at:
        return False
    one = Message.objects.filter(pk=message.pk, claimed_by=message.claimed_by)
    one.postpone(due_at=turn_at, last_error=WAITS_FOR_ITS_TURN)
    return True


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
            rest.update(claimed_until=_claim_until(clock.now()))
            if not rest.filter(pk=message.pk).exists():
                return
            confirmed = monotonic()
        yield message
