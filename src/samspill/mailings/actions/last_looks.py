"""Who looks once more at what is sent, at the moment at which it is to go.

``samspill.worker`` wires the callables in: mailings know nothing of what they carry.
"""

from collections.abc import Callable
from datetime import datetime

from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Sending

#: Tell whether something may still go. If it may not, its own app makes a draft of it again, within
#: the transaction in which the sending is taken back.
LastLook = Callable[[Sending, datetime], bool]

_looks: dict[str, LastLook] = {}


def register(kind: HappeningKind, look: LastLook) -> None:
    """Name the callable that looks at sendings of a kind."""
    _looks[kind.value] = look


def may_still_go(sending: Sending, *, at: datetime) -> bool:
    """Ask whoever knows; what nobody looks at goes as it was decided."""
    look = _looks.get(sending.tells)
    return look is None or look(sending, at)
