"""Places outside the database that hold something about people. Wiring registers them."""

from collections.abc import Callable

from samspill.core.personal.whose import Whose

#: Forget somebody, and return how many things that were.
Forget = Callable[[Whose], int]

_places: dict[str, Forget] = {}


def register(place: str, forget: Forget) -> None:
    """Name a place, and what makes it forget somebody."""
    _places[place] = forget


def forget_elsewhere(whose: Whose) -> dict[str, int]:
    """Make every place forget somebody, and return how much each has forgotten."""
    return {place: forget(whose) for place, forget in sorted(_places.items())}
