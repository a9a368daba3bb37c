"""What a digest may still tell of what happened earlier.

``samspill.worker`` wires the callables in: mailings know nothing of what they tell of.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening

#: Return those of some happenings that everybody may still read of, saying no more than is shown.
#: Titles and summaries are changed on the objects, which are not saved.
Retell = Callable[[Sequence[Happening], datetime], Iterable[Happening]]

_retellers: dict[str, Retell] = {}


def register(kind: HappeningKind, retell: Retell) -> None:
    """Name the callable that knows what may still be told of a kind."""
    _retellers[kind.value] = retell


def retold(keys: Iterable[int], *, at: datetime) -> dict[int, Happening]:
    """Read happenings as they may be told now; what may not be told any more is left out.

    What nobody knows anything of is told as it was.
    """
    found: dict[int, Happening] = {}
    ordered = Happening.objects.filter(pk__in=set(keys)).order_by("kind", "pk")
    for kind, grouped in groupby(ordered, key=lambda each: each.kind):
        happenings, retell = list(grouped), _retellers.get(kind)
        found |= {each.pk: each for each in (retell(happenings, at) if retell else happenings)}
    return found


def without_hidden(
    happenings: Sequence[Happening], rows: QuerySet[Any], shown: QuerySet[Any]
) -> list[Happening]:
    """Leave out what happened to things that are there, and not shown to everybody.

    The keys of the happenings end with the primary keys of ``rows``, of which ``shown`` are some.
    What happened to things that are not among ``rows`` is kept.
    """
    ends = {each.pk: each.key.rpartition(":")[2] for each in happenings}
    keys = {pk: int(end) for pk, end in ends.items() if end.isdecimal()}
    there = set(rows.filter(pk__in=keys.values()).values_list("pk", flat=True))
    kept = set(shown.filter(pk__in=there).values_list("pk", flat=True))
    return [each for each in happenings if keys.get(each.pk) not in there - kept]
