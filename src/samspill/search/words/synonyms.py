"""Words that mean the same, within a language and across the six: a list that people review.

``synonyms.toml`` says of each group where it comes from. Members may have several words.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from samspill.search.words.stemming import ALGORITHMS, STEMMED_APART, stems

FILE = Path(__file__).with_name("synonyms.toml")
#: A member as stems: "public body" is two.
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """The groups, and in which of them a phrase stands, by way of stemming."""

    groups: Sequence[frozenset[Phrase]]
    standing: Mapping[str, Mapping[Phrase, Sequence[int]]]
    longest: int

    def of(self, phrase: Phrase, language: str) -> frozenset[Phrase]:
        """Find what means the same as a phrase that is stemmed as in a language, itself included."""
        numbers = self.standing[language].get(phrase, ())
        return frozenset[Phrase]().union(*(self.groups[number] for number in numbers))


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """Read the list."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]
    groups: list[frozenset[Phrase]] = []
    standing: dict[str, dict[Phrase, list[int]]] = {code: {} for code in STEMMED_APART}
    for number, group in enumerate(told):
        members = set()
        for language in ALGORITHMS:
            apart = _apart(language)
            for member in group.get(language, []):
                phrase = tuple(stems(member, language))
                members.add(phrase)
                numbers = standing[apart].setdefault(phrase, [])
                if number not in numbers:
                    numbers.append(number)
        groups.append(frozenset(members))
    longest = max(len(phrase) for group in groups for phrase in group)
    return Synonyms(groups=groups, standing=standing, longest=longest)


def _apart(language: str) -> str:
    return next(code for code in STEMMED_APART if ALGORITHMS[code] == ALGORITHMS[language])
