"""The kinds of letter, and who decides at the moment of sending what a receiver gets.

``samspill.worker`` wires the callables in: the outbox knows neither lists nor people.
"""

from collections.abc import Callable, Mapping

from samspill.outbox.models import Message

#: Return what fills the marks in this copy; ``None`` says that the receiver has no right to it any
#: more. The name ``List-Unsubscribe`` gives the address of the one-click unsubscription (RFC 8058).
Personal = Callable[[Message], Mapping[str, str] | None]

LIST_UNSUBSCRIBE = "List-Unsubscribe"

_kinds: dict[str, Personal] = {}


def register(kind: str, personal: Personal) -> None:
    """Name the callable that decides about letters of a kind."""
    _kinds[kind] = personal


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
