"""News goes once to whoever follows one or more of the lists that it is about."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.core.translated import Translated
from samspill.mailings.actions import announce, end, recall, tell
from samspill.mailings.choices import HappeningKind, Rhythm
from samspill.mailings.models import Happening
from samspill.mailings.tests.factories import (
    InterestListFactory,
    SubscriberFactory,
    SubscriptionFactory,
    UpdateFactory,
)
from samspill.mailings.tests.letters import address_all, begin_all, newest, read
from samspill.outbox.models import Letter, Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TITLE = Translated(en="A ferry without a crew", nb="En ferge uten mannskap")


def told(*lists, key="gathering:1", at=NOON):
    receivers = tell(
        HappeningKind.GATHERING,
        key,
        title=TITLE,
        summary=Translated(en="Monday in Oslo"),
        link=lambda: "/en/gatherings/ferry/",
        lists=[each.pk for each in lists],
        at=at,
    )
    address_all(at=at)
    return receivers


def test_whoever_follows_several_of_the_lists_gets_one_copy_for_the_nearest():
    near, far = InterestListFactory(), InterestListFactory(title=Translated(en="All of Norway"))
    reader = SubscriberFactory()
    SubscriptionFactory(interest_list=far, subscriber=reader)
    SubscriptionFactory(interest_list=near, subscriber=reader)
    only_far = SubscriptionFactory(interest_list=far)

    assert told(near, far) == 2

    texts = {message.to: read(message).flat for message in Message.objects.all()}
    assert "because you follow “Emission-free delivery”" in texts[reader.address]
    assert "because you follow “All of Norway”" in texts[only_far.subscriber.address]
    assert Letter.objects.count() == 1


def test_a_mail_about_something_new_says_what_it_is_and_how_to_leave():
    subscription = SubscriptionFactory()

    told(subscription.interest_list)

    mail = read(newest())
    assert mail.subject == "New gathering: A ferry without a crew"
    assert "Monday in Oslo" in mail.flat
    assert mail.link_after("Read more on the site").endswith("/en/gatherings/ferry/")
    assert mail.link_after("Stop following").endswith(f"/{subscription.handle}/")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_same_thing_is_told_once():
    interest_list = SubscriptionFactory().interest_list

    assert told(interest_list) == 1
    assert told(interest_list, at=NOON + timedelta(days=1)) == 0

    assert Happening.objects.count() == Message.objects.count() == 1


def test_an_update_goes_also_to_those_who_follow_what_it_belongs_to():
    update = UpdateFactory()
    follower = SubscriptionFactory()

    announce(
        update,
        link="/en/updates/1/",
        short_title="Delivery",
        reply_to="",
        by="person:1",
        at=NOON,
        also=[follower.interest_list_id],
    )

    assert begin_all(at=NOON + MINUTE) == 1
    assert Happening.objects.get().summary["en"] == "They deliver every day."


def test_who_has_left_one_list_before_it_is_sent_gets_it_for_the_other():
    near, far = InterestListFactory(), InterestListFactory(title=Translated(en="All of Norway"))
    reader = SubscriberFactory()
    first = SubscriptionFactory(interest_list=near, subscriber=reader)
    second = SubscriptionFactory(interest_list=far, subscriber=reader)
    told(near, far)

    end(first.handle, at=NOON)
    assert "because you follow “All of Norway”" in read(newest()).flat

    end(second.handle, at=NOON)
    assert read(newest()) is None


def test_what_has_been_recalled_is_told_nobody():
    subscription = SubscriptionFactory()
    told(subscription.interest_list)

    assert recall("gathering:1", at=NOON)

    assert read(newest()) is None
    assert not recall("gathering:1", at=NOON)


def test_readers_of_digests_are_not_written_to_at_once():
    subscription = SubscriptionFactory(
        subscriber__rhythm=Rhythm.DAILY, subscriber__told_through=0, subscriber__told_on=NOON.date()
    )

    assert told(subscription.interest_list) == 0

    assert not Message.objects.exists()
    assert Happening.objects.count() == 1
