"""Sending to lists: decided now, gone at a moment, recalled until then, and told afterwards."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.audit.models import Entry
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings import emails
from samspill.mailings.actions import (
    begin,
    begin_due,
    choose_rhythm,
    end,
    keep_reports,
    recall_sending,
    send_to_lists,
)
from samspill.mailings.actions.sendings import REPORT_AFTER
from samspill.mailings.choices import HappeningKind, Rhythm, SendingState
from samspill.mailings.models import Happening, Sending, Subscription
from samspill.mailings.queries import (
    ListedReaders,
    ToldCount,
    ToldSum,
    count_told,
    count_told_at_once,
    progress,
    standing,
)
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import address_all, begin_all
from samspill.outbox.actions import suppress, write_again
from samspill.outbox.choices import LEFT_ALONE, Cause
from samspill.outbox.models import Letter, Message
from samspill.outbox.parts import Mail, Paragraph

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def compose():
    return Mail(subject="News", parts=[Paragraph("Here it is.")], reason="You follow.")


def decided(*lists, **changes):
    given = {
        "key": "newsletter:1",
        "tells": HappeningKind.GATHERING,
        "lists": [each.pk for each in lists or [InterestListFactory()]],
        "compose": compose,
        "headers": {},
        "reply_to": "facilitator@kommune.example",
        "goes_at": None,
        "by": "person:1",
        "at": NOON,
        "title": Translated(en="News"),
        "summary": Translated(en="Here it is."),
        "link": "/en/newsletters/1/",
    }
    return send_to_lists(emails.UPDATE, **{**given, **changes})


def told():
    return set(Message.objects.values_list("to", flat=True))


def test_what_is_sent_now_goes_when_the_time_to_undo_has_passed():
    subscription = SubscriptionFactory()
    sending = decided(subscription.interest_list)

    assert begin_all(at=NOON + MINUTE - SECOND) == 0
    assert begin_all(at=NOON + MINUTE) == 1
    assert begin_all(at=NOON + 2 * MINUTE) == 0

    sending.refresh_from_db()
    assert (sending.goes_at, sending.begun_at) == (NOON + MINUTE, NOON + MINUTE)
    assert told() == {subscription.subscriber.address}
    assert Message.objects.get().letter.headers["Reply-To"] == "facilitator@kommune.example"


def test_who_gets_it_is_decided_when_it_goes():
    interest_list = InterestListFactory()
    leaves = SubscriptionFactory(interest_list=interest_list)
    decided(interest_list, goes_at=NOON + DAY)
    comes = SubscriptionFactory(interest_list=interest_list, confirmed_at=NOON + MINUTE)
    end(leaves.handle, at=NOON + MINUTE)

    begin_due(at=NOON + DAY)
    SubscriptionFactory(interest_list=interest_list, confirmed_at=NOON + DAY + SECOND)
    address_all(at=NOON + DAY + MINUTE)

    assert told() == {comes.subscriber.address}


def test_readers_of_digests_are_told_with_their_next_one():
    subscription = SubscriptionFactory()
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=NOON - DAY)
    decided(subscription.interest_list)

    assert begin_all(at=NOON + MINUTE) == 0

    assert Happening.objects.get().interest_lists.get() == subscription.interest_list


@pytest.mark.parametrize("moment", [NOON, NOON - DAY, NOON + timedelta(days=400)])
def test_a_moment_that_has_passed_or_is_far_ahead_is_refused(moment):
    with pytest.raises(NotPossible, match="Choose"):
        decided(goes_at=moment)

    assert not Sending.objects.exists()


def test_there_is_always_time_to_undo():
    assert decided(goes_at=NOON + SECOND).goes_at == NOON + MINUTE


def test_the_same_is_on_its_way_once_and_again_only_when_it_was_recalled():
    sending = decided()
    with pytest.raises(NotPossible, match="on its way already"):
        decided()

    recall_sending(sending, by="person:1", at=NOON + SECOND)

    assert decided(at=NOON + MINUTE) == standing("newsletter:1")


def test_what_has_been_recalled_goes_to_nobody_and_leaves_no_text():
    subscription = SubscriptionFactory()
    sending = decided(subscription.interest_list)

    recall_sending(sending, by="person:2", at=NOON + MINUTE - SECOND)

    assert begin_all(at=NOON + MINUTE) == 0
    assert not Letter.objects.exists()
    assert not Happening.objects.exists()
    assert progress(sending, at=NOON).state == SendingState.RECALLED
    assert "mailings.sending_recalled" in Entry.objects.values_list("what", flat=True)


@pytest.mark.parametrize("has_begun", [True, False])
def test_what_has_begun_or_is_to_begin_is_not_recalled(has_begun):
    sending = decided()
    if has_begun:
        begin(sending, at=NOON + MINUTE)

    with pytest.raises(NotPossible, match="has begun"):
        recall_sending(sending, by="person:1", at=NOON + MINUTE)

    sending.refresh_from_db()
    assert sending.recalled_at is None


def test_it_is_recalled_once():
    sending = decided()
    recall_sending(sending, by="person:1", at=NOON)

    with pytest.raises(NotPossible, match="stopped already"):
        recall_sending(sending, by="person:1", at=NOON)


def test_its_text_is_frozen_in_every_language_when_it_is_decided():
    subscription = SubscriptionFactory()
    sending = decided(subscription.interest_list)
    before = dict(sending.letter.wordings.values_list("language", "text"))

    subscription.subscriber.language = "fi"
    subscription.subscriber.save()
    begin_all(at=NOON + MINUTE)

    assert set(before) == {"nb", "nn", "sv", "da", "fi", "en"}
    assert Message.objects.get().wording.text == before["fi"]


def test_whom_mail_does_not_reach_is_counted_apart_from_those_who_get_it():
    interest_list = InterestListFactory()
    reached, other = SubscriptionFactory.create_batch(2, interest_list=interest_list)
    address = other.subscriber.address
    suppress(address, cause=Cause.BOUNCED, status="5.1.1", at=NOON)
    lists = [interest_list.pk]

    (row,) = count_told(lists)
    assert (row.at_once, row.later, row.unreached) == (1, 0, 1)
    assert count_told_at_once(lists) == {"en": 1}
    assert ListedReaders(lists).count() == 1
    assert [each.address for each in ListedReaders(lists)[0:9]] == [reached.subscriber.address]

    write_again(address, by="operator", at=NOON)

    (row,) = count_told(lists)
    assert (row.at_once, row.unreached) == (2, 0)


def settle(number, **fields):
    message = Message.objects.order_by("pk")[number]
    Message.objects.filter(pk=message.pk).update(**fields)


def test_progress_tells_what_became_of_each_copy():
    interest_list = InterestListFactory()
    readers = SubscriptionFactory.create_batch(8, interest_list=interest_list)
    sending = decided(interest_list)
    begin_all(at=NOON + MINUTE)
    sending.refresh_from_db()
    assert progress(sending, at=NOON).state == SendingState.GOING

    later = NOON + 2 * MINUTE
    settle(0, sent_at=later)
    settle(1, sent_at=later, bounced_at=later)
    settle(2, sent_at=later, complained_at=later)
    settle(3, failed_at=later)
    settle(4, dropped_at=later)
    settle(5, attempts=2)
    settle(7, dropped_at=later, last_error=LEFT_ALONE)
    settle(6, sent_at=later)
    end(readers[6].handle, at=later + MINUTE)

    found = progress(sending, at=later)
    assert found.state == SendingState.SENT
    assert found.by_language == {"en": found.whole}
    assert found.whole.kept == {
        "waiting": 0,
        "deferred": 1,
        "sent": 4,
        "failed": 1,
        "dropped": 1,
        "unreached": 1,
        "bounced": 1,
        "complained": 1,
        "left": 1,
    }
    assert (found.whole.delivered, found.whole.addressed, found.expected) == (3, 8, 8)
    assert found.whole.written_to == 6


def test_who_leaves_after_a_newer_mail_did_not_leave_because_of_the_older():
    subscription = SubscriptionFactory()
    first = decided(subscription.interest_list)
    begin_all(at=NOON + MINUTE)
    Message.objects.update(sent_at=NOON + 2 * MINUTE)
    second = decided(subscription.interest_list, key="newsletter:2", at=NOON + DAY)
    begin_all(at=NOON + DAY + MINUTE)
    Message.objects.filter(sent_at=None).update(sent_at=NOON + DAY + 2 * MINUTE)

    end(subscription.handle, at=NOON + 2 * DAY)

    for sending, left in ((first, 0), (second, 1)):
        sending.refresh_from_db()
        assert progress(sending, at=NOON + 3 * DAY).whole.left == left


def test_a_report_outlives_the_copies():
    subscription = SubscriptionFactory()
    sending = decided(subscription.interest_list)
    begin_all(at=NOON + MINUTE)
    Message.objects.update(sent_at=NOON + 2 * MINUTE)
    old = NOON + MINUTE + REPORT_AFTER

    assert keep_reports(at=old) == 0
    assert keep_reports(at=old + MINUTE) == 1
    Message.objects.all().delete()

    sending.refresh_from_db()
    assert progress(sending, at=old + DAY).whole.delivered == 1


def test_beginning_takes_as_many_parts_as_it_needs(monkeypatch):
    interest_list = InterestListFactory()
    SubscriptionFactory.create_batch(7, interest_list=interest_list)
    SubscriptionFactory.create_batch(2)
    monkeypatch.setattr("samspill.outbox.actions.writing.COPIES_AT_A_TIME", 3)
    decided(interest_list)

    assert begin_all(at=NOON + MINUTE) == 7

    assert told() == set(
        Subscription.objects.filter(interest_list=interest_list).values_list(
            "subscriber__address", flat=True
        )
    )


def test_a_sum_does_not_tell_what_each_line_keeps_back():
    title = Translated(en="Ferries")
    few = ToldCount(follows=title, language="fi", at_once=1, later=1)
    many = ToldCount(follows=title, language="nb", at_once=4, later=2, unreached=1)

    hidden = ToldSum.of([few, many], are_few_hidden=True)
    whole = ToldSum.of([few, many], are_few_hidden=False)

    assert hidden == ToldSum(at_once=4, later=2, unreached=1, has_hidden=True)
    assert whole == ToldSum(at_once=5, later=3, unreached=1, has_hidden=False)
