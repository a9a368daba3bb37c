"""Who is told of what happens: at once, or with their next digest."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)

from samspill.mailings.models import Happening, Subscriber, Subscription
from samspill.mailings.queries.lists import by_language, followers_of, is_unreached


def told_at_once(lists: Iterable[int]) -> QuerySet[Subscription]:
    """Find the confirmed subscriptions whose readers want to hear at once, and have no pause."""
    return followers_of(lists).filter(subscriber__told_through=None)


def count_told_at_once(lists: Iterable[int]) -> dict[str, int]:
    """Count who would be written to now, by language: each reader once.

    Whoever mail does not reach is not counted.
    """
    return by_language(told_at_once(lists).exclude(is_unreached("subscriber__address_key")))


def nearest(lists: Sequence[int], field: str, *, since: datetime | None = None) -> Subquery:
    """Say, of a subscriber, something of their subscription to the nearest of some lists.

    ``lists`` are keys, the nearest first; ``field`` may be ``place``, the number in that order.
    With ``since``, what was confirmed after that moment does not count.
    """
    places = [When(interest_list=pk, then=Value(place)) for place, pk in enumerate(lists)]
    theirs = followers_of(lists).filter(subscriber=OuterRef("pk"))
    if since is not None:
        theirs = theirs.filter(confirmed_at__lte=since)
    ordered = theirs.annotate(place=Case(*places, default=Value(0), output_field=IntegerField()))
    return Subquery(ordered.order_by("place").values(field)[:1])


def receivers_at_once(
    happening: Happening, *, after: int = 0, many: int | None = None
) -> list[tuple[int, str, str, int]]:
    """List who is told of a happening by a mail of its own: who wanted that when it happened.

    Each by their key, which comes after the given one; with address, language, and the key of the
    subscription that they get it for. Whoever has turned to digests since is not among them any
    more: their copy was addressed before they turned (``actions.digests``).
    """
    lists = [int(pk) for pk in happening.nearest_first]
    rows = (
        Subscriber.objects.filter(pk__gt=after, told_through=None, told_before__lt=happening.pk)
        .annotate(subscription=nearest(lists, "pk", since=happening.happened_at))
        .filter(subscription__isnull=False)
        .order_by("pk")
    )
    return list(rows.values_list("pk", "address", "language", "subscription")[:many])


def count_receivers_at_once(happening: Happening) -> int:
    """Count those who wanted to be told of a happening by a mail of its own."""
    theirs = followers_of(int(pk) for pk in happening.nearest_first).filter(
        confirmed_at__lte=happening.happened_at,
        subscriber__told_through=None,
        subscriber__told_before__lt=happening.pk,
    )
    return theirs.aggregate(many=Count("subscriber", distinct=True))["many"] or 0


def happened(keys: Iterable[str]) -> frozenset[str]:
    """Tell which of some happenings those who follow have been told of, by their keys."""
    told = Happening.objects.filter(key__in=list(keys))
    return frozenset(told.values_list("key", flat=True))


def newest_happening() -> int:
    """Return the number of the newest happening there is."""
    newest: int | None = Happening.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def untold(subscribers: Sequence[Subscriber], *, through: int) -> dict[int, list[int]]:
    """Tell what readers of digests have not been told of yet: happenings, oldest first, by reader.

    What happened before somebody began to follow is none of theirs.
    """
    marks = {each.pk: each.told_through or 0 for each in subscribers}
    on_list: dict[int, list[tuple[int, datetime]]] = {}
    happenings = Happening.interest_lists.through.objects.filter(
        happening__pk__gt=min(marks.values(), default=through),
        happening__pk__lte=through,
        happening__recalled_at=None,
    )
    rows = happenings.values_list("interestlist_id", "happening_id", "happening__happened_at")
    for list_pk, happening, happened_at in rows:
        on_list.setdefault(list_pk, []).append((happening, happened_at))
    found: dict[int, set[int]] = {}
    theirs = followers_of(on_list).filter(subscriber__in=list(marks))
    followed = theirs.values_list("subscriber_id", "interest_list_id", "confirmed_at")
    for reader, list_pk, confirmed_at in followed:
        found.setdefault(reader, set()).update(
            happening
            for happening, happened_at in on_list[list_pk]
            if happening > marks[reader] and confirmed_at and happened_at >= confirmed_at
        )
    return {reader: sorted(happenings) for reader, happenings in found.items() if happenings}
