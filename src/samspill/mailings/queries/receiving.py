"""What those who send ask beforehand: who will get it and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Count, Q, QuerySet

from samspill.core.translated import Translated
from samspill.mailings.choices import Rhythm
from samspill.mailings.models import InterestList, Subscriber, Subscription
from samspill.mailings.queries.lists import is_unreached
from samspill.mailings.queries.telling import nearest

#: Fewer are not told apart by list and language to those who may not see people.
FEWEST_COUNTED = 3


@dataclass(frozen=True, kw_only=True)
class Told:
    """One reader who will be told, and why: they follow a list since a moment."""

    address: str
    language: str
    follows: Translated
    since: datetime | None
    rhythm: Rhythm
    is_at_once: bool

    @property
    def is_paused(self) -> bool:
        """Tell whether they would hear at once, were it not for a pause."""
        return self.rhythm == Rhythm.AT_ONCE and not self.is_at_once


@dataclass(frozen=True, kw_only=True)
class ToldCount:
    """How many will be told in one language because they follow one list.

    ``unreached`` follow it too, and get nothing: their mail came back for good.
    """

    follows: Translated
    language: str
    at_once: int
    later: int
    unreached: int = 0

    @property
    def are_few(self) -> bool:
        """Tell whether a number would say more of people than of a list."""
        return self.at_once + self.later < FEWEST_COUNTED


@dataclass(frozen=True, kw_only=True)
class ToldSum:
    """How many will be told in all. What is not shown by list and language is in no sum either."""

    at_once: int
    later: int
    unreached: int
    has_hidden: bool

    @classmethod
    def of(cls, counted: Iterable[ToldCount], *, are_few_hidden: bool) -> Self:
        """Add up what somebody is shown: otherwise the sum would tell what each line does not."""
        rows = list(counted)
        shown = [each for each in rows if not (are_few_hidden and each.are_few)]
        return cls(
            at_once=sum(each.at_once for each in shown),
            later=sum(each.later for each in shown),
            unreached=sum(each.unreached for each in shown),
            has_hidden=len(shown) < len(rows),
        )


def readers_told(lists: Sequence[int]) -> QuerySet[Subscriber]:
    """Find who follows one of some lists and is reached by mail; ``subscription`` is why."""
    readers = Subscriber.objects.annotate(subscription=nearest(lists, "pk"))
    return readers.filter(~is_unreached("address_key"), subscription__isnull=False)


def told(lists: Sequence[int], *, first: int = 0, most: int = 100) -> list[Told]:
    """List who will be told, a page at a time, by address: each reader once, for the nearest list."""
    page = list(readers_told(lists).order_by("address", "pk")[first : first + most])
    reasons = Subscription.objects.select_related("interest_list").in_bulk(
        [each.subscription for each in page]  # type: ignore[attr-defined]  # annotated
    )
    return [
        Told(
            address=reader.address,
            language=reader.language,
            follows=reason.interest_list.title,
            since=reason.confirmed_at,
            rhythm=Rhythm(reader.rhythm),
            is_at_once=reader.told_through is None,
        )
        for reader in page
        for reason in [reasons[reader.subscription]]  # type: ignore[attr-defined]  # annotated
    ]


class ListedReaders:
    """Those who will be told, as a paginator wants them."""

    def __init__(self, lists: Sequence[int]) -> None:
        self._lists = lists

    def count(self) -> int:
        """Count them all."""
        return readers_told(self._lists).count()

    def __getitem__(self, part: slice) -> list[Told]:
        """Read some of them."""
        first = part.start or 0
        return told(self._lists, first=first, most=(part.stop or first) - first)


def lists_answered_for(lists: Sequence[int], *, by: str) -> list[int]:
    """Keep those of some lists for whose addresses an organisation answers, in their order."""
    theirs = InterestList.objects.filter(pk__in=lists, controller=by)
    own = set(theirs.values_list("pk", flat=True))
    return [pk for pk in lists if pk in own]


def count_told(lists: Sequence[int]) -> list[ToldCount]:
    """Count who will be told, by the list that they follow, the nearest first, and by language."""
    titles = InterestList.objects.in_bulk(lists)
    rows = (
        Subscriber.objects.annotate(
            place=nearest(lists, "place"), is_unreached=is_unreached("address_key")
        )
        .filter(place__isnull=False)
        .values("place", "language")
        .annotate(
            at_once=Count("pk", filter=Q(told_through=None, is_unreached=False)),
            later=Count("pk", filter=Q(told_through__isnull=False, is_unreached=False)),
            unreached=Count("pk", filter=Q(is_unreached=True)),
        )
        .order_by("place", "language")
    )
    return [
        ToldCount(
            follows=titles[lists[row["place"]]].title,
            language=row["language"],
            at_once=row["at_once"],
            later=row["later"],
            unreached=row["unreached"],
        )
        for row in rows
    ]
