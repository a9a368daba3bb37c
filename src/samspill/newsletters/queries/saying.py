"""What the things in a newsletter say of themselves, in each language that they exist in."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Self

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language

from samspill.core import prose
from samspill.core.imprecise.printing import write_day
from samspill.core.languages import LANGUAGES, known
from samspill.core.templatetags.samspill import fallback_note
from samspill.core.translated import Translated
from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece, Revision
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard
from samspill.mailings.actions.telling import in_each_language, shortened
from samspill.mailings.models import Update
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Item, Newsletter
from samspill.newsletters.queries.choosing import choosable, gatherings_read, updates_read
from samspill.newsletters.queries.content import Content, Entry
from samspill.programmes.models import Programme


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing in a newsletter as readers meet it.

    ``text`` is Markdown in a section of one's own, else the beginning of what the thing says.
    ``note`` tells what it is and of when; ``paths`` leads to its page. Of what readers cannot see
    any more, nothing is said.
    """

    kind: ItemKind
    pk: int = 0
    title: Translated = field(default_factory=Translated)
    text: Translated = field(default_factory=Translated)
    note: Translated = field(default_factory=Translated)
    paths: Translated = field(default_factory=Translated)
    is_gone: bool = False

    @property
    def is_section(self) -> bool:
        return self.kind is ItemKind.SECTION

    @property
    def key(self) -> str:
        """Name what has been chosen; sections have no name."""
        return f"{self.kind.value}:{self.pk}" if self.pk else ""

    @property
    def texts(self) -> list[Translated]:
        """List the texts that a reader may be shown in another language than their own."""
        return [each for each in (self.title, self.text) if each]

    @property
    def fallback(self) -> str:
        """Say, in the active language, in which ones it exists, if not in that."""
        for text in self.texts:
            wording = text.wording(_language())
            if wording.is_fallback:
                return fallback_note(text, wording)
        return ""

    @property
    def gone(self) -> "Said":
        """Say nothing of it any more."""
        return Said(kind=self.kind, pk=self.pk, is_gone=True)

    def only_in(self, languages: Container[str]) -> "Said":
        """Say it in the languages in which it still exists: in none of them, it is gone."""
        title, text = (
            Translated({code: said for code, said in each.items() if code in languages})
            for each in (self.title, self.text)
        )
        return replace(self, title=title, text=text) if title else self.gone

    @classmethod
    def frozen(cls, item: Item) -> Self:
        """Read what was frozen when the newsletter was sent."""
        return cls(
            kind=ItemKind(item.kind),
            pk=Entry.of(item).pk,
            title=item.title,
            text=item.text,
            note=item.note,
            paths=item.paths,
        )


def said_in(newsletter: Newsletter, *, at: datetime) -> list[Said]:
    """Tell what stands in a newsletter, in order: as it was frozen, or of a draft as it is now.

    Of what has been taken down since it was frozen, nothing is said.
    """
    if newsletter.published_at:
        items = newsletter.items.order_by("number")
        return still_shown([Said.frozen(item) for item in items], at=at)
    return said_by(newsletter.programme, Content.of(newsletter).entries, at=at)


def still_shown(frozen: Sequence[Said], *, at: datetime) -> list[Said]:
    """Leave out what readers can no longer see of what was frozen, also in single languages."""
    keys = {kind: {each.pk for each in frozen if each.kind is kind} for kind in _SAY}
    shown = {
        ItemKind.UPDATE: updates_read(at=at),
        ItemKind.GATHERING: gatherings_read(at=at),
    }
    there = {
        (kind, pk)
        for kind, rows in shown.items()
        if keys[kind]
        for pk in rows.filter(pk__in=keys[kind]).values_list("pk", flat=True)
    }
    languages: dict[int, set[str]] = {}
    for pk, code in _languages_of_articles(keys[ItemKind.ARTICLE], at):
        languages.setdefault(pk, set()).add(code)
    return [
        each.only_in(languages.get(each.pk, set()))
        if each.kind is ItemKind.ARTICLE
        else each
        if each.is_section or (each.kind, each.pk) in there
        else each.gone
        for each in frozen
    ]


def _languages_of_articles(keys: set[int], at: datetime) -> Iterable[tuple[int, str]]:
    if not keys:
        return []
    live = Revision.objects.filter(version__piece__in=keys).live(at=at)
    return live.values_list("version__piece_id", "version__language")


def said_by(programme: Programme, entries: Sequence[Entry], *, at: datetime) -> list[Said]:
    """Tell what things say, in their order; each kind is read with few queries."""
    content = Content(entries=tuple(entries))
    found: dict[str, Said] = {}
    for kind, say in _SAY.items():
        keys = content.keys(kind)
        if keys:
            rows = choosable(kind, programme, at=at).filter(pk__in=keys)
            found.update({each.key: each for each in say(list(rows.distinct()), at)})
    return [
        Said(kind=each.kind, title=each.title, text=each.text)
        if each.kind is ItemKind.SECTION
        else found.get(each.key, Said(kind=each.kind, pk=each.pk, is_gone=True))
        for each in entries
    ]


def _say_updates(updates: Iterable[Update], _at: datetime) -> list[Said]:
    return [
        Said(
            kind=ItemKind.UPDATE,
            pk=each.pk,
            title=each.title,
            text=_beginning(each.body),
            note=_note(ItemKind.UPDATE.label, _day_of(each.published_at)),
            paths=in_each_language(partial(_page_of_update, each)),
        )
        for each in updates
    ]


def _page_of_update(update: Update) -> str:
    """Lead to the update's own page; a programme's updates stand on that programme's."""
    listed = update.interest_list
    initiative = getattr(listed, "initiative", None)
    if initiative is not None:
        return reverse("portal:update", args=[initiative.slug, update.pk])
    return reverse("portal:programme", args=[listed.programme.slug])


def _say_articles(pieces: Iterable[Piece], at: datetime) -> list[Said]:
    known_pieces = {each.pk: each for each in pieces}
    live = Revision.objects.filter(version__piece__in=known_pieces).live(at=at)
    shown: dict[int, dict[str, Revision]] = {}
    for each in live.select_related("version").order_by("pk"):
        shown.setdefault(each.version.piece_id, {})[each.version.language] = each
    return [
        Said(
            kind=ItemKind.ARTICLE,
            pk=pk,
            title=Translated({code: each.title for code, each in revisions.items()}),
            text=shortened(Translated({code: each.lead for code, each in revisions.items()})),
            note=_note(Genre(known_pieces[pk].genre).label, _day_written(known_pieces[pk])),
            paths=in_each_language(known_pieces[pk].get_absolute_url),
        )
        for pk, revisions in shown.items()
    ]


def _say_gatherings(gatherings: Iterable[Gathering], at: datetime) -> list[Said]:
    return [
        Said(
            kind=ItemKind.GATHERING,
            pk=each.pk,
            title=each.title,
            text=_beginning(each.purpose),
            note=in_each_language(partial(_when_and_where, each, at)),
            paths=in_each_language(each.get_absolute_url),
        )
        for each in gatherings
    ]


def _when_and_where(gathering: Gathering, at: datetime) -> str:
    where = GatheringCard.of(gathering, at=at).where
    when = gathering.when.in_language(_language())
    return " · ".join(filter(None, (str(gathering.get_kind_display()), when, where)))


_SAY: Mapping[ItemKind, Callable[[Any, datetime], list[Said]]] = {
    ItemKind.UPDATE: _say_updates,
    ItemKind.ARTICLE: _say_articles,
    ItemKind.GATHERING: _say_gatherings,
}


def _beginning(markdown: Translated) -> Translated:
    return shortened(Translated({code: prose.excerpt(text) for code, text in markdown.items()}))


def _note(label: Promise | str, day: Callable[[str], str]) -> Translated:
    return Translated(
        {
            code: " · ".join(filter(None, (said, day(code))))
            for code, said in in_each_language(lambda: str(label)).items()
        }
    )


def _day_of(moment: datetime | None) -> Callable[[str], str]:
    return lambda code: write_day(localtime(moment).date(), code) if moment else ""


def _day_written(piece: Piece) -> Callable[[str], str]:
    return lambda code: write_day(piece.dated_on, code) if piece.dated_on else ""


def _language() -> str:
    return known(get_language() or "nb")


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How many texts of a newsletter readers of a language are shown in another, and in which."""

    language: str
    falls_back: Mapping[str, int]
    whole: int

    @property
    def count(self) -> int:
        return sum(self.falls_back.values())

    @property
    def name(self) -> str:
        return LANGUAGES[self.language]

    @property
    def others(self) -> list[str]:
        """Name the languages that are shown instead."""
        return [LANGUAGES[code] for code in self.falls_back]


def gaps(title: Translated, lead: Translated, things: Iterable[Said]) -> list[Gap]:
    """Tell for each language what readers are shown in another one, the languages in their order."""
    texts = [title, *([lead] if lead else []), *(each for one in things for each in one.texts)]
    found = []
    for code in LANGUAGES:
        wordings = [text.wording(code) for text in texts]
        others = [each.language for each in wordings if each.is_fallback]
        falls_back = {other: others.count(other) for other in LANGUAGES if other in others}
        found.append(Gap(language=code, falls_back=falls_back, whole=len(texts)))
    return found
