"""Ask how sending goes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from samspill.core.email_addresses import key_of
from samspill.outbox.choices import LEFT_ALONE
from samspill.outbox.models import Letter, Message, Suppression
from samspill.outbox.pacing import WAITS_FOR_ITS_TURN


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many messages stand where."""

    waiting: int
    tried_again: int
    sent: int
    failed: int
    dropped: int
    bounced: int
    delayed: int
    complained: int


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
            bounced=Count("pk", filter=Q(bounced_at__isnull=False)),
            delayed=Count("pk", filter=Q(soft_bounces__gt=0, bounced_at=None)),
            complained=Count("pk", filter=Q(complained_at__isnull=False)),
        )
    )


def age_of_oldest_unsent(at: datetime) -> timedelta | None:
    """Return how long the oldest message has waited that no mail server has been offered yet.

    One that a receiver's server puts off is not counted: that says nothing about us. Nor is one
    that waits for its turn, because its domain is written to slowly.
    """
    unsent = Message.objects.unsettled().filter(attempts=0, written_at__lte=at)
    unsent = unsent.exclude(last_error=WAITS_FOR_ITS_TURN)
    written_at = unsent.aggregate(oldest=Min("written_at"))["oldest"]
    return at - written_at if written_at else None


def reported_message(key: int | None, message_ids: Collection[str]) -> Message | None:
    """Find the message that a report is about, by the key in its address or by its Message-ID."""
    messages = Message.objects.select_related("letter")
    if key is not None and (found := messages.filter(pk=key).first()):
        return found
    # Whoever quotes several of our mails in one report reports none of them.
    found_by_id = list(messages.filter(message_id__in=message_ids)[:2]) if message_ids else []
    return found_by_id[0] if len(found_by_id) == 1 else None


def suppressed(addresses: Iterable[str]) -> frozenset[str]:
    """Return those of the addresses that lists must not write to."""
    keys = {key_of(each): each for each in addresses}
    found = Suppression.objects.filter(address_key__in=keys).values_list("address_key", flat=True)
    return frozenset(keys[each] for each in found)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What went wrong with mail since a moment, and how many addresses lists leave alone."""

    sent: int
    failed: int
    bounced: int
    complained: int
    suppressed: int


def trouble(*, since: datetime) -> Trouble:
    """Count what was sent, given up, returned and unwanted since a moment."""
    return Trouble(
        **Message.objects.aggregate(
            sent=Count("pk", filter=Q(sent_at__gte=since)),
            failed=Count("pk", filter=Q(failed_at__gte=since)),
            bounced=Count("pk", filter=Q(bounced_at__gte=since)),
            complained=Count("pk", filter=Q(complained_at__gte=since)),
        ),
        suppressed=Suppression.objects.count(),
    )


#: So many addresses are asked about at a time.
ADDRESSES_AT_A_TIME = 500


def copies_by_language(letter: int) -> dict[str, dict[str, int]]:
    """Count the copies of a letter by where they stand, by language.

    ``unreached`` are those dropped because lists leave their address alone.
    """
    unsettled = Q(sent_at=None, failed_at=None, dropped_at=None)
    is_dropped, is_left_alone = Q(dropped_at__isnull=False), Q(last_error=LEFT_ALONE)
    rows = (
        Message.objects.filter(letter=letter)
        .values("language")
        .annotate(
            waiting=Count("pk", filter=unsettled & Q(attempts=0)),
            deferred=Count("pk", filter=unsettled & Q(attempts__gt=0)),
            sent=Count("pk", filter=Q(sent_at__isnull=False)),
            failed=Count("pk", filter=Q(failed_at__isnull=False)),
            dropped=Count("pk", filter=is_dropped & ~is_left_alone),
            unreached=Count("pk", filter=is_dropped & is_left_alone),
            bounced=Count("pk", filter=Q(bounced_at__isnull=False)),
            complained=Count("pk", filter=Q(complained_at__isnull=False)),
        )
        .order_by("language")
    )
    return {
        row["language"]: {name: many for name, many in row.items() if isinstance(many, int)}
        for row in rows
    }


def copies_of_letter(letter: int, addresses: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """Tell to which of some addresses a letter was sent: in which language, and when."""
    return {
        to: (language, sent_at)
        for copies in _sent_to(addresses)
        for to, language, sent_at in copies.filter(letter=letter).values_list(
            "to", "language", "sent_at"
        )
        if sent_at is not None
    }


def newer_copies(
    letter: int, addresses: Collection[str], *, since: datetime
) -> dict[str, list[datetime]]:
    """Tell when other letters to lists, written since a moment, were sent to some addresses."""
    found: dict[str, list[datetime]] = {}
    others = Letter.objects.filter(is_for_list=True, written_at__gte=since).exclude(pk=letter)
    keys = list(others.values_list("pk", flat=True))
    for copies in _sent_to(addresses):
        for to, sent_at in copies.filter(letter__in=keys).values_list("to", "sent_at"):
            if sent_at is not None:
                found.setdefault(to, []).append(sent_at)
    return found


def _sent_to(addresses: Collection[str]) -> Iterator[QuerySet[Message]]:
    asked = list(addresses)
    for first in range(0, len(asked), ADDRESSES_AT_A_TIME):
        some = asked[first : first + ADDRESSES_AT_A_TIME]
        yield Message.objects.filter(to__in=some, sent_at__isnull=False)
