"""What comes back is noted once, and lists leave alone whom mail does not reach."""

from datetime import timedelta

import pytest

from samspill.audit.models import Entry
from samspill.outbox import kinds
from samspill.outbox.actions import forget_address, forget_settled, suppress, take_in, write_again
from samspill.outbox.choices import Cause
from samspill.outbox.models import Letter, Message, Suppression
from samspill.outbox.queries import copies_by_language, counts, suppressed, trouble
from samspill.outbox.reports import read
from samspill.outbox.returns import return_address
from samspill.outbox.tasks import send_due
from samspill.outbox.tests.factories import WRITTEN_AT, a_list_letter, a_message, a_shift
from samspill.outbox.tests.reports import a_bounce, a_complaint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

KARI = "kari@kommune.example"
OLA = "ola@kommune.example"


@pytest.fixture
def followers(register):
    register("tests.update", lambda _message: {"unsubscribe": "https://samspill.example/x"})


def take(content, *, at=WRITTEN_AT):
    return [take_in(report, at=at) for report in read(content)]


def test_each_copy_goes_out_under_an_address_of_its_own(office, followers):
    a_list_letter([KARI, OLA])

    send_due(a_shift())

    for sender, (to,) in office.envelopes:
        assert sender == return_address(Message.objects.get(to=to).pk)


def test_mail_that_came_back_is_the_last_that_lists_send_there(office, followers):
    a_list_letter([KARI, OLA])
    send_due(a_shift())

    assert take(a_bounce(return_address(Message.objects.get(to=KARI).pk))) == [True]
    a_list_letter([KARI, OLA], key="update:2")
    send_due(a_shift())

    assert office.copies() == {KARI: 1, OLA: 2}
    assert Suppression.objects.get().cause == Cause.BOUNCED
    assert Message.objects.get(to=KARI, letter__key="update:2").dropped_at == WRITTEN_AT
    assert (counts().bounced, counts().dropped) == (1, 1)
    copies = copies_by_language(Letter.objects.get(key="update:2").pk)["nb"]
    assert (copies["sent"], copies["dropped"], copies["unreached"]) == (1, 0, 1)


def test_what_somebody_asks_for_themselves_goes_there_all_the_same(office):
    suppress(KARI, cause=Cause.BOUNCED, status="5.1.1", at=WRITTEN_AT)
    a_message(KARI)

    send_due(a_shift())

    assert office.copies() == {KARI: 1}


def test_a_final_refusal_of_the_address_counts_as_coming_back(office, followers):
    office.answers[KARI] = ["RCPT 550 5.1.1 No such person"]
    a_list_letter([KARI])

    send_due(a_shift())

    row = Suppression.objects.get()
    assert (row.cause, row.status) == (Cause.REFUSED, "5.1.1")
    assert suppressed([KARI.upper(), OLA]) == {KARI.upper()}


@pytest.mark.parametrize("answer", ["RCPT 550 5.7.1 Your server is listed", "552 Mailbox full"])
def test_a_refusal_that_does_not_speak_of_the_address_stops_no_list(office, followers, answer):
    office.answers[KARI] = [answer]
    a_list_letter([KARI])

    send_due(a_shift())

    assert not Suppression.objects.exists()


def test_a_report_is_news_once(office):
    message = a_message(KARI)
    bounce = a_bounce(return_address(message.pk))

    assert [take(bounce), take(bounce)] == [[True], [False]]
    assert Entry.objects.filter(what="outbox.suppressed").count() == 1
    assert Entry.objects.filter(what="outbox.reported").count() == 1


def test_delays_are_counted_once_each(office):
    message = a_message(KARI)
    delayed = {"action": "delayed", "status": "4.4.1"}
    for minute in (1, 2, 2, 1):
        date = f"Sat, 24 Oct 2026 09:0{minute}:00 +0000"
        take(a_bounce(return_address(message.pk), date=date, **delayed))

    message.refresh_from_db()
    assert (message.soft_bounces, message.bounced_at) == (2, None)
    assert counts().delayed == 1
    assert not Suppression.objects.exists()


def test_a_full_mailbox_is_noted_and_written_to_again(office):
    message = a_message(KARI)

    take(a_bounce(return_address(message.pk), status="5.2.2", diagnostic="smtp; 552 5.2.2 Full"))

    message.refresh_from_db()
    assert (message.soft_bounces, message.bounced_at) == (1, WRITTEN_AT)
    assert not Suppression.objects.exists()


def test_a_report_that_comes_before_our_own_note_is_kept(office):
    message = a_message(KARI)

    take(a_bounce(return_address(message.pk)))
    send_due(a_shift())

    message.refresh_from_db()
    assert (message.sent_at, message.bounced_at) == (WRITTEN_AT, WRITTEN_AT)


def test_a_complaint_is_told_to_whoever_knows_the_reader(office, followers, monkeypatch):
    told = []
    monkeypatch.setitem(kinds._suppressed, "tests.update", lambda *words: told.append(words))
    a_list_letter([KARI])
    message = Message.objects.get()

    assert take(a_complaint(message_id=message.message_id)) == [True]

    assert told == [(message, Cause.COMPLAINED, WRITTEN_AT)]
    assert Suppression.objects.get().cause == Cause.COMPLAINED
    assert counts().complained == 1


def test_a_stranger_cannot_make_lists_leave_somebody_alone(office):
    message = a_message(KARI)

    forged = a_bounce(f"post+{message.pk}-{'0' * 20}@samspill.example")
    unknown = a_bounce(message_id=f"<{'0' * 32}@samspill.example>")

    assert take(forged) + take(unknown) == [False, False]
    assert not Suppression.objects.exists()


def test_the_trail_names_no_address(office):
    take(a_bounce(return_address(a_message(KARI).pk)))

    said = [f"{entry.subject} {entry.changes}" for entry in Entry.objects.all()]
    assert said
    assert not any("@" in words for words in said)


def test_lists_may_write_again_to_who_has_shown_that_mail_arrives():
    suppress(KARI, cause=Cause.BOUNCED, status="5.1.1", at=WRITTEN_AT)

    assert [write_again(KARI, by="tests", at=WRITTEN_AT) for _time in range(2)] == [True, False]
    assert suppressed([KARI]) == frozenset()


@pytest.mark.parametrize(
    "forget",
    [
        lambda: forget_address(KARI, at=WRITTEN_AT),
        lambda: forget_settled(at=WRITTEN_AT + timedelta(days=731)),
    ],
    ids=["erased", "two years later"],
)
def test_no_address_is_left_alone_for_ever(forget):
    suppress(KARI, cause=Cause.BOUNCED, status="5.1.1", at=WRITTEN_AT)

    forget()

    assert not Suppression.objects.exists()


def test_trouble_is_counted_for_those_who_look_after_the_site(office):
    take(a_bounce(return_address(a_message(KARI).pk)))

    seen = trouble(since=WRITTEN_AT)
    assert (seen.bounced, seen.suppressed, seen.failed) == (1, 1, 0)
