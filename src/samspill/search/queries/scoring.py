"""How well a thing answers a question: one reckoning, in Python, whatever found the thing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samspill.search.choices import Kind
from samspill.search.queries.asking import Slot
from samspill.search.words.synonyms import Phrase

#: What a stem is worth by where it stands; in the body it stands without a mark.
IN_TITLE, IN_LEAD, OFTEN, IN_BODY, AROUND = 1.0, 0.55, 0.5, 0.35, 0.22
#: For a title that says all that was asked, for one that says nothing else, and in that order.
ALL_IN_TITLE, TITLE_COVERED, IN_ORDER = 0.25, 0.6, 0.15
#: What is new is a little more likely to be wanted than what is old.
NEW = 0.08
_FIRST_YEAR, _YEARS, _SECONDS_A_YEAR = 2010, 20, 31_557_600
KINDS: Mapping[str, float] = {
    Kind.INITIATIVE: 1.1,
    Kind.PROGRAMME: 1.08,
    Kind.ARTICLE: 1.0,
    Kind.GUIDE: 1.05,
    Kind.THEME: 1.0,
    Kind.PLACE: 1.0,
    Kind.ORGANISATION: 1.0,
    Kind.GATHERING: 0.95,
    Kind.UPDATE: 0.92,
    Kind.NEWSLETTER: 0.85,
    Kind.DOCUMENT: 0.8,
}


@dataclass(frozen=True)
class Candidate:
    """What the reckoning knows of a thing."""

    number: int
    kind: str
    tokens: Sequence[str]
    headings: Sequence[Sequence[str]]


class Reckoning:
    """A question made ready, so that hundreds of things are reckoned in a few milliseconds."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._many = len(slots)
        #: By token: which words of the question it answers, and what that is worth.
        self._answers: dict[str, list[tuple[int, float]]] = {}
        #: By stem: which words of the question it stands for in a title, and what that is worth.
        self._standing: dict[str, list[tuple[int, float]]] = {}
        self._phrases: list[tuple[int, float, Phrase]] = []
        for place, slot in enumerate(slots):
            for each in slot.alternatives:
                if len(each.stems) > 1:
                    self._phrases.append((place, each.worth, each.stems))
                else:
                    self._learn(place, each.worth, each.stems[0])

    def _learn(self, place: int, worth: float, stem: str) -> None:
        for mark, where in (("t:", IN_TITLE), ("l:", IN_LEAD), ("o:", OFTEN), ("", IN_BODY)):
            self._answers.setdefault(f"{mark}{stem}", []).append((place, worth * where))
        self._answers.setdefault(f"c:{stem}", [])
        self._standing.setdefault(stem, []).append((place, worth))

    def score(self, candidate: Candidate) -> float:
        """Reckon how well a thing answers."""
        total = sum(self._best(candidate.tokens)) / self._many
        total += max((self._heading(heading) for heading in candidate.headings), default=0.0)
        return total * KINDS.get(candidate.kind, 1.0) + NEW * _newness(candidate.number)

    def _best(self, tokens: Sequence[str]) -> list[float]:
        """Reckon for each word of the question what the best that stands for it is worth."""
        best = [0.0] * self._many
        hits = self._answers.keys() & tokens
        for token in hits:
            # What stands around a thing stands in it without a mark as well.
            share = AROUND / IN_BODY if f"c:{token}" in hits else 1.0
            for place, worth in self._answers[token]:
                best[place] = max(best[place], worth * share)
        if self._phrases:
            known = frozenset(tokens)
            for place, worth, stems in self._phrases:
                if worth > best[place]:
                    best[place] = max(
                        best[place], worth * min(_place(known, stem) for stem in stems)
                    )
        return best

    def _heading(self, heading: Sequence[str]) -> float:
        """Reckon what the title in one language adds: how much of what was asked, and of what else."""
        found: dict[int, tuple[float, Phrase]] = {}
        for stem in heading:
            for place, worth in self._standing.get(stem, ()):
                if worth > found.get(place, (0.0, ()))[0]:
                    found[place] = (worth, (stem,))
        for place, worth, stems in self._phrases:
            if worth >= found.get(place, (0.0, ()))[0] and all(stem in heading for stem in stems):
                found[place] = (worth, stems)
        if not found:
            return 0.0
        worth = sum(each for each, _stems in found.values()) / self._many
        said = {stem for _worth, stems in found.values() for stem in stems}
        covered = sum(1 for stem in heading if stem in said) / len(heading)
        added = TITLE_COVERED * covered * worth
        if len(found) == self._many:
            added += ALL_IN_TITLE * worth
            if self._many > 1 and _is_in_order(heading, found):
                added += IN_ORDER * worth
        return added


def _place(tokens: Collection[str], stem: str) -> float:
    """Tell what a stem is worth by the best place where it stands."""
    if stem not in tokens:
        return 0.0
    for mark, where in (("t:", IN_TITLE), ("l:", IN_LEAD), ("o:", OFTEN), ("c:", AROUND)):
        if f"{mark}{stem}" in tokens:
            return where
    return IN_BODY


def _is_in_order(heading: Sequence[str], found: Mapping[int, tuple[float, Phrase]]) -> bool:
    places = [heading.index(found[place][1][0]) for place in sorted(found)]
    return all(after == before + 1 for before, after in pairwise(places))


def _newness(number: int) -> float:
    years = (number >> 30) / _SECONDS_A_YEAR + 1970 - _FIRST_YEAR
    return min(max(years / _YEARS, 0.0), 1.0)
