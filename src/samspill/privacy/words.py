"""How values that only other apps can read are put into words. Wiring registers them."""

from collections.abc import Callable, Mapping
from typing import Any

#: Writes a value as its reader would say it.
Wording = Callable[[Any], str]

_wordings: dict[tuple[str, str], Wording] = {}


def register_words(table: str, wordings: Mapping[str, Wording]) -> None:
    """Name what reads fields of a table, such as ``audit.entry``, for the page of one's own data."""
    _wordings.update({(table, field): wording for field, wording in wordings.items()})


def wording_of(table: str, field: str) -> Wording | None:
    """Return what reads a field of a table, if it is not read as it stands."""
    return _wordings.get((table, field))
