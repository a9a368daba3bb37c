"""What a newsletter says, before its chosen things have said themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from samspill.core.translated import Translated
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Item, Newsletter

#: In which column of an item the key of what has been chosen stands.
COLUMNS: Mapping[ItemKind, str] = {
    ItemKind.UPDATE: "update_id",
    ItemKind.ARTICLE: "piece_id",
    ItemKind.GATHERING: "gathering_id",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a newsletter: something chosen, by its key, or a section of one's own."""

    kind: ItemKind
    pk: int = 0
    title: Translated = field(default_factory=Translated)
    text: Translated = field(default_factory=Translated)

    @property
    def key(self) -> str:
        """Name what has been chosen; sections have no name."""
        return f"{self.kind.value}:{self.pk}" if self.pk else ""

    @classmethod
    def of(cls, item: Item) -> Self:
        """Read one that has been saved."""
        kind = ItemKind(item.kind)
        if kind is ItemKind.SECTION:
            return cls(kind=kind, title=item.title, text=item.text)
        return cls(kind=kind, pk=getattr(item, COLUMNS[kind]))


@dataclass(frozen=True, kw_only=True)
class Content:
    """What its writers have put into a newsletter, and to whom it goes beside the programme's list.

    ``themes`` and ``initiatives`` are primary keys.
    """

    title: Translated = field(default_factory=Translated)
    lead: Translated = field(default_factory=Translated)
    entries: tuple[Entry, ...] = ()
    themes: frozenset[int] = frozenset()
    initiatives: frozenset[int] = frozenset()

    @classmethod
    def of(cls, newsletter: Newsletter) -> Self:
        """Read what has been saved."""
        return cls(
            title=newsletter.title,
            lead=newsletter.lead,
            entries=tuple(Entry.of(item) for item in newsletter.items.order_by("number")),
            themes=frozenset(newsletter.themes.values_list("pk", flat=True)),
            initiatives=frozenset(newsletter.initiatives.values_list("pk", flat=True)),
        )

    def keys(self, kind: ItemKind) -> list[int]:
        """List what has been chosen of a kind."""
        return [each.pk for each in self.entries if each.kind is kind]


def key_of(newsletter: Newsletter) -> str:
    """Name a newsletter among what is sent."""
    return f"newsletter:{newsletter.pk}"


def pk_of(key: str) -> int:
    """Read which newsletter is sent under a key."""
    return int(key.removeprefix("newsletter:"))
