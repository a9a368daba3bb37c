"""The words in which every app says who may do what, and the table they are gathered in.

Each app's ``policy.py`` holds ``POLICY``, a sequence of :class:`Row`. Wiring gathers the rows once
(:func:`gather`); routes, rules, pages, mails, tests and the generated reference read the one table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

#: Everybody, signed in or not.
ANYONE = "anyone"
#: Anybody who has signed in.
SIGNED_IN = "signed_in"
#: Whoever holds the link, which nobody can guess.
HOLDER = "holder"
#: Not a role but its opposite: whoever has this beside their roles is shown nothing confidential.
HELD_BACK = "held_back"


@dataclass(frozen=True, kw_only=True)
class Row:
    """What may be done to which kind of thing, by which roles, in which states (empty: in any).

    Roles count for the object at hand only: each app says which roles somebody has for one of its
    objects. ``is_confidential`` rows are closed to whoever is held back.
    """

    action: str
    thing: str
    roles: frozenset[str]
    states: frozenset[str] = field(default_factory=frozenset)
    is_confidential: bool = False


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


def row(action: str) -> Row | None:
    """Find what the table says of an action."""
    return _table.get(action)


def allows(action: str, *, roles: Iterable[str], state: str = "") -> bool:
    """Tell whether somebody in these roles may do this in this state; what no row allows is forbidden.

    :raises KeyError: no row speaks of the action, which is a fault of the programmer.
    """
    row = _table[action]
    held = {ANYONE, *roles}
    if row.is_confidential and HELD_BACK in held:
        return False
    return bool(row.roles & held) and (not row.states or state in row.states)
