"""From a reader's words to what is asked of the index."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from samspill.search.choices import Facet, Order
from samspill.search.engine import Engine
from samspill.search.expressions import Expression, all_of, some_of
from samspill.search.models import Word
from samspill.search.words.folding import fold, words_of
from samspill.search.words.stemming import STEMMED_APART, stems_in_every_language
from samspill.search.words.stopwords import is_stopword
from samspill.search.words.synonyms import Phrase, synonyms

#: What is longer is no question.
LONGEST_QUESTION = 200
MOST_WORDS = 8
#: What an answer is worth that comes by another way than the reader's own word.
OWN, SYNONYM, COMPOUND, PARTS = 1.0, 0.62, 0.4, 0.35
#: A word stands for compounds that begin with it, end with it, or hold it, if it is so long.
BEGINS, ENDS, HOLDS = 4, 4, 7
MOST_COMPOUNDS = 40
#: What many words end with, so that ending with it makes no compound.
ENDINGS = frozenset(
    "ring ling ning ting else skap sjon tion ment isme iske lige eren erne ende inen seni".split()  # noqa: SIM905
)
#: What the value of a facet may look like; nothing else reaches an engine.
VALUE = re.compile(r"[A-Za-z0-9_-]{1,80}")
#: What may stand between the parts of a compound.
LINKS = ("", "s", "e")


@dataclass(frozen=True)
class Alternative:
    """Stems that all must be there, and what that is worth."""

    stems: Phrase
    worth: float


@dataclass(frozen=True)
class Slot:
    """One word of the question, or several that mean one thing, with all that may stand for it."""

    words: tuple[str, ...]
    alternatives: tuple[Alternative, ...]

    def expression(self, *, least: float = 0.0, mark: str = "") -> Expression:
        """Ask for one of the alternatives that are worth so much."""
        return some_of(
            all_of(f"{mark}{stem}" for stem in each.stems)
            for each in self.alternatives
            if each.worth >= least
        )

    def with_more(self, phrases: Sequence[Phrase], worth: float) -> "Slot":
        """Add what may stand for it as well."""
        known = {each.stems for each in self.alternatives}
        more = tuple(Alternative(phrase, worth) for phrase in phrases if phrase not in known)
        return replace(self, alternatives=self.alternatives + more)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a reader wants to find, as the address of the page says it."""

    text: str = ""
    narrowed: Mapping[Facet, str] = field(default_factory=dict)
    order: Order = Order.BEST
    page: int = 1
    language: str = "nb"

    @property
    def words(self) -> list[str]:
        """List the words that say what is looked for."""
        spoken = words_of(self.text[:LONGEST_QUESTION])
        telling = [word for word in spoken if fold(word) and not is_stopword(word)]
        return telling[:MOST_WORDS]

    @property
    def marks(self) -> tuple[str, ...]:
        """List the tokens of what the answers are narrowed to; what can be no value narrows nothing."""
        return tuple(
            f"{facet.value}={value.lower()}"
            for facet, value in self.narrowed.items()
            if VALUE.fullmatch(value)
        )


def slots_of(words: Sequence[str]) -> list[Slot]:
    """Take a question apart; several words that are one term of the list of synonyms stay together."""
    found = []
    at = 0
    while at < len(words):
        many = min(synonyms().longest, len(words) - at)
        while many > 1 and not _synonyms(words[at : at + many]):
            many -= 1
        found.append(_slot(tuple(words[at : at + many])))
        at += many
    return found


def _slot(words: tuple[str, ...]) -> Slot:
    own = tuple(Alternative(phrase, OWN) for phrase in _own(words))
    same = sorted(_synonyms(words) - {each.stems for each in own})
    return Slot(words, own).with_more(same, SYNONYM)


def _own(words: Sequence[str]) -> list[Phrase]:
    """Stem words as each language would, with and without its letters, and leave them unstemmed."""
    phrases = [phrase for phrases in _phrases(words).values() for phrase in phrases]
    return list(dict.fromkeys([*phrases, tuple(fold(word) for word in words)]))


def _phrases(words: Sequence[str]) -> dict[str, list[Phrase]]:
    stemmed = [stems_in_every_language(word) for word in words]
    return {
        language: [
            tuple(each[language][min(way, len(each[language]) - 1)] for each in stemmed)
            for way in range(3)
        ]
        for language in STEMMED_APART
        if all(each.get(language) for each in stemmed)
    }


def _synonyms(words: Sequence[str]) -> frozenset[Phrase]:
    return frozenset[Phrase]().union(
        *(
            synonyms().of(phrase, language)
            for language, phrases in _phrases(words).items()
            for phrase in phrases
        )
    )


def with_compounds(slots: Sequence[Slot], engine: Engine) -> list[Slot]:
    """Let each word stand for the compounds that it is a part of, asked for all slots at once."""
    parts = [_parts(slot) for slot in slots]
    every = sorted({part for some in parts for part in some}, key=lambda part: (len(part), part))
    # What holds a longer one holds the shorter one that it begins with.
    asked = [
        part for part in every if not any(part != each and part.startswith(each) for each in every)
    ]
    words = engine.words_with(asked)
    widened = []
    for slot, some in zip(slots, parts, strict=True):
        stems = {stem for stem, _word, _folded in words if any(_is_in(part, stem) for part in some)}
        near = sorted(stems, key=lambda stem: (len(stem), stem))[:MOST_COMPOUNDS]
        widened.append(slot.with_more([(stem,) for stem in near], COMPOUND))
    return widened


def _parts(slot: Slot) -> frozenset[str]:
    """Name the stems of a slot's own word that may be parts of a compound.

    English writes its compounds apart, and would make *lever* of *levering*.
    """
    if len(slot.words) > 1 or not slot.words[0].isalpha():
        return frozenset()
    stemmed = stems_in_every_language(slot.words[0])
    own = (stem for language, ways in stemmed.items() if language != "en" for stem in ways)
    return frozenset(stem for stem in own if len(stem) >= BEGINS)


def _is_in(part: str, stem: str) -> bool:
    if stem == part:
        return False
    if stem.startswith(part) or (len(part) >= HOLDS and part in stem):
        return True
    return len(part) >= ENDS and part not in ENDINGS and stem.endswith(part)


def with_parts(slot: Slot) -> Slot:
    """Let a compound that nothing holds stand for its two parts, where both are known words."""
    word = fold(slot.words[0])
    splits: dict[Phrase, None] = {}
    for at in range(BEGINS, len(word) - BEGINS + 1):
        for link in LINKS:
            left, right = word[:at].removesuffix(link), word[at:]
            if len(left) >= BEGINS:
                for phrase in _own([left, right]):
                    splits[phrase] = None
    stems = {stem for phrase in splits for stem in phrase}
    known = set(Word.objects.filter(stem__in=stems).values_list("stem", flat=True))
    return slot.with_more([each for each in splits if known.issuperset(each)], PARTS)
