"""Search as somebody does: for everything, and for what they may not see, by its own word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from samspill.search.choices import Kind
from tests.canaries.crawl import Crawl, Reader
from tests.canaries.walking import TOKEN
from tests.canaries.words import Canary, Planted, word_for

#: What is looked for by a word of its own: the names of things that a search finds.
FOUND_BY = {
    "initiatives.Initiative.title",
    "initiatives.Step.text",
    "initiatives.Document.title",
    "programmes.Programme.title",
    "events.Gathering.title",
    "mailings.Update.title",
}
#: What whoever may read it must find, at once: else nothing is shown by others' not finding it.
MUST_FIND = {"initiatives.Initiative.title", "programmes.Programme.title"}
#: Kinds of which everything is for everybody, as any feed is: not every reader asks for them.
OPEN = {Kind.ORGANISATION, Kind.PLACE, Kind.THEME, Kind.ARTICLE, Kind.GUIDE}
#: No list of the world has more pages.
MOST_PAGES = 20
NOTHING = word_for("a word that stands nowhere")


class Searches:
    """What one reader searches for, in one language; ``is_whole``: also what is for everybody."""

    def __init__(
        self, crawl: Crawl, reader: Reader, language: str, *, is_whole: bool = True
    ) -> None:
        self.crawl = crawl
        self.reader = reader
        with translation.override(language):
            self.page, self.feed = reverse("portal:search"), reverse("portal:search_feed")
        self.is_whole = is_whole
        self.addresses = (self.page, self.feed) if is_whole else (self.page,)
        self._nothing = [self._said(address, NOTHING) for address in self.addresses]

    def for_everything(self, turn: int = 0) -> None:
        """List all there is of each kind, page by page; what is shown is compared as everywhere.

        Every second kind, in turns, if not ``is_whole``.
        """
        closed = [kind for kind in Kind if kind not in OPEN]
        for kind in Kind if self.is_whole else closed[turn % 2 :: 2]:
            for number in range(1, MOST_PAGES):
                asked = urlencode({"kind": kind.value, "order": "newest", "page": number})
                page = self.crawl.ask(self.reader, f"{self.page}?{asked}").content.decode()
                if f"page={number + 1}" not in page:
                    break
            if self.is_whole:
                self.crawl.ask(self.reader, f"{self.feed}?kind={kind.value}")

    def for_what_is_hidden(self, canaries: Iterable[Canary]) -> int:
        """Ask with words of hidden things: the answer is that to a word that stands nowhere."""
        asked = 0
        for canary in canaries:
            for address, nothing in zip(self.addresses, self._nothing, strict=True):
                if self._said(address, canary.word) != nothing:
                    what = f"{canary.place} of {canary.pk} shows by an answer"
                    self.crawl.note(self.reader, address, "answers of a search", what, canary)
            # A slip of the hand: whatever is proposed instead is compared as everywhere.
            self._ask(self.page, _with_slip(canary.word))
            asked += 1
        return asked

    def for_what_is_shown(self, canaries: Iterable[Canary]) -> None:
        """Ask with words of things that the reader sees before others: they must be found."""
        for canary in canaries:
            if self._said(self.page, canary.word) == self._nothing[0]:
                what = f"{canary.place} of {canary.pk} is not found"
                self.crawl.note(self.reader, self.page, "answers of a search", what, canary)

    def _ask(self, address: str, words: str) -> Any:
        return self.crawl.ask(self.reader, f"{address}?{urlencode({'q': words})}")

    def _said(self, address: str, words: str) -> str:
        """Return the answer without the words that were asked for."""
        said: str = self._ask(address, words).content.decode()
        said = re.sub(r"<updated>[^<]*</updated>", "", TOKEN.sub("", said))
        return said.replace(words, "…")


def words_for(planted: Planted, reader: Reader, turn: int, every: int) -> Iterator[Canary]:
    """Give words of things that a reader may not see: every so manyth, in turns."""
    hidden = [
        canary
        for canary in planted
        if canary.place in FOUND_BY and not canary.may_be_read_by(*reader.keys)
    ]
    yield from hidden[turn % every :: every]


def words_of(planted: Planted, reader: Reader) -> Sequence[Canary]:
    """Give the words of things that a reader may see, and not everybody."""
    return [each for each in planted if each.place in MUST_FIND and each.readers & reader.keys]


def _with_slip(word: str) -> str:
    return word[:-1] + ("b" if word[-1] != "b" else "c")
