"""What apps tell the index, and how it asks them again when it is rebuilt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from samspill.core.translated import Translated
from samspill.search.choices import Kind


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something to be found: what it is, what it says, where it is shown, and to whom.

    ``key`` tells it from others of its kind. ``body`` may be Markdown; ``context`` names what it
    belongs to, such as its themes and places. ``route`` and ``arguments`` lead to its page.

    Nobody finds it before ``shown_from``, nor from ``shown_until`` on. From ``open_from`` on everybody does; before, whoever
    holds one of the ``audiences``. What lies ``within`` another thing (named ``kind:key``) is open
    only as long as that one is.
    """

    kind: Kind
    key: str
    title: Translated
    route: str
    arguments: Sequence[str | int]
    shown_from: datetime
    open_from: datetime | None
    shown_until: datetime | None = None
    lead: Translated = field(default_factory=Translated)
    body: Sequence[Translated] = ()
    context: Sequence[Translated | str] = ()
    fragment: str = ""
    within: str = ""
    audiences: Sequence[str] = ()
    dated_at: datetime | None = None
    themes: Sequence[str] = ()
    regions: Sequence[str] = ()
    countries: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Name the thing, as others say that they lie within it."""
        return name_of(self.kind, self.key)


def name_of(kind: Kind, key: object) -> str:
    """Name a thing; the same words are the key of those who may see it before everybody does."""
    return f"{kind.value}:{key}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """One table of things: their primary keys, and what puts some of them into the index.

    ``kinds`` are the kinds of thing of which the source knows all that there are.
    """

    name: str
    kinds: frozenset[Kind]
    keys: Callable[[], Sequence[int]]
    put: Callable[[Sequence[int], datetime], None]


_sources: dict[str, Source] = {}


def register(sources: Sequence[Source]) -> None:
    """Tell which tables an index is made of, in the order in which they are read."""
    for source in sources:
        _sources[source.name] = source


def sources() -> list[Source]:
    """List the tables that an index is made of."""
    return list(_sources.values())
