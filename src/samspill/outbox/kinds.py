"""The kinds of letter, and who decides at the moment of sending what a receiver gets.

``samspill.worker`` wires the callables in: the outbox knows neither lists nor people.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from samspill.outbox.choices import Cause
from samspill.outbox.models import Letter, Message


@dataclass(frozen=True)
class Receiver:
    """Somebody who gets a copy of a letter. ``reference`` tells the kind's callable who it is."""

    to: str
    language: str
    reference: str = ""


#: Return the next receivers of a letter after a key, so many at most, each with their own key, in
#: its order: who followed when it was written. Nobody more: the list has been gone through.
Receivers = Callable[[Letter, int, int], Sequence[tuple[int, Receiver]]]

#: Return what fills the marks in this copy; ``None`` says that the receiver has no right to it any
#: more. The name ``List-Unsubscribe`` gives the address of the one-click unsubscription (RFC 8058).
Personal = Callable[[Message], Mapping[str, str] | None]

#: The same for many copies of one kind, by their keys, in few questions to the database. What it
#: leaves out is decided one by one; and so is all, a moment later.
Together = Callable[[Sequence[Message]], Mapping[int, Mapping[str, str] | None]]

#: Told, within the transaction that notes it, that lists no longer write to who got this copy: it
#: was refused for good, came back, or its reader called it unwanted.
Suppressed = Callable[[Message, Cause, datetime], None]

LIST_UNSUBSCRIBE = "List-Unsubscribe"

_kinds: dict[str, Personal] = {}
_together: dict[str, Together] = {}
_receivers: dict[str, Receivers] = {}
_suppressed: dict[str, Suppressed] = {}


def register(kind: str, personal: Personal) -> None:
    """Name the callable that decides about letters of a kind."""
    _kinds[kind] = personal
    _together.pop(kind, None)


def register_together(kind: str, together: Together) -> None:
    """Name the callable that decides about many copies of a kind at once, as the other does."""
    _together[kind] = together


def personal_parts_together(messages: Sequence[Message]) -> Mapping[int, Mapping[str, str] | None]:
    """Return what is personal in many copies, by their keys, as far as that is told together."""
    by_kind: dict[str, list[Message]] = {}
    for message in messages:
        by_kind.setdefault(message.letter.kind, []).append(message)
    decided: dict[int, Mapping[str, str] | None] = {}
    for kind, theirs in by_kind.items():
        if kind in _together and len(theirs) > 1:
            decided.update(_together[kind](theirs))
    return decided


def register_receivers(kind: str, receivers: Receivers) -> None:
    """Name the callable that tells, part by part, who gets letters of a kind."""
    _receivers[kind] = receivers


def next_receivers(letter: Letter, after: int, many: int) -> Sequence[tuple[int, Receiver]]:
    """Return the next receivers of a letter, each with their key.

    :raises LookupError: nobody knows who gets this kind.
    """
    if letter.kind not in _receivers:
        raise LookupError(f"Nobody knows who gets letters of the kind {letter.kind!r}")
    return _receivers[letter.kind](letter, after, many)


def register_suppressed(kind: str, suppressed: Suppressed) -> None:
    """Name the callable that is told when lists stop writing to a receiver of a kind of letter."""
    _suppressed[kind] = suppressed


def tell_of_suppression(message: Message, cause: Cause, at: datetime) -> None:
    """Tell whoever knows the reader."""
    if told := _suppressed.get(message.letter.kind):
        told(message, cause, at)


def personal_parts(message: Message) -> Mapping[str, str] | None:
    """Return what is personal in this copy, or ``None`` where it must not be sent any more.

    :raises LookupError: nobody decides about this kind, and it is for a list.
    """
    decide = _kinds.get(message.letter.kind)
    if decide is None:
        if message.letter.is_for_list:
            raise LookupError(f"Nobody decides about letters of the kind {message.letter.kind!r}")
        return dict(message.personal)
    decided = decide(message)
    return None if decided is None else {**message.personal, **decided}
