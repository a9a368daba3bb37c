"""Limits that hold however many try at once: each try is counted in the database."""

from datetime import UTC, datetime, timedelta
from math import ceil

from django.db import transaction
from django.db.models import F
from django.utils.translation import ngettext

from samspill.core.errors import NotPossible
from samspill.core.models import Tally

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def count(key: str, *, at: datetime, window: timedelta) -> int:
    """Count one more try and return how many there have been in this window, this one included.

    The row stays locked from the update to the end of the transaction, so that no two tries get
    the same number. A key must show nobody's address: give a keyed digest of it. The count is undone
    with the caller's transaction, so count outside it what must be counted even when it fails.
    """
    opened_at = _opening(at, window)
    turn = Tally.objects.filter(key=key, window_at=opened_at)
    if not turn.update(count=F("count") + 1):
        Tally.objects.get_or_create(key=key, window_at=opened_at)
        turn.update(count=F("count") + 1)
    return turn.values_list("count", flat=True).get()


def check_limit(key: str, most: int, window: timedelta, at: datetime) -> None:
    """Count a try and let it pass unless there have been too many in this window.

    :raises NotPossible: too many; the sentence tells when to try again.
    """
    if count(key, at=at, window=window) > most:
        left = _opening(at, window) + window - at
        minutes = max(1, ceil(left / timedelta(minutes=1)))
        raise NotPossible(
            ngettext(
                "This has been tried too often. Please try again in %(minutes)d minute.",
                "This has been tried too often. Please try again in %(minutes)d minutes.",
                minutes,
            )
            % {"minutes": minutes}
        )


def _opening(at: datetime, window: timedelta) -> datetime:
    return at - (at - _BEGINNING) % window
