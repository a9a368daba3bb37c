"""Ask how sending goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from samspill.outbox.models import Message


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many messages stand where."""

    waiting: int
    tried_again: int
    sent: int
    failed: int
    dropped: int


def counts(*, kind: str = "") -> Counts:
    """Count the messages by where they stand, in all or of one kind of letter."""
    unsettled = Q(sent_at=None, failed_at=None, dropped_at=None)
    messages = Message.objects.filter(letter__kind=kind) if kind else Message.objects.all()
    return Counts(
        **messages.aggregate(
            waiting=Count("pk", filter=unsettled & Q(attempts=0)),
            tried_again=Count("pk", filter=unsettled & Q(attempts__gt=0)),
            sent=Count("pk", filter=Q(sent_at__isnull=False)),
            failed=Count("pk", filter=Q(failed_at__isnull=False)),
            dropped=Count("pk", filter=Q(dropped_at__isnull=False)),
        )
    )


def age_of_oldest_unsent(at: datetime) -> timedelta | None:
    """Return how long the oldest message has waited that no mail server has been offered yet.

    One that a receiver's server puts off is not counted: that says nothing about us.
    """
    unsent = Message.objects.unsettled().filter(attempts=0, written_at__lte=at)
    written_at = unsent.aggregate(oldest=Min("written_at"))["oldest"]
    return at - written_at if written_at else None
