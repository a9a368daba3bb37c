"""How far two words are from each other, in slips of the hand."""

from collections.abc import Iterable

#: Shorter words are too near to each other for a guess.
SHORTEST = 4
#: From this length on, two slips are forgiven.
LONG = 7


def slips(one: str, other: str, most: int) -> int:
    """Count letters left out, added, changed or swapped between two words, up to ``most`` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, another in enumerate(other, start=1):
            cost = min(
                last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != another)
            )
            is_swapped = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == another
            )
            now.append(min(cost, before[column - 2] + 1) if is_swapped else cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]


def trigrams(word: str) -> list[str]:
    """List the threes of letters in a word, each once, in their order."""
    return list(dict.fromkeys(word[at : at + 3] for at in range(len(word) - 2)))


def nearest(word: str, candidates: Iterable[tuple[str, str]], *, most: int = 5) -> list[str]:
    """Choose the words nearest to one that was typed, the nearest first.

    :param candidates: pairs of a folded word and the word as it is written.
    """
    allowed = 2 if len(word) >= LONG else 1
    own = set(trigrams(word))
    found: dict[str, tuple[int, int, str]] = {}
    for folded, written in candidates:
        if folded == word or abs(len(folded) - len(word)) > allowed:
            continue
        shared = len(own.intersection(trigrams(folded)))
        if shared + 3 * allowed < len(own):
            continue
        distance = slips(word, folded, allowed)
        if distance <= allowed:
            # A slip in the first letter is rare.
            rank = distance * 2 + (folded[0] != word[0])
            found[written] = min(found.get(written, (99, 0, "")), (rank, len(folded), written))
    return sorted(found, key=lambda each: found[each])[:most]
