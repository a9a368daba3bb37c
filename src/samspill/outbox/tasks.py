"""Send what has been written.

Each message is claimed before it is sent and settled right after, so that several workers share
the work, a worker that dies loses nothing, and at most the one message that it had in its hands is
sent again, under the same Message-ID.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
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
from samspill.outbox.sending import Envelope, LostConnection, Unreachable, most_seconds_a_message
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
    return _with_letters(list(ours.order_by("due_at", "pk")))


def _with_letters(batch: list[Message]) -> list[Message]:
    """Give each copy its letter; the copies of one letter share it, as it is read once."""
    letters = Letter.objects.prefetch_related("wordings").in_bulk(
        {each.letter_id for each in batch}
    )
    for message in batch:
        message.letter = letters[message.letter_id]
    return batch


@dataclass(frozen=True)
class Ready:
    """A copy that is ready to be handed over, and when it was found that it may be."""

    message: Message
    envelope: Envelope
    copy: bytes
    at: float

    @property
    def is_fresh(self) -> bool:
        """Tell whether what was found then may still be trusted."""
        return monotonic() - self.at < SECONDS_A_CLAIM_IS_TRUSTED


class Round:
    """One going through what is due, over one connection."""

    def __init__(self, shift: Shift) -> None:
        self.courier = backends.courier()
        self._shift = shift
        self._templates: dict[tuple[int, str], Template] = {}
        self._decided: Mapping[int, Mapping[str, str] | None] = {}
        self._decided_at = 0.0

    def send(self, batch: list[Message]) -> int:
        """Send a batch, as far as it stays ours, and return how far it came.

        While one is handed over, the one that follows is ready.

        :raises Unreachable: there is no connection; the rest has been put off.
        """
        left_alone = suppressed(each.to for each in batch if each.letter.is_for_list)
        self._decide(batch)
        ours = Ours(batch, self._shift)
        made = self._made_ready(ours, left_alone)
        coming = next(made, None)
        while (ready := coming) is not None and not self._shift.is_ending():
            coming = next(made, None)
            again = ready if ready.is_fresh else self._once_more(ready, ours)
            if again is None:
                continue
            try:
                self._hand_over(again, following=coming.envelope if coming else None)
            except Unreachable as error:
                for each in batch[batch.index(again.message) :]:
                    await_server(each, error)
                raise
        return ours.given_out

    def _made_ready(self, ours: "Ours", left_alone: Container[str]) -> Iterator[Ready]:
        """Make the copies ready one by one, and settle those that are not to go now."""
        for message in ours:
            if message.letter.is_for_list and message.to in left_alone:
                drop(message, LEFT_ALONE)
            elif not _must_wait(message) and (ready := self._ready(message)):
                yield ready

    def _once_more(self, ready: Ready, ours: "Ours") -> Ready | None:
        """Ask again about a copy that has waited, as the one before it took long."""
        return self._ready(ready.message) if ours.holds(ready.message) else None

    def _ready(self, message: Message) -> Ready | None:
        """Make a copy ready, or settle it where it cannot be sent."""
        try:
            personal = self._personal(message)
            if personal is None:
                drop(message, "The receiver has no right to it any more.")
                return None
            copy = signed(self._template(message).copy(message, personal))
            envelope = Envelope(return_address(message.pk), bare_address(message.to))
        except Unsendable as error:
            give_up(message, error)
        except Exception as error:
            # A poisonous message waits, and the others go on.
            log.exception("Message %s cannot be made", message.message_id)
            try_later(message, error)
        else:
            return Ready(message, envelope, copy, monotonic())
        return None

    def _hand_over(self, ready: Ready, *, following: Envelope | None) -> None:
        """Make one attempt, and settle it.

        :raises Unreachable: there is no connection, which is not this message's fault.
        """
        try:
            outcome, words = self.courier.deliver(ready.envelope, ready.copy, following=following)
        except Unreachable:
            raise
        except LostConnection as error:
            try_later(ready.message, error)
        except Exception as error:
            log.exception("Message %s cannot be sent", ready.message.message_id)
            try_later(ready.message, error)
        else:
            settle(ready.message, outcome, words)

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
        which = message.letter_id, message.language
        if which not in self._templates:
            if len(self._templates) >= MOST_TEMPLATES:
                self._templates.clear()
            self._templates[which] = Template(message.wording)
        return self._templates[which]


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


class Ours:
    """The messages of a batch one by one, as long as our claim to them stands.

    A process may have been stopped for longer than its lease, and others have taken its work.
    """

    def __init__(self, batch: list[Message], shift: Shift) -> None:
        self.given_out = 0
        self._batch = batch
        self._shift = shift
        self._confirmed = monotonic()

    def __iter__(self) -> Iterator[Message]:
        """Give out the next, until the work is to end or others have taken it."""
        for message in self._batch:
            if self._shift.is_ending() or not self.holds(message):
                return
            self.given_out += 1
            yield message

    def holds(self, message: Message) -> bool:
        """Tell whether a message is still ours; the claim to the whole batch is renewed."""
        if monotonic() - self._confirmed > SECONDS_A_CLAIM_IS_TRUSTED:
            rest = Message.objects.unsettled().filter(
                pk__in=[each.pk for each in self._batch], claimed_by=self._shift.worker
            )
            rest.update(claimed_until=_claim_until(clock.now()))
            if not rest.filter(pk=message.pk).exists():
                return False
            self._confirmed = monotonic()
        return True
