"""What mail servers report is read, and believed no further than it must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.outbox.choices import Fate
from samspill.outbox.reports import is_about_address, read, status_in
from samspill.outbox.returns import copy_of, return_address
from samspill.outbox.tests.reports import a_bounce, a_complaint

MESSAGE_ID = f"<{'ab' * 16}@samspill.example>"


def test_a_copy_is_known_by_the_address_that_it_came_back_to():
    (report,) = read(a_bounce(return_address(77)))

    assert (report.fate, report.status, report.message_pk) == (Fate.GONE, "5.1.1", 77)


def test_capitals_on_the_way_do_no_harm():
    assert copy_of(return_address(77).upper()) == 77


def test_an_address_that_somebody_made_up_is_nobodys():
    proof = return_address(77).partition("-")[2]

    assert copy_of(f"post+78-{proof}") is None
    assert copy_of("post+77-" + "0" * 20 + "@samspill.example") is None


def test_the_address_shows_nobody_and_is_short_enough_for_mail_servers():
    local_part = return_address(10**18).partition("@")[0]

    assert len(local_part) <= 64
    assert local_part.isascii()


def test_one_address_for_all_is_possible_and_then_the_message_id_tells(settings):
    settings.ONE_BOUNCE_ADDRESS = True

    (report,) = read(a_bounce(return_address(77), message_id=MESSAGE_ID))

    assert return_address(77) == "post@samspill.example"
    assert (report.message_pk, report.message_ids) == (None, (MESSAGE_ID,))


@pytest.mark.parametrize(
    ("action", "status", "diagnostic", "fate"),
    [
        ("failed", "5.1.1", "smtp; 550 5.1.1 User unknown", Fate.GONE),
        ("failed", "5.0.0", "smtp; 550 5.1.1 User unknown", Fate.GONE),
        ("failed", "5.0.0", "smtp; 550 No such person", Fate.GONE),
        ("failed", "5.1.2", "", Fate.GONE),
        ("failed", "5.2.1", "smtp; 550 5.2.1 Mailbox closed", Fate.GONE),
        ("failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full", Fate.RETURNED),
        ("failed", "5.7.1", "smtp; 550 5.7.1 Blocked by a list", Fate.RETURNED),
        ("failed", "5.3.4", "smtp; 552 5.3.4 Too large", Fate.RETURNED),
        ("failed", "4.4.7", "smtp; 451 4.4.1 No answer", Fate.RETURNED),
        ("delayed", "4.4.1", "", Fate.DELAYED),
    ],
)
def test_what_speaks_of_the_address_is_told_from_what_speaks_of_us(
    action, status, diagnostic, fate
):
    (report,) = read(a_bounce(action=action, status=status, diagnostic=diagnostic))

    assert (report.fate, report.status) == (fate, status)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", ""])
def test_good_news_is_no_news(action):
    assert read(a_bounce(action=action)) == []


def test_a_complaint_is_known_by_either_way():
    (by_address,) = read(a_complaint(sent_from=return_address(77)))
    (by_id,) = read(a_complaint(message_id=MESSAGE_ID))

    assert (by_address.fate, by_address.message_pk) == (Fate.UNWANTED, 77)
    assert (by_id.fate, by_id.message_ids) == (Fate.UNWANTED, (MESSAGE_ID,))


def test_that_a_mail_was_wanted_after_all_is_no_complaint():
    assert read(a_complaint(sent_from=return_address(77), kind="not-spam")) == []


def test_an_answer_is_no_report_even_if_it_quotes_our_mail():
    answer = a_bounce(return_address(77), message_id=MESSAGE_ID).replace(
        b"report-type=delivery-status; ", b""
    )

    assert read(answer) == []


@given(st.binary(max_size=400))
def test_anything_can_be_read(noise):
    head = b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"

    read(noise)
    read(head + b"Content-Type: message/delivery-status\r\n\r\n" + noise + b"\r\n--b--\r\n")


@pytest.mark.parametrize(
    ("words", "status", "is_about"),
    [
        ("550 5.1.1 No such person", "5.1.1", True),
        ("550 No such person", "550", True),
        ("553 Mailbox name not allowed", "553", True),
        ("552 Mailbox full", "552", False),
        ("554 Message refused", "554", False),
        ("550 5.7.26 Unauthenticated mail", "5.7.26", False),
        ("451 Try later", "451", False),
        ("", "", False),
    ],
)
def test_words_of_refusal_are_judged(words, status, is_about):
    assert (status_in(words), is_about_address(words)) == (status, is_about)
