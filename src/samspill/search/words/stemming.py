"""One stem for the forms of a word, whatever the database: anskaffelse, anskaffelser, anskaffelsene.

A word is stemmed with its own letters and folded then. Whoever lacks the letters is met half-way:
a question is also stemmed as it would be without them (``stems_in_every_language``).
"""

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol, cast

import snowballstemmer

from samspill.search.words.folding import fold, words_of
from samspill.search.words.stopwords import is_stopword

#: Both written forms of Norwegian have the same endings.
ALGORITHMS: Mapping[str, str] = {
    "nb": "norwegian",
    "nn": "norwegian",
    "sv": "swedish",
    "da": "danish",
    "fi": "finnish",
    "en": "english",
}
#: One language for each way of stemming.
STEMMED_APART: Sequence[str] = ("nb", "sv", "da", "fi", "en")
_NORWEGIAN = str.maketrans("äö", "æø")
_SWEDISH = str.maketrans("æø", "äö")
#: Whose letters a language has, so that a word typed on a neighbour's keyboard is known as well.
_LETTERS = {"nb": _NORWEGIAN, "nn": _NORWEGIAN, "da": _NORWEGIAN, "sv": _SWEDISH, "fi": _SWEDISH}
#: What the stemmers leave apart. Scandinavian: fri, fritt; møbel, møbler. English: bus, buses.
_SCANDINAVIAN = (
    (re.compile(r"(?<=[iy])tt$"), ""),
    (re.compile(r"(?<=[bdfgkmnprstv])e(?=[lnr]$)"), ""),
)
_ENGLISH = ((re.compile(r"(?<=[a-z][sxz])e$"), ""),)
#: Finnish endings and grades: hankinta, hankintojen; kaupunki, kaupungit; vuoto, vuodot; toimitus,
#: toimitukset; päästötön, päästöttömät.
_FINNISH = (
    (re.compile(r"(?<=\w{4})[aeiouy]$"), ""),
    (re.compile(r"(?<=\w{3})uks[ei]?$|(?<=\w{3})ust$"), "us"),
    (re.compile(r"tto(m|mi)?$"), "t"),
    (re.compile(r"d$"), "t"),
    (re.compile(r"ng$"), "nk"),
    (re.compile(r"rp$"), "rv"),
    (re.compile(r"n[nt]$"), "n"),
    (re.compile(r"m[mp]$"), "m"),
    (re.compile(r"l[lt]$"), "l"),
    (re.compile(r"r[rt]$"), "r"),
    (re.compile(r"([tkp])\1$"), r"\1"),
)
_LEFT_APART = {"fi": _FINNISH, "en": _ENGLISH}


class Stemmer(Protocol):
    """What finds the stem of a word."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


class _Stemmers(threading.local):
    """A stemmer holds the word that it is at: each thread has its own."""

    def __init__(self) -> None:
        self.known: dict[str, Stemmer] = {}

    def get(self, algorithm: str) -> Stemmer:
        if algorithm not in self.known:
            self.known[algorithm] = cast("Stemmer", snowballstemmer.stemmer(algorithm))
        return self.known[algorithm]


_stemmers = _Stemmers()


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Find the stem of a word of a language; of what is no word, nothing is left."""
    written = unicodedata.normalize("NFC", word.lower())
    if not written.isalpha():
        return fold(written, language)
    written = written.translate(_LETTERS.get(language, {}))
    found = fold(_stemmers.get(ALGORITHMS[language]).stemWord(written) or written, language)
    for pattern, replacement in _LEFT_APART.get(language, _SCANDINAVIAN):
        found = pattern.sub(replacement, found)
    return found


def stems(text: str, language: str) -> Iterator[str]:
    """Go through the stems of a text, in the order of its words; stopwords are left out."""
    for word in words_of(text):
        if not is_stopword(word) and (found := stem(word, language)):
            yield found


def stems_in_every_language(word: str) -> dict[str, tuple[str, ...]]:
    """Find the stems of a word that somebody typed, in each way of stemming.

    After the first come that of the word as typed without Nordic letters, and that of the stem: a
    stemmer takes the s of gatelys for a genitive, and so leaves it in gatelyset.
    """
    found = {}
    for language in STEMMED_APART:
        first = stem(word, language)
        ways = (first, stem(fold(word, language), language), stem(first, language))
        found[language] = tuple(dict.fromkeys(each for each in ways if each))
    return found
