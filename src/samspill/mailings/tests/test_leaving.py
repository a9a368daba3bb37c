"""Stopping, being erased, and being left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps

from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPossible
from samspill.mailings.actions import (
    announce,
    ask,
    choose_language,
    confirm,
    end,
    end_all,
    erase,
    silence,
    unsilence,
)
from samspill.mailings.choices import Channel, ConsentEvent, SubscriptionStatus
from samspill.mailings.models import Consent, Silence, Subscriber, Subscription
from samspill.mailings.tests.factories import (
    InterestListFactory,
    SubscriberFactory,
    SubscriptionFactory,
    UpdateFactory,
)
from samspill.mailings.tests.letters import begin_all, newest, secret_of
from samspill.outbox.actions import suppress_receiver
from samspill.outbox.choices import Cause
from samspill.outbox.models import Message, Suppression
from samspill.worker import wire

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
KARI = "kari@kommune.example"


def everything_in_the_database():
    """Write out every value of every row of every table."""
    return "\n".join(
        repr(row) for model in apps.get_models() for row in model._base_manager.values()
    )


def test_end_stops_and_leaves_its_proof():
    subscription = SubscriptionFactory()

    end(subscription.handle, at=NOON, channel=Channel.ONE_CLICK)

    subscription.refresh_from_db()
    assert (subscription.status, subscription.ended_at) == (SubscriptionStatus.ENDED, NOON)
    consent = Consent.objects.get()
    assert (consent.event, consent.channel) == (ConsentEvent.WITHDRAWN, Channel.ONE_CLICK)


def test_end_may_be_asked_twice():
    subscription = SubscriptionFactory()

    end(subscription.handle, at=NOON)
    end(subscription.handle, at=NOON + timedelta(hours=1))

    subscription.refresh_from_db()
    assert subscription.ended_at == NOON
    assert Consent.objects.count() == 1


def test_end_all_stops_what_one_address_follows_and_no_other():
    subscriber = SubscriberFactory()
    first, _second = SubscriptionFactory.create_batch(2, subscriber=subscriber)
    SubscriptionFactory(subscriber=subscriber, pending=True)
    another = SubscriptionFactory()

    assert end_all(first.handle, at=NOON) == 3

    assert not subscriber.subscriptions.exclude(status=SubscriptionStatus.ENDED).exists()
    another.refresh_from_db()
    assert another.status == SubscriptionStatus.CONFIRMED


def test_choosing_a_language_holds_for_the_address():
    subscription = SubscriptionFactory()

    choose_language(subscription.handle, "fi", at=NOON)

    subscription.subscriber.refresh_from_db()
    assert subscription.subscriber.language == "fi"


def test_an_erased_address_stands_nowhere():
    interest_list = InterestListFactory()
    ask(interest_list, address="Kari.Nordmann@kommune.example", language="en", at=NOON)
    subscription = confirm(secret_of(newest()), at=NOON)
    UpdateFactory(interest_list=interest_list)
    announce(
        UpdateFactory(interest_list=interest_list),
        link="/en/",
        short_title="Delivery",
        reply_to="",
        by="person:1",
        at=NOON,
    )
    begin_all(at=NOON + timedelta(minutes=1))
    Message.objects.filter(pk=newest().pk).update(last_error="550 <Kari.Nordmann@…> unknown")
    assert "nordmann" in everything_in_the_database().lower()

    erase(subscription.handle, at=NOON)

    assert "nordmann" not in everything_in_the_database().lower()
    assert not Message.objects.unsettled().exists()
    assert Consent.objects.order_by("pk").last().event == ConsentEvent.ERASED


def test_erasing_leaves_other_readers_alone():
    mine, other = SubscriptionFactory.create_batch(2)

    erase(mine.handle, at=NOON)

    assert list(Subscription.objects.all()) == [other]


def test_an_erased_address_may_follow_again():
    interest_list = InterestListFactory()
    ask(interest_list, address=KARI, language="en", at=NOON)
    erase(confirm(secret_of(newest()), at=NOON).handle, at=NOON)

    later = NOON + timedelta(hours=2)
    ask(interest_list, address=KARI, language="en", at=later)
    confirm(secret_of(newest()), at=later)

    assert Subscription.objects.get().status == SubscriptionStatus.CONFIRMED


def test_the_same_address_can_be_erased_twice_over():
    for _time in range(2):
        subscription = SubscriptionFactory(subscriber__address=KARI)
        UpdateFactory(interest_list=subscription.interest_list)
        erase(subscription.handle, at=NOON)

    assert not Subscriber.objects.exists()


def test_silence_erases_and_is_kept_without_the_address():
    SubscriptionFactory(subscriber__address=KARI)

    silence(key_of(KARI), at=NOON)
    silence(key_of(KARI), at=NOON)

    assert Silence.objects.get().since == NOON
    assert KARI not in everything_in_the_database()


def test_silence_can_be_lifted():
    silence(key_of(KARI), at=NOON)
    unsilence(key_of(KARI), at=NOON)

    ask(InterestListFactory(), address=KARI, language="en", at=NOON)

    assert newest().to == KARI


@pytest.mark.parametrize("act", [end, end_all, erase])
def test_an_unknown_handle_is_refused_with_a_sentence(act):
    with pytest.raises(NotPossible, match="do not know this link"):
        act("made-up", at=NOON)


def _a_copy_of_an_update(subscription):
    announce(
        UpdateFactory(interest_list=subscription.interest_list),
        link="/en/",
        short_title="Delivery",
        reply_to="",
        by="person:1",
        at=NOON,
    )
    begin_all(at=NOON + timedelta(minutes=1))
    return Message.objects.get()


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (Cause.COMPLAINED, SubscriptionStatus.ENDED),
        (Cause.BOUNCED, SubscriptionStatus.CONFIRMED),
    ],
)
def test_a_complaint_ends_what_is_followed_and_a_bounce_does_not(cause, status):
    wire()
    subscription = SubscriptionFactory()
    message = _a_copy_of_an_update(subscription)

    suppress_receiver(message, cause=cause, status="", at=NOON)

    subscription.refresh_from_db()
    assert subscription.status == status
    if status == SubscriptionStatus.ENDED:
        assert Consent.objects.get().channel == Channel.BOUNCE


def test_who_confirms_again_is_written_to_again():
    list_ = InterestListFactory()
    ask(list_, address=KARI, language="nb", at=NOON)
    mail = Message.objects.get()
    suppress_receiver(mail, cause=Cause.BOUNCED, status="5.1.1", at=NOON)

    confirm(secret_of(mail), at=NOON)

    assert not Suppression.objects.exists()
