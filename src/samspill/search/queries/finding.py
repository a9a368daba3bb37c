"""Find: candidates from the engine, their order from the score, and what the page shows of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from samspill.core.languages import NEAREST
from samspill.core.translated import Translated
from samspill.search.choices import Facet, Kind, Order
from samspill.search.expressions import Expression, all_of, some_of
from samspill.search.models import Content
from samspill.search.queries.asking import OWN, Question, Slot, slots_of, with_compounds, with_parts
from samspill.search.queries.reach import Reach
from samspill.search.queries.scoring import Candidate, Reckoning
from samspill.search.queries.snippets import Shown, marked, snippet, wanted_stems
from samspill.search.queries.suggesting import suggest

A_PAGE = 10
#: So many of the newest of each sort are weighed against each other: those with every word in the
#: title, those with the reader's own words, and all that fit.
WEIGHED = 100
#: Facets are counted over so many of the newest answers.
COUNTED = 5_000
#: No reader goes further by turning pages.
LAST_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One answer, as the page shows it."""

    kind: Kind
    key: str
    title: Shown
    snippet: Shown
    route: str
    arguments: Sequence[str | int]
    fragment: str
    dated_at: datetime | None
    languages: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answers to a question.

    ``total`` is exact. ``listed`` may be less: where there are very many, the best of them are.
    ``is_partial`` says that nothing held all the words, and the answers hold some of them.
    """

    question: Question
    total: int = 0
    listed: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[Facet, Sequence[tuple[str, int]]]
    are_facets_of_newest: bool = False
    is_partial: bool = False
    suggestion: str = ""

    @property
    def pages(self) -> int:
        """Count the pages of the list."""
        return min(-(-self.listed // A_PAGE), LAST_PAGE)


def find(question: Question, *, keys: Iterable[str] = (), at: datetime) -> Found:
    """Answer a question for a reader who holds some keys, at a moment.

    Without words, everything is listed that the question is narrowed to.
    """
    reach = Reach(frozenset(keys), at)
    slots = with_compounds(slots_of(question.words), reach.engine)
    if not slots and (question.words or not question.marks) and question.text.strip():
        return Found(question=question, facets={})
    wanted = _wanted(slots, question)
    if wanted is None:
        return Found(question=question, facets={})
    newest, total = _first(wanted, reach)
    is_partial, suggestion = False, ""
    if not total and slots:
        wanted, slots, suggestion = _less(question, slots, reach)
        newest, total = _first(wanted, reach)
        is_partial = bool(total) and len(slots) > 1
    numbers, listed = _ordered(question, wanted, slots, (newest, total), reach)
    return Found(
        question=question,
        total=total,
        listed=listed,
        hits=_hits(numbers, question, slots),
        facets=_counted(reach.facets(wanted, most=COUNTED)) if total else {},
        are_facets_of_newest=total > COUNTED,
        is_partial=is_partial,
        suggestion=suggestion,
    )


def _wanted(slots: Sequence[Slot], question: Question) -> Expression | None:
    parts = [*(slot.expression() for slot in slots), *question.marks]
    return all_of(parts) if parts else None


def _first(wanted: Expression, reach: Reach) -> tuple[list[int], int]:
    """Number the newest that fit, and count all; few are counted by being read."""
    newest = reach.newest(wanted, most=WEIGHED + 1)
    return newest, len(newest) if len(newest) <= WEIGHED else reach.count(wanted)


def _less(
    question: Question, slots: list[Slot], reach: Reach
) -> tuple[Expression, list[Slot], str]:
    """Ask for less where nothing has every word: parts of compounds, then fewer of the words.

    A word that is in nothing this reader may find is guessed at.
    """
    known = [bool(reach.count(all_of([slot.expression(), *question.marks]))) for slot in slots]
    suggestion = suggest(question, slots, known, reach) if not all(known) else ""
    slots = [
        slot if is_known else with_parts(slot) for slot, is_known in zip(slots, known, strict=True)
    ]
    wanted: Expression = all_of([*(slot.expression() for slot in slots), *question.marks])
    is_there = bool(reach.count(wanted))
    for many in range(len(slots) - 1, 0, -1):
        if is_there:
            break
        some = some_of(
            all_of(slot.expression() for slot in chosen) for chosen in combinations(slots, many)
        )
        wanted = all_of([some, *question.marks])
        is_there = bool(reach.count(wanted))
    return wanted, slots, suggestion


def _ordered(
    question: Question,
    wanted: Expression,
    slots: Sequence[Slot],
    first: tuple[list[int], int],
    reach: Reach,
) -> tuple[list[int], int]:
    """Number the answers of the page, and say how many are listed in all."""
    skip = (question.page - 1) * A_PAGE
    newest, total = first
    if not total:
        return [], 0
    if question.order == Order.NEWEST or not slots:
        if skip + A_PAGE <= len(newest) or total == len(newest):
            return newest[skip : skip + A_PAGE], total
        return reach.newest(wanted, most=A_PAGE, skip=skip), total
    numbers = newest[:WEIGHED]
    if total > WEIGHED:
        numbers += _likely(question, slots, reach)
    ranked = _ranked(dict.fromkeys(numbers), slots)
    return ranked[skip : skip + A_PAGE], len(ranked)


def _likely(question: Question, slots: Sequence[Slot], reach: Reach) -> list[int]:
    """Number the newest with every word in the title, and with the reader's own words."""

    def newest(least: float, mark: str) -> list[int]:
        every = [slot.expression(least=least, mark=mark) for slot in slots]
        return reach.newest(all_of([*every, *question.marks]), most=WEIGHED)

    in_title = newest(0.0, "t:")
    # Few of them are all of them.
    own_in_title = newest(OWN, "t:") if len(in_title) == WEIGHED else []
    return [*own_in_title, *in_title, *newest(OWN, "")]


def _ranked(numbers: Iterable[int], slots: Sequence[Slot]) -> list[int]:
    rows = Content.objects.filter(pk__in=list(numbers)).values_list(
        "pk", "findable__kind", "tokens", "headings"
    )
    reckoning = Reckoning(slots)
    scored = []
    for number, kind, tokens, headings in rows:
        candidate = Candidate(
            number, kind, tokens.split(), [each.split() for each in headings.split("|")]
        )
        scored.append((round(reckoning.score(candidate), 9), number))
    return [number for _score, number in sorted(scored, reverse=True)]


def _hits(numbers: Sequence[int], question: Question, slots: Sequence[Slot]) -> tuple[Hit, ...]:
    wanted = wanted_stems(slots)
    contents = Content.objects.filter(pk__in=numbers).select_related("findable")
    found = {content.pk: content for content in contents}
    return tuple(_hit(found[number], question, wanted) for number in numbers if number in found)


def _hit(content: Content, question: Question, wanted: frozenset[str]) -> Hit:
    title = Translated(content.texts["title"]).wording(question.language)
    languages = [question.language, *NEAREST[question.language]]
    return Hit(
        kind=Kind(content.findable.kind),
        key=content.findable.key,
        title=marked(title.text, title.language, wanted),
        snippet=snippet(content.texts, languages, wanted),
        route=content.route,
        arguments=content.arguments,
        fragment=content.fragment,
        dated_at=content.findable.dated_at,
        languages=list(content.texts["title"]),
    )


def _counted(rows: Iterable[str]) -> dict[Facet, list[tuple[str, int]]]:
    """Count the values of each facet, the most frequent first."""
    counts = Counter(" ".join(rows).split())
    found: dict[Facet, list[tuple[str, int]]] = {facet: [] for facet in Facet}
    for each, many in counts.items():
        facet, _is, value = each.partition("=")
        found[Facet(facet)].append((value, many))
    for values in found.values():
        values.sort(key=lambda each: (-each[1], each[0]))
    return found
