"""Did you mean …? A guess at a word that is in nothing, made of words that the reader may find."""

import re
from collections.abc import Sequence

from samspill.search.expressions import all_of
from samspill.search.queries.asking import Question, Slot, slots_of
from samspill.search.queries.reach import Reach
from samspill.search.words.folding import fold
from samspill.search.words.spelling import SHORTEST, nearest, trigrams


def suggest(question: Question, slots: Sequence[Slot], known: Sequence[bool], reach: Reach) -> str:
    """Put the nearest word that leads somewhere in place of each that is in nothing.

    A guess is only made of words by which this reader finds something: what is in things that are
    closed to them is never shown.
    """
    said = question.text
    has_changed = False
    for slot, is_known in zip(slots, known, strict=True):
        word = slot.words[0]
        if is_known or len(slot.words) > 1 or len(word) < SHORTEST:
            continue
        if guess := _guess(word, question, reach):
            said = re.sub(rf"\b{re.escape(word)}\b", guess.replace("\\", ""), said)
            has_changed = True
    return said if has_changed else ""


def _guess(word: str, question: Question, reach: Reach) -> str:
    folded = fold(word)
    candidates = [
        (other, written) for _stem, written, other in reach.engine.words_with(trigrams(folded))
    ]
    for guess in nearest(folded, candidates):
        slot = slots_of([guess])[0]
        own = slot.expression(least=1.0)
        if reach.count(all_of([own, *question.marks])):
            return guess
    return ""
