"""Digests and pauses: everything is told once, at once or later, and nothing is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings.actions import (
    choose_rhythm,
    end_all,
    pause,
    recall,
    resume,
    tell,
    write_digests,
)
from samspill.mailings.actions import digests as written
from samspill.mailings.choices import HappeningKind, Rhythm
from samspill.mailings.models import Subscriber
from samspill.mailings.tests.factories import (
    InterestListFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from samspill.mailings.tests.letters import address_all, newest, read
from samspill.outbox.models import Letter, Message

pytestmark = pytest.mark.django_db

#: A Wednesday.
NOON = datetime(2026, 10, 21, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def happens(interest_list, name, *, at, is_addressed=True):
    tell(
        HappeningKind.INITIATIVE,
        name,
        title=Translated(en=f"About {name}"),
        summary=Translated(en=f"More of {name}"),
        link=lambda: f"/en/{name}/",
        lists=[interest_list.pk],
        at=at,
    )
    if is_addressed:
        address_all(at=at)


def write_all(at):
    """Do what the worker does."""
    rounds = 0
    while write_digests(at=at, most=2):
        rounds += 1
        assert rounds < 50
    return rounds


def texts():
    return [read(message).flat for message in Message.objects.order_by("pk")]


def test_a_daily_digest_tells_all_of_a_day_in_one_mail():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON + timedelta(hours=1))
    happens(subscription.interest_list, "van", at=NOON + timedelta(hours=2))
    assert not Message.objects.exists()

    write_all(NOON + DAY)

    mail = read(Message.objects.get())
    assert mail.subject == "About van, and 1 more piece of news"
    assert mail.flat.index("About van") < mail.flat.index("About ferry")
    assert "More of ferry" in mail.flat
    assert "New initiative · 21 October 2026" in mail.flat
    assert mail.link_after("Stop following everything").endswith(f"/{subscription.handle}/")
    assert "List-Unsubscribe" in mail.headers


def test_nothing_is_written_when_nothing_has_happened():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=NOON)

    write_all(NOON + DAY)

    assert not Message.objects.exists()
    assert Subscriber.objects.get().told_on == date(2026, 10, 22)


def test_writing_digests_again_changes_nothing():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON)
    write_all(NOON + DAY)

    assert write_all(NOON + DAY + timedelta(hours=3)) == 0
    Subscriber.objects.update(told_through=0, told_on=NOON.date())  # as if it had been forgotten
    write_all(NOON + DAY)

    assert Message.objects.count() == 1


def test_a_weekly_digest_is_written_on_monday_or_as_soon_as_the_worker_is_back():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.WEEKLY, at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON)

    write_all(NOON + 4 * DAY)  # Sunday
    assert not Message.objects.exists()

    write_all(NOON + 7 * DAY)  # Wednesday: nobody worked on Monday
    assert Message.objects.count() == 1
    happens(subscription.interest_list, "van", at=NOON + 7 * DAY)
    write_all(NOON + 8 * DAY)
    assert Message.objects.count() == 1
    write_all(NOON + 12 * DAY)  # Monday
    assert Message.objects.count() == 2


def test_readers_of_one_language_with_the_same_news_share_a_letter():
    interest_list = InterestListFactory()
    for number in range(5):
        language = "nb" if number == 4 else "en"
        one = SubscriptionFactory(interest_list=interest_list, subscriber__language=language)
        choose_rhythm(one.handle, Rhythm.DAILY, at=NOON)
    happens(interest_list, "ferry", at=NOON)

    write_all(NOON + DAY)

    assert Message.objects.count() == 5
    assert Letter.objects.count() == 2


def test_choosing_to_hear_at_once_brings_what_has_waited():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.WEEKLY, at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON)

    choose_rhythm(subscription.handle, Rhythm.AT_ONCE, at=NOON)
    happens(subscription.interest_list, "van", at=NOON)

    assert ["About ferry" in text for text in texts()] == [True, False]
    assert ["About van" in text for text in texts()] == [False, True]


def test_during_a_pause_nothing_comes_and_afterwards_all_of_it_once():
    subscription = SubscriptionFactory()
    pause(subscription.handle, until_on=date(2026, 10, 24), at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON)
    write_all(NOON + 2 * DAY)
    assert not Message.objects.exists()

    write_all(NOON + 3 * DAY)
    happens(subscription.interest_list, "van", at=NOON + 3 * DAY)

    assert [("ferry" in text, "van" in text) for text in texts()] == [(True, False), (False, True)]
    assert Subscriber.objects.get().paused_until_on is None


def test_a_pause_can_be_ended_at_once():
    subscription = SubscriptionFactory()
    pause(subscription.handle, until_on=date(2026, 12, 24), at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON)

    resume(subscription.handle, at=NOON)

    assert "About ferry" in read(newest()).flat


@pytest.mark.parametrize("day", [date(2026, 10, 21), date(2026, 10, 1), date(2028, 1, 1)])
def test_a_pause_ends_on_a_day_of_the_year_to_come(day):
    with pytest.raises(NotPossible, match="Choose a day"):
        pause(SubscriptionFactory().handle, until_on=day, at=NOON)


def test_what_happened_before_one_began_to_follow_is_not_told():
    reader = SubscriberFactory()
    first = SubscriptionFactory(subscriber=reader)
    choose_rhythm(first.handle, Rhythm.DAILY, at=NOON)
    other = InterestListFactory()
    happens(other, "ferry", at=NOON)
    SubscriptionFactory(
        subscriber=reader, interest_list=other, confirmed_at=NOON + timedelta(hours=1)
    )

    write_all(NOON + DAY)

    assert not Message.objects.exists()


def test_what_has_been_recalled_does_not_stand_in_a_digest():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON)
    recall("ferry", at=NOON)

    write_all(NOON + DAY)

    assert not Message.objects.exists()


def test_a_digest_is_not_sent_to_who_has_left_everything_since():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=NOON)
    happens(subscription.interest_list, "ferry", at=NOON)
    write_all(NOON + DAY)

    end_all(subscription.handle, at=NOON + DAY)

    assert read(newest()) is None


def test_a_digest_shows_no_more_than_mail_programs_do():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=NOON)
    for number in range(35):
        happens(subscription.interest_list, f"number-{number}", at=NOON)

    write_all(NOON + DAY)

    mail = read(newest())
    assert "5 older pieces of news stand on the site" in mail.flat
    assert len(mail.html.encode()) < 100_000


def test_a_reader_of_digests_always_has_a_mark():
    with pytest.raises(IntegrityError), transaction.atomic():
        SubscriberFactory(rhythm=Rhythm.DAILY)


STEPS = st.lists(
    st.sampled_from(
        ["happens", "addresses", "day", "at_once", "daily", "weekly", "pause", "resume", "digests"],
    ),
    max_size=14,
)


def run(steps):
    """Do the steps, then let time pass; return what happened, and what was told of it."""
    subscription = SubscriptionFactory(confirmed_at=NOON - DAY)
    SubscriptionFactory(interest_list=subscription.interest_list)  # somebody hears at once
    now, number = NOON, 0
    for step in steps:
        if step == "happens":
            number += 1
            happens(
                subscription.interest_list,
                f"thing-{subscription.pk}-{number}.",
                at=now,
                is_addressed=False,
            )
        elif step == "forgets":
            Subscriber.objects.update(told_before=0)
        elif step == "addresses":
            address_all(at=now)
        elif step == "day":
            now += DAY
        elif step == "pause":
            pause(subscription.handle, until_on=(now + 3 * DAY).date(), at=now)
        elif step == "resume":
            resume(subscription.handle, at=now)
        elif step == "digests":
            write_all(now)
        else:
            choose_rhythm(subscription.handle, Rhythm(step), at=now)
    for _day in range(12):
        now += DAY
        address_all(at=now)
        write_all(now)
    mine = Message.objects.filter(to=subscription.subscriber.address).order_by("pk")
    said = " ".join(read(message).text for message in mine)
    return [
        said.count(f"About thing-{subscription.pk}-{each}.") > 0 for each in range(1, number + 1)
    ], [said.count(f"More of thing-{subscription.pk}-{each}.") for each in range(1, number + 1)]


@given(steps=STEPS)
@settings(max_examples=60, deadline=None)
def test_whatever_a_reader_chooses_everything_is_told_once(steps):
    found, times = run(steps)

    assert all(found)
    assert set(times) <= {1}


def test_who_turns_to_digests_while_others_are_addressed_gets_the_copy_all_the_same(monkeypatch):
    assert run(["happens", "daily", "addresses"]) == ([True], [1])

    monkeypatch.setattr(written, "_address_what_is_on_its_way", lambda _reader, *, at: None)
    assert run(["happens", "daily", "addresses"]) == ([False], [0])


def test_without_the_other_mark_things_come_twice():
    """The guard off: it is forgotten that they have been told by a digest."""
    steps = ["daily", "happens", "at_once", "forgets", "addresses"]

    assert run([each for each in steps if each != "forgets"]) == ([True], [1])
    assert run(steps) == ([True], [2])


def test_without_the_mark_things_are_lost(monkeypatch):
    """The guard off: whoever goes over to digests has the mark of another day."""
    monkeypatch.setattr(written, "newest_happening", lambda: 10**9)

    _found, times = run(["daily", "happens", "day", "digests"])

    assert times == [0]
