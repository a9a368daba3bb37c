"""Retention: what is no longer needed is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.mailings.actions import ask, forget_consents, forget_departed, forget_unconfirmed
from samspill.mailings.choices import Channel, ConsentEvent
from samspill.mailings.models import AskedMail, Consent, Subscriber, Subscription
from samspill.mailings.tests.factories import (
    InterestListFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_unconfirmed_addresses_are_forgotten_after_a_week():
    ask(InterestListFactory(), address="kari@kommune.example", language="en", at=NOON)

    assert forget_unconfirmed(at=NOON + WEEK - timedelta(seconds=1)) == 0
    assert forget_unconfirmed(at=NOON + WEEK) == 1
    assert forget_unconfirmed(at=NOON + WEEK) == 0

    assert not Subscriber.objects.exists()
    assert not AskedMail.objects.exists()
    assert "kari" not in Message.objects.get().to
    last = Consent.objects.order_by("pk").last()
    assert (last.event, last.channel) == (ConsentEvent.ERASED, Channel.RULE)


def test_whoever_follows_something_else_is_kept():
    subscriber = SubscriberFactory()
    kept = SubscriptionFactory(subscriber=subscriber)
    SubscriptionFactory(subscriber=subscriber, pending=True, asked_at=NOON - WEEK)

    assert forget_unconfirmed(at=NOON) == 1

    assert list(Subscription.objects.all()) == [kept]


def test_addresses_that_follow_nothing_are_forgotten_after_a_month():
    SubscriptionFactory(ended=True, ended_at=NOON - timedelta(days=30))
    lately = SubscriptionFactory(ended=True, ended_at=NOON - timedelta(days=29))
    stays = SubscriberFactory()
    SubscriptionFactory(subscriber=stays, ended=True, ended_at=NOON - timedelta(days=90))
    SubscriptionFactory(subscriber=stays)

    assert forget_departed(at=NOON) == 1

    assert set(Subscriber.objects.all()) == {lately.subscriber, stays}


def consent(address_key, event, at):
    return Consent.objects.create(
        address_key=address_key,
        list_key="initiative:ferries",
        event=event,
        language="en",
        channel=Channel.PAGE,
        controller="A county",
        at=at,
    )


def test_proof_of_a_consent_goes_three_years_after_it_ended_and_not_before():
    long_ago = NOON - timedelta(days=4 * 365)
    consent("left", ConsentEvent.CONFIRMED, long_ago)
    consent("left", ConsentEvent.WITHDRAWN, NOON - timedelta(days=3 * 365 + 2))
    consent("left lately", ConsentEvent.CONFIRMED, long_ago)
    consent("left lately", ConsentEvent.WITHDRAWN, NOON - timedelta(days=30))
    consent("still follows", ConsentEvent.ASKED, long_ago)
    consent("still follows", ConsentEvent.CONFIRMED, long_ago)

    assert forget_consents(at=NOON) == 2

    kept = Consent.objects.order_by("pk").values_list("address_key", flat=True)
    assert list(kept) == ["left lately", "left lately", "still follows", "still follows"]
