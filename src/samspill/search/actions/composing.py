"""From a thing to what the index keeps of it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from samspill.core import prose
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.search.choices import Facet
from samspill.search.things import Thing
from samspill.search.words.folding import fold, words_of
from samspill.search.words.stemming import stem, stems
from samspill.search.words.stopwords import is_stopword

#: To be raised when stems, tokens or texts are made in another way, so that all are made anew.
VERSION = 2
#: A stem that stands so often in a body is what the body is about.
OFTEN = 3
LONGEST_WORD = 80
#: Shorter words are no part of a compound, nor taken for a slip of the hand.
SHORTEST_WORD = 4
_HASH_BITS = 30


@dataclass(frozen=True, kw_only=True)
class Composed:
    """What the index keeps of a thing, whoever may find it."""

    facets: str
    tokens: frozenset[str]
    headings: str
    texts: Mapping[str, Mapping[str, str]]
    words: frozenset[tuple[str, str, str]]


def compose(thing: Thing) -> Composed:
    """Make tokens, headings, texts and words of a thing."""
    texts = _texts(thing)
    tokens: set[str] = set()
    surroundings: set[str] = set()
    words: set[tuple[str, str, str]] = set()
    for language in LANGUAGES:
        tokens |= {f"t:{each}" for each in stems(texts["title"].get(language, ""), language)}
        tokens |= {f"l:{each}" for each in stems(texts["lead"].get(language, ""), language)}
        often = Counter(stems(texts["body"].get(language, ""), language))
        tokens |= {f"b:{each}" for each in often}
        tokens |= {f"o:{each}" for each, many in often.items() if many >= OFTEN}
        surroundings |= set(stems(texts["context"].get(language, ""), language))
        for text in texts.values():
            words |= set(_words(text.get(language, ""), language))
    own = {token[2:] for token in tokens}
    named = {token for token in tokens if not token.startswith("b:")}
    facets = _facets(thing, texts["title"])
    return Composed(
        facets=" ".join(facets),
        tokens=frozenset(
            {*named, *own, *surroundings, *(f"c:{each}" for each in surroundings - own), *facets}
        ),
        headings="|".join(
            " ".join(stems(title, language)) for language, title in texts["title"].items()
        ),
        texts=texts,
        words=frozenset(words),
    )


def _texts(thing: Thing) -> dict[str, dict[str, str]]:
    """Write each part as plain text, in each of the languages in which it exists."""
    bodies: dict[str, list[str]] = {}
    for text in thing.body:
        for language, source in text.items():
            bodies.setdefault(language, []).append(_plain(source))
    context: dict[str, list[str]] = {}
    for name in thing.context:
        said = name if isinstance(name, Translated) else dict.fromkeys(LANGUAGES, name)
        for language, words in said.items():
            if words and words not in context.setdefault(language, []):
                context[language].append(words)
    return {
        "title": dict(thing.title),
        "lead": {language: _plain(text) for language, text in thing.lead.items()},
        "body": {language: " · ".join(texts) for language, texts in bodies.items()},
        "context": {language: " · ".join(names) for language, names in context.items()},
    }


def _plain(source: str) -> str:
    return prose.excerpt(source, with_headings=True)


def _words(text: str, language: str) -> Iterator[tuple[str, str, str]]:
    for word in words_of(text):
        if word.isalpha() and SHORTEST_WORD <= len(word) <= LONGEST_WORD and not is_stopword(word):
            small = word.lower()
            found, folded = stem(small, language), fold(small, language)
            if found and len(found) <= LONGEST_WORD and len(folded) <= LONGEST_WORD:
                yield found, small, folded


def _facets(thing: Thing, title: Mapping[str, str]) -> list[str]:
    """Say by what a thing can be narrowed, in words that are tokens as well."""
    year = [str(thing.dated_at.year)] if thing.dated_at else []
    said = {
        Facet.KIND: [thing.kind.value],
        Facet.THEME: thing.themes,
        Facet.REGION: thing.regions,
        Facet.COUNTRY: thing.countries,
        Facet.YEAR: year,
        Facet.LANGUAGE: list(title),
    }
    return [
        f"{facet.value}={value.lower()}"
        for facet, values in said.items()
        for value in dict.fromkeys(values)
        if value
    ]


def number_of(thing: Thing) -> int:
    """Number a thing so that what is newest has the greatest number, everywhere the same.

    Things of one moment are ordered by what they are, not by their keys, which differ from site to
    site.
    """
    seconds = max(int(thing.dated_at.timestamp()), 0) if thing.dated_at else 0
    what = json.dumps([thing.kind.value, str(thing.arguments[:1]), dict(thing.title)])
    place = sha256(what.encode()).digest()
    return seconds << _HASH_BITS | int.from_bytes(place[:4]) >> (32 - _HASH_BITS)


def digest_of(thing: Thing, composed: Composed, *parts: object) -> str:
    """Tell two states of a thing apart, as far as the index is concerned."""
    content = [
        VERSION,
        sorted(composed.tokens),
        composed.headings,
        composed.texts,
        [thing.route, list(thing.arguments), thing.fragment, thing.within],
        sorted(thing.audiences),
        [_moment(thing.shown_from), _moment(thing.shown_until)],
        [_moment(thing.open_from), _moment(thing.dated_at)],
        [str(part) for part in parts],
    ]
    return sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
