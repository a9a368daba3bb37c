"""The tree of guides, from which their menu is built: read whole, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from samspill.editorial.choices import Genre
from samspill.editorial.models import PieceQuerySet
from samspill.editorial.queries.archive import Card, cards

#: So many levels does the tree of guides have at most.
DEEPEST = 3


@dataclass(frozen=True)
class Branch:
    """A guide with those below it."""

    card: Card
    below: list["Branch"] = field(default_factory=list)


def tree(pieces: PieceQuerySet, *, language: str, at: datetime) -> list[Branch]:
    """Build the tree of the published guides. What lies below a hidden one moves up to the top."""
    listed = cards(pieces.filter(genre=Genre.GUIDE), language=language, at=at)
    in_order = sorted(listed, key=lambda each: (each.piece.position, each.piece.pk))
    shown = {each.piece.pk: Branch(each) for each in in_order}
    top: list[Branch] = []
    for branch in shown.values():
        above = shown.get(branch.card.piece.above_id or 0)
        (above.below if above else top).append(branch)
    return top


def trail_of(branches: Iterable[Branch], pk: int) -> list[Card]:
    """List the guides from the top of the tree down to one."""
    for branch in branches:
        if branch.card.piece.pk == pk:
            return [branch.card]
        if found := trail_of(branch.below, pk):
            return [branch.card, *found]
    return []
