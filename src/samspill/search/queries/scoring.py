"""How well a thing answers a question: one reckoning, in Python, whatever found the thing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samspill.search.choices import Kind
from samspill.search.queries.asking import Slot

if TYPE_CHECKING:
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
    Kind.DOCUMENT: 0.8,
}


@dataclass(frozen=True)
class Candidate:
    """What the reckoning knows of a thing."""

    number: int
    kind: str
    tokens: Collection[str]
    headings: Sequence[Sequence[str]]


def score(candidate: Candidate, slots: Sequence[Slot]) -> float:
    """Reckon how well a thing answers."""
    answers = [_answer(candidate.tokens, slot) for slot in slots]
    total = sum(answers) / len(slots)
    total += max((_heading(heading, slots) for heading in candidate.headings), default=0.0)
    return total * KINDS.get(candidate.kind, 1.0) + NEW * _newness(candidate.number)


def _answer(tokens: Collection[str], slot: Slot) -> float:
    """Reckon how well a thing answers one word: by the best of what may stand for it."""
    best = 0.0
    for each in slot.alternatives:
        if each.worth * IN_TITLE > best:
            best = max(best, each.worth * min(_place(tokens, stem) for stem in each.stems))
    return best


def _place(tokens: Collection[str], stem: str) -> float:
    if stem not in tokens:
        return 0.0
    if f"t:{stem}" in tokens:
        return IN_TITLE
    if f"l:{stem}" in tokens:
        return IN_LEAD
    if f"o:{stem}" in tokens:
        return OFTEN
    return AROUND if f"c:{stem}" in tokens else IN_BODY


def _heading(heading: Sequence[str], slots: Sequence[Slot]) -> float:
    """Reckon what the title in one language adds: how much of what was asked, and of what else."""
    found: list[tuple[float, Phrase]] = []
    for slot in slots:
        standing = [
            (each.worth, each.stems)
            for each in slot.alternatives
            if all(stem in heading for stem in each.stems)
        ]
        if standing:
            found.append(max(standing, key=lambda each: (each[0], len(each[1]))))
    if not found or not heading:
        return 0.0
    worth = sum(each for each, _stems in found) / len(slots)
    said = {stem for _worth, stems in found for stem in stems}
    covered = sum(1 for stem in heading if stem in said) / len(heading)
    added = TITLE_COVERED * covered * worth
    if len(found) == len(slots):
        added += ALL_IN_TITLE * worth
        if len(slots) > 1 and _is_in_order(heading, [stems[0] for _worth, stems in found]):
            added += IN_ORDER * worth
    return added


def _is_in_order(heading: Sequence[str], stems: Sequence[str]) -> bool:
    places = [heading.index(stem) for stem in stems]
    return all(after == before + 1 for before, after in pairwise(places))


def _newness(number: int) -> float:
    years = (number >> 30) / _SECONDS_A_YEAR + 1970 - _FIRST_YEAR
    return min(max(years / _YEARS, 0.0), 1.0)
