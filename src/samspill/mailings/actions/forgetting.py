"""Forget what is no longer needed: retention rules, which the worker carries out daily."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from samspill.audit.actions import record
from samspill.mailings.actions.following import TIME_TO_CONFIRM
from samspill.mailings.actions.leaving import erase_subscriber
from samspill.mailings.actions.trail import note
from samspill.mailings.choices import Channel, ConsentEvent, SubscriptionStatus
from samspill.mailings.models import AskedMail, Consent, Subscriber, Subscription

#: So long after leaving the last list, the links in old mails still lead somewhere.
KEEP_DEPARTED = timedelta(days=30)
#: So long after its last event, a consent that no longer holds is kept as proof. The
#: period is the one that the privacy page promises.
KEEP_CONSENTS = timedelta(days=3 * 365 + 1)
#: Longer than any pause between mails.
KEEP_PAUSES = timedelta(days=1)


@transaction.atomic
def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what was asked for and not confirmed in time, and return how much that was."""
    overdue = Subscription.objects.filter(
        status=SubscriptionStatus.PENDING, asked_at__lte=at - TIME_TO_CONFIRM
    )
    forgotten = 0
    for subscriber in _held_with(overdue):
        mine = overdue.filter(subscriber=subscriber).select_for_update(of=("self",))
        for subscription in mine.select_related("subscriber", "interest_list").order_by("pk"):
            note(ConsentEvent.ERASED, subscription, channel=Channel.RULE, at=at)
            subscription.delete()
            forgotten += 1
        if not subscriber.subscriptions.exists():
            erase_subscriber(subscriber, at=at, channel=Channel.RULE)
    AskedMail.objects.filter(mailed_at__lt=at - KEEP_PAUSES).delete()
    return forgotten


@transaction.atomic
def forget_departed(*, at: datetime) -> int:
    """Delete the addresses that have followed nothing for a month, and return how many."""
    left_long_ago = Subscription.objects.filter(
        status=SubscriptionStatus.ENDED, ended_at__lte=at - KEEP_DEPARTED
    )
    forgotten = 0
    for subscriber in _held_with(left_long_ago):
        if not subscriber.subscriptions.exclude(pk__in=left_long_ago.values("pk")).exists():
            erase_subscriber(subscriber, at=at, channel=Channel.RULE)
            forgotten += 1
    return forgotten


@transaction.atomic
def forget_consents(*, at: datetime) -> int:
    """Delete the proof of consents that ended years ago, and return how many rows that was.

    A consent that still holds, or ended lately, is kept whole: all events of one address on one
    list go together.
    """
    kept = Consent.objects.filter(
        Q(at__gt=at - KEEP_CONSENTS)
        | Q(pk__in=_newest_events().filter(event=ConsentEvent.CONFIRMED)),
        address_key=OuterRef("address_key"),
        list_key=OuterRef("list_key"),
    )
    forgotten = Consent.objects.filter(~Exists(kept)).delete()[0]
    if forgotten:
        record("mailings.consents_forgotten", "consents", by="rule", at=at, many=forgotten)
    return forgotten


def _newest_events() -> QuerySet[Consent]:
    later = Consent.objects.filter(
        address_key=OuterRef("address_key"), list_key=OuterRef("list_key"), pk__gt=OuterRef("pk")
    )
    return Consent.objects.filter(~Exists(later))


def _held_with(subscriptions: QuerySet[Subscription]) -> list[Subscriber]:
    """Hold the addresses that have such subscriptions, so that nobody asks with them meanwhile."""
    some = subscriptions.filter(subscriber=OuterRef("pk"))
    return list(Subscriber.objects.select_for_update().filter(Exists(some)).order_by("pk"))
