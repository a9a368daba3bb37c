"""Rows that stand in an order of their own: numbered within what they belong to."""

from typing import Any

from django.db.models import F, Max, QuerySet

#: No list has so many rows; numbers are lifted out of each other's way by it.
_OUT_OF_THE_WAY = 10_000


def next_number(rows: QuerySet[Any]) -> int:
    """Return the number of a row that is to stand last."""
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def move(rows: QuerySet[Any], pk: int, *, up: bool) -> bool:
    """Let a row change places with the one above or below it; tell whether there was one.

    Whoever calls this holds what the rows belong to, so that two do not move them at once.
    """
    order = list(rows.order_by("number", "pk").values_list("pk", flat=True))
    here = order.index(pk) if pk in order else -1
    there = here - 1 if up else here + 1
    if here < 0 or not 0 <= there < len(order):
        return False
    order[here], order[there] = order[there], order[here]
    rows.update(number=F("number") + _OUT_OF_THE_WAY)
    for number, each in enumerate(order, start=1):
        rows.filter(pk=each).update(number=number)
    return True
