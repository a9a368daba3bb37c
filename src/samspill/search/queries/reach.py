"""What one reader can find: what is open to everybody, and what is open to holders of their keys."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from samspill.search.engine import Engine, engine
from samspill.search.expressions import Asked, Expression, all_of
from samspill.search.models import Findable

CLOSED = "m:closed"
#: More is not closed at once on any site; what is closed and found is counted one by one.
MOST_CLOSED = 100_000


@dataclass(frozen=True)
class Reach:
    """Asks the engine on behalf of one reader at one moment.

    What is marked as closed is looked at one by one: whether it has opened since it was put into the
    index, and whether this reader holds a key to it. Everything else is open to all.
    """

    keys: frozenset[str]
    at: datetime
    engine: Engine = field(default_factory=engine)

    @cached_property
    def _opened(self) -> frozenset[int]:
        """Number what is marked as closed, and open to this reader all the same."""
        closed = Findable.objects.closed().open_now(self.keys, at=self.at)
        return frozenset(closed.values_list("number", flat=True))

    def _among_closed(self, wanted: Expression) -> list[int]:
        if not self._opened:
            return []
        asked = Asked(all_of([wanted, CLOSED]))
        return [
            each for each in self.engine.newest(asked, most=MOST_CLOSED) if each in self._opened
        ]

    def count(self, wanted: Expression) -> int:
        """Count what this reader finds."""
        return self.engine.count(_open(wanted)) + len(self._among_closed(wanted))

    def newest(self, wanted: Expression, *, most: int, skip: int = 0) -> list[int]:
        """Number what this reader finds, the newest first."""
        closed = self._among_closed(wanted)
        if not closed:
            return self.engine.newest(_open(wanted), most=most, skip=skip)
        open_to_all = self.engine.newest(_open(wanted), most=most + skip)
        return sorted([*open_to_all, *closed], reverse=True)[skip : skip + most]

    def facets(self, wanted: Expression, *, most: int) -> list[str]:
        """Read the facets of what this reader finds, of the newest so many."""
        closed = self._among_closed(wanted)
        more = Findable.objects.filter(number__in=closed).values_list("facets", flat=True)
        return [*self.engine.facets(_open(wanted), most=most), *(more if closed else ())]


def _open(wanted: Expression) -> Asked:
    return Asked(wanted, (CLOSED,))
