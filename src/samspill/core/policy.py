"""The words in which every app says who may do what, and the table they are gathered in.

Each app's ``policy.py`` holds ``POLICY``, a sequence of :class:`Row`. Wiring gathers the rows once
(:func:`gather`); rules, pages, mails and the generated reference read the one table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

#: Everybody, signed in or not.
ANYONE = "anyone"
#: Anybody who has signed in.
SIGNED_IN = "signed_in"


@dataclass(frozen=True, kw_only=True)
class Row:
    """What may be done, by which roles, while the object is in which states (empty: in any)."""

    action: str
    roles: frozenset[str]
    states: frozenset[str] = field(default_factory=frozenset)


_table: dict[str, Row] = {}


def gather(rows: Iterable[Row]) -> None:
    """Put the rows of every app into the one table.

    :raises ValueError: two rows speak of the same action.
    """
    for row in rows:
        if _table.setdefault(row.action, row) != row:
            raise ValueError(f"Two rows for {row.action}")


def rows() -> list[Row]:
    """List the table by action."""
    return [_table[action] for action in sorted(_table)]


def allows(action: str, *, roles: Iterable[str], state: str = "") -> bool:
    """Tell whether somebody in these roles may do this in this state; what no row allows is forbidden.

    :raises KeyError: no row speaks of the action, which is a fault of the programmer.
    """
    row = _table[action]
    return bool(row.roles & {ANYONE, *roles}) and (not row.states or state in row.states)
