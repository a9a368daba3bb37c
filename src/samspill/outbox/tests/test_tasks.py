"""Sending: over a real connection, to a server that does not always say yes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samspill.core.models import Lease
from samspill.outbox import tasks
from samspill.outbox.kinds import register_together
from samspill.outbox.models import Message
from samspill.outbox.parts import Button
from samspill.outbox.queries import age_of_oldest_unsent, counts
from samspill.outbox.returns import return_address
from samspill.outbox.sending import Courier, Envelope, Unreachable
from samspill.outbox.settling import delay
from samspill.outbox.tasks import send_due
from samspill.outbox.tests.factories import WRITTEN_AT, a_list_letter, a_mail, a_message, a_shift
from samspill.outbox.tests.post_office import HANG_UP, free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

KARI = "kari@kommune.example"
CONFIRM = Button("Bekreft", "%%confirm%%")


def the_message():
    return Message.objects.get()


def test_a_message_arrives_and_is_settled(office):
    a_message()

    assert send_due(a_shift()) == 1

    (mail,) = office.mails()
    assert (mail["To"], mail["Subject"]) == (KARI, "Utslippsfri levering")
    message = the_message()
    assert mail["Message-ID"] == message.message_id
    assert (message.sent_at, message.attempts, message.claimed_by) == (WRITTEN_AT, 1, "")


def test_a_message_is_sent_once(office):
    a_message()

    assert [send_due(a_shift()), send_due(a_shift())] == [1, 0]
    assert len(office.kept) == 1


def test_what_is_due_later_waits(office, clock):
    a_message(at=WRITTEN_AT + timedelta(hours=1))

    assert send_due(a_shift()) == 0
    clock.shift(timedelta(hours=1))
    assert send_due(a_shift()) == 1


def test_each_gets_an_envelope_of_their_own_over_one_connection(office):
    for number in range(3):
        a_message(f"nr{number}@kommune.example")

    send_due(a_shift())

    assert sorted(office.envelopes) == [
        (return_address(message.pk), [message.to]) for message in Message.objects.all()
    ]
    assert office.sessions == 1


def test_a_domain_with_letters_of_its_own_is_written_for_servers(office):
    a_message("kari@blåbær.example")

    send_due(a_shift())

    assert office.envelopes[0][1] == ["kari@xn--blbr-roah.example"]
    assert office.mails()[0]["To"] == "kari@xn--blbr-roah.example"


def test_what_is_personal_is_forgotten_after_sending(office):
    a_message(
        compose=lambda: a_mail(parts=[CONFIRM]),
        personal={"confirm": "https://samspill.example/nb/folg/bekreft/secret"},
    )

    send_due(a_shift())

    assert "bekreft/secret" in office.mails()[0].get_body(("plain",)).get_content()
    assert the_message().personal == {}


def test_a_message_whose_link_nobody_can_fill_fails_rather_than_arrives(office):
    a_message(compose=lambda: a_mail(parts=[CONFIRM]))

    send_due(a_shift())

    assert office.kept == []
    assert the_message().failed_at == WRITTEN_AT
    assert "confirm" in the_message().last_error


@pytest.mark.parametrize("answer", ["451 Try later", "421 Too busy", "RCPT 450 Greylisted"])
def test_what_is_refused_for_now_is_tried_again(office, clock, answer):
    office.answers[KARI] = [answer]
    a_message()

    send_due(a_shift())
    waiting = the_message()
    assert (waiting.sent_at, waiting.attempts) == (None, 1)
    assert answer.removeprefix("RCPT ")[:3] in waiting.last_error
    assert timedelta(seconds=45) < waiting.due_at - WRITTEN_AT < timedelta(seconds=75)
    assert send_due(a_shift()) == 0

    clock.shift(timedelta(minutes=2))
    send_due(a_shift())
    assert (the_message().attempts, len(office.kept)) == (2, 1)


@pytest.mark.parametrize("answer", ["552 Mailbox full", "RCPT 550 No such person"])
def test_what_is_refused_for_good_fails_at_once(office, clock, answer):
    office.answers[KARI] = [answer]
    a_message(personal={"code": "123456"})

    send_due(a_shift())
    clock.shift(timedelta(hours=80))
    send_due(a_shift())

    failed = the_message()
    assert (failed.failed_at, failed.attempts) == (WRITTEN_AT, 1)
    assert answer.removeprefix("RCPT ") in failed.last_error
    assert failed.personal == {}
    assert len(office.arrivals) == 1


def test_the_log_does_not_say_to_whom_a_mail_could_not_be_sent(office, caplog):
    office.answers[KARI] = [f"RCPT 550 <{KARI}> is not known here"]
    a_message()

    send_due(a_shift())

    assert "550" in caplog.text
    assert KARI not in caplog.text
    assert KARI in the_message().last_error


def test_refusing_us_is_no_fault_of_the_message(office):
    office.sender_answers = ["550 You are not known here"]
    a_message()

    send_due(a_shift())

    assert (the_message().failed_at, the_message().attempts) == (None, 1)


def test_a_refusal_does_not_hold_up_the_next(office):
    office.answers[KARI] = ["451 Try later"]
    office.answers["ola@kommune.example"] = ["RCPT 550 No"]
    for to in [KARI, "ola@kommune.example", "liv@kommune.example"]:
        a_message(to)

    send_due(a_shift())

    assert dict(office.copies()) == {"liv@kommune.example": 1}
    assert office.sessions == 1


def test_a_lost_answer_costs_a_copy_under_the_same_message_id(office, clock):
    office.answers[KARI] = [HANG_UP]
    a_message()

    send_due(a_shift())
    clock.shift(timedelta(minutes=2))
    send_due(a_shift())

    first, second = office.mails()
    assert first["Message-ID"] == second["Message-ID"] == the_message().message_id
    assert office.kept[0][1] == office.kept[1][1]
    assert the_message().sent_at == WRITTEN_AT + timedelta(minutes=2)


def test_a_server_that_hangs_up_between_two_messages_is_asked_again(office):
    office.answers[KARI] = ["250 OK"]
    courier = Courier()
    courier.deliver(Envelope("post@samspill.example", KARI), b"Subject: x\r\n\r\nx\r\n")
    courier._smtp.sock.shutdown(2)

    courier.deliver(Envelope("post@samspill.example", KARI), b"Subject: x\r\n\r\nx\r\n")
    courier.close()

    assert office.copies() == {KARI: 2}


def test_while_no_server_answers_everything_waits(settings, clock):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    a_message()

    for _attempt in range(12):
        with pytest.raises(Unreachable):
            send_due(a_shift())
        clock.shift(timedelta(minutes=2))

    waiting = the_message()
    assert (waiting.attempts, waiting.failed_at, waiting.claimed_by) == (0, None, "")
    assert age_of_oldest_unsent(timezone.now()) == timedelta(minutes=24)


def test_what_a_receivers_server_puts_off_is_no_sign_of_trouble_here(office):
    office.answers[KARI] = ["450 Greylisted"]
    a_message()

    send_due(a_shift())

    assert age_of_oldest_unsent(WRITTEN_AT + timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("hours", "is_given_up"), [(47, False), (48, True)], ids=["still tried", "given up"]
)
def test_what_is_put_off_for_two_days_has_failed(office, clock, hours, is_given_up):
    office.answers[KARI] = ["451 Try later"] * 2
    a_message()
    send_due(a_shift())

    clock.shift(timedelta(hours=hours))
    send_due(a_shift())

    assert (the_message().failed_at is not None) == is_given_up


def test_after_three_days_without_a_server_a_message_is_given_up(settings, clock):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    a_message()
    clock.shift(timedelta(hours=72))

    with pytest.raises(Unreachable):
        send_due(a_shift())

    assert the_message().failed_at == WRITTEN_AT + timedelta(hours=72)


def test_delays_grow_and_stay_bounded():
    delays = [delay(attempts).total_seconds() for attempts in range(20)]

    assert 48 <= delays[0] <= 72
    assert delays[4] > 4 * delays[0]
    assert max(delays) <= 3600 * 1.2


def test_a_receiver_who_has_left_gets_nothing(office, register):
    gone = "ola@kommune.example"
    register(
        "tests.update",
        lambda message: (
            None
            if message.reference == f"sub:{gone}"
            else {"unsubscribe": "https://samspill.example/nb/folg/avslutt/handle"}
        ),
    )
    a_list_letter([KARI, gone])

    send_due(a_shift())

    assert dict(office.copies()) == {KARI: 1}
    dropped = Message.objects.get(to=gone)
    assert (dropped.dropped_at, dropped.sent_at) == (WRITTEN_AT, None)
    assert "no right" in dropped.last_error
    assert (counts().sent, counts().dropped) == (1, 1)


def test_a_list_letter_that_nobody_decides_about_is_not_sent(office):
    a_list_letter([KARI])

    send_due(a_shift())

    assert office.kept == []
    assert "Nobody decides" in the_message().last_error


def test_a_poisonous_message_holds_up_no_other(office, register):
    def decide(message):
        if message.to == KARI:
            raise RuntimeError("poison")
        return {"unsubscribe": "https://samspill.example/x"}

    register("tests.update", decide)
    a_list_letter([KARI, "ola@kommune.example"])

    send_due(a_shift())

    assert dict(office.copies()) == {"ola@kommune.example": 1}
    poisonous = Message.objects.get(to=KARI)
    assert poisonous.due_at > WRITTEN_AT
    assert "poison" in poisonous.last_error


def test_what_another_living_worker_holds_is_left_alone(office):
    Lease.objects.create(worker="other", seen_at=WRITTEN_AT)
    message = a_message()
    Message.objects.update(claimed_by="other", claimed_until=WRITTEN_AT + timedelta(minutes=3))

    assert send_due(a_shift()) == 0

    message.refresh_from_db()
    assert message.claimed_by == "other"


@pytest.mark.parametrize(
    "held",
    [
        pytest.param({"claimed_by": "dead"}, id="by a worker without a lease"),
        pytest.param({"claimed_by": "worker"}, id="by ourselves, from before"),
        pytest.param({"claimed_by": "other", "expired": True}, id="for too long"),
    ],
)
def test_what_is_held_by_nobody_any_more_is_taken_up(office, held):
    Lease.objects.create(worker="other", seen_at=WRITTEN_AT)
    a_message()
    until = WRITTEN_AT + timedelta(minutes=-1 if held.get("expired") else 3)
    Message.objects.update(claimed_by=held["claimed_by"], claimed_until=until)

    assert send_due(a_shift()) == 1
    assert len(office.kept) == 1


def test_a_worker_that_ends_lets_go_of_what_it_has_not_begun(office):
    for number in range(3):
        a_message(f"nr{number}@kommune.example")

    send_due(a_shift(is_ending=lambda: len(office.kept) >= 1))

    assert len(office.kept) == 1
    assert Message.objects.unsettled().filter(claimed_by="").count() == 2


def others_take_everything():
    Lease.objects.get_or_create(worker="other", defaults={"seen_at": WRITTEN_AT})
    Message.objects.unsettled().update(claimed_by="other", claimed_until=None)


def test_a_worker_that_was_stopped_sends_nothing_that_others_have_taken(office, monkeypatch):
    for number in range(2):
        a_message(f"nr{number}@kommune.example")
    monkeypatch.setattr(tasks, "SECONDS_A_CLAIM_IS_TRUSTED", 0)

    given_out = iter(tasks.Ours(tasks._claimed("worker"), a_shift()))
    next(given_out)
    others_take_everything()

    assert list(given_out) == []


@pytest.mark.parametrize(("seconds", "sent"), [(0, 1), (60, 2)], ids=["late", "trusted"])
def test_a_copy_that_was_ready_is_not_sent_when_others_took_it_meanwhile(
    office, monkeypatch, seconds, sent
):
    for number in range(2):
        a_message(f"nr{number}@kommune.example")
    monkeypatch.setattr(tasks, "SECONDS_A_CLAIM_IS_TRUSTED", seconds)

    class Taken(Courier):
        def deliver(self, *asked, **others):
            made_of_it = super().deliver(*asked, **others)
            others_take_everything()
            return made_of_it

    monkeypatch.setattr(tasks.backends, "courier", Taken)
    send_due(a_shift())

    assert len(office.kept) == sent


def test_counts_tell_where_messages_stand(office, clock):
    office.answers[KARI] = ["451 Try later"]
    office.answers["ola@kommune.example"] = ["552 Full"]
    for to in [KARI, "ola@kommune.example", "liv@kommune.example"]:
        a_message(to)
    a_message("ane@kommune.example", at=WRITTEN_AT + timedelta(hours=1), kind="tests.other")

    send_due(a_shift())

    stand = counts()
    assert (stand.waiting, stand.tried_again, stand.sent, stand.failed) == (1, 1, 1, 1)
    assert counts(kind="tests.other").waiting == 1


def test_sending_a_batch_asks_the_database_little(office, register, django_assert_max_num_queries):
    register("tests.update", lambda _message: {"unsubscribe": "https://samspill.example/x"})
    a_list_letter([f"nr{number}@kommune.example" for number in range(20)])

    # To claim: look, claim, read, letters, wordings, whom lists leave alone; then one for each; then look again, and let go.
    with django_assert_max_num_queries(6 + 20 + 2):
        assert send_due(a_shift()) == 20


def test_nothing_waits_in_an_empty_outbox():
    assert age_of_oldest_unsent(WRITTEN_AT) is None


@pytest.fixture
def together(register):
    """Decide about updates together, and keep what was asked one by one."""
    asked = []

    def one_by_one(message):
        asked.append(message.to)
        return {"unsubscribe": "https://samspill.example/one"}

    register("tests.update", one_by_one)
    register_together(
        "tests.update",
        lambda messages: {
            each.pk: None if each.to == KARI else {"unsubscribe": "https://samspill.example/many"}
            for each in messages
        },
    )
    return asked


def test_a_batch_is_decided_about_together(office, together):
    a_list_letter([KARI, "ola@kommune.example"])

    send_due(a_shift())

    assert (dict(office.copies()), together) == ({"ola@kommune.example": 1}, [])
    assert b"/many" in office.kept[0][1]
    assert "no right" in Message.objects.get(to=KARI).last_error


def test_what_was_decided_a_while_ago_is_decided_anew(office, together, monkeypatch):
    monkeypatch.setattr(tasks, "SECONDS_A_CLAIM_IS_TRUSTED", 0)
    a_list_letter([KARI, "ola@kommune.example"])

    send_due(a_shift())

    assert set(together) == {KARI, "ola@kommune.example"}


def test_a_batch_that_cannot_be_decided_about_together_is_sent_one_by_one(office, together):
    register_together("tests.update", lambda _messages: 1 / 0)
    a_list_letter([KARI, "ola@kommune.example"])

    send_due(a_shift())

    assert len(office.kept) == len(together) == 2
