"""Why something was found: the words that fit, marked, in the sentence around them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samspill.search.queries.asking import Slot
from samspill.search.words.folding import WORD, fold
from samspill.search.words.stemming import stem

#: About so many letters are shown, and so many before the first word that fits.
LENGTH = 220
BEFORE = 60
#: Further on in a text nothing is looked for.
DEEPEST = 60_000


@dataclass(frozen=True)
class Part:
    """A piece of text, and whether it is a word that fits."""

    text: str
    fits: bool = False


@dataclass(frozen=True)
class Shown:
    """A text with its language, in parts."""

    language: str
    parts: tuple[Part, ...]

    def __bool__(self) -> bool:
        return any(part.text for part in self.parts)

    @property
    def plain(self) -> str:
        """Return the text alone."""
        return "".join(part.text for part in self.parts)


def wanted_stems(slots: Sequence[Slot]) -> frozenset[str]:
    """List the stems that fit."""
    return frozenset(
        stem for slot in slots for each in slot.alternatives for stem in each.stems if stem
    )


def marked(text: str, language: str, wanted: Collection[str]) -> Shown:
    """Mark every word of a text that fits."""
    return Shown(language, tuple(_parts(text, list(_places(text, language, wanted)))))


def snippet(
    texts: Mapping[str, Mapping[str, str]], languages: Sequence[str], wanted: Collection[str]
) -> Shown:
    """Show the place that fits best, in the first of the languages in which there is one.

    Where only the title fits, or what the thing belongs to, the beginning of the text is shown.
    """
    for part in ("lead", "body", "context"):
        for language in languages:
            text = texts.get(part, {}).get(language, "")[:DEEPEST]
            if places := list(_places(text, language, wanted)):
                return _cut(text, language, places)
    for part in ("lead", "body"):
        for language in languages:
            if text := texts.get(part, {}).get(language, ""):
                return _cut(text, language, [])
    return Shown(languages[0], ())


def _places(text: str, language: str, wanted: Collection[str]) -> Iterator[tuple[int, int]]:
    """Find the words of a text that fit. Only words that begin like a wanted stem are stemmed."""
    beginnings = {each[:2] for each in wanted}
    for found in WORD.finditer(text):
        word = found[0]
        if fold(word, language)[:2] in beginnings and stem(word, language) in wanted:
            yield found.span()


def _cut(text: str, language: str, places: Sequence[tuple[int, int]]) -> Shown:
    """Cut out the stretch in which most words fit, at the edges of words."""
    start = 0
    if places and len(text) > LENGTH:
        best = max(places, key=lambda place: (_within(places, place[0]), -place[0]))
        start = max(0, best[0] - BEFORE)
        start = text.find(" ", start) + 1 if start else 0
    end = len(text) if len(text) <= start + LENGTH else text.rfind(" ", start, start + LENGTH)
    end = end if end > start else min(len(text), start + LENGTH)
    inside = [
        (first - start, last - start) for first, last in places if start <= first < last <= end
    ]
    parts = list(_parts(text[start:end], inside))
    before = [Part("… ")] if start else []
    after = [Part(" …")] if end < len(text) else []
    return Shown(language, (*before, *parts, *after))


def _within(places: Sequence[tuple[int, int]], start: int) -> int:
    return sum(1 for first, _last in places if start <= first <= start + LENGTH - BEFORE)


def _parts(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Part]:
    at = 0
    for first, last in places:
        if first > at:
            yield Part(text[at:first])
        yield Part(text[first:last], fits=True)
        at = last
    if at < len(text):
        yield Part(text[at:])
