"""The line to the mail server: what is said on it, and how long one waits."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from samspill.outbox.sending import Courier, Envelope, LostConnection, Outcome, Unreachable
from samspill.outbox.tests.post_office import HANG_UP, TARPIT

KARI = "kari@kommune.example"
MAIL = b"Subject: x\r\n\r\nx\r\n"


@pytest.fixture
def courier():
    courier = Courier()
    yield courier
    courier.close()


def to_whom(to):
    return Envelope("post@samspill.example", to)


def deliver(courier, *, to=KARI, message=MAIL, following=None):
    return courier.deliver(
        to_whom(to), message, following=to_whom(following) if following else None
    )


@contextmanager
def a_server_that_says(settings, *replies):
    """Open a server that says its lines, one for each line or message it is sent."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings.EMAIL_HOST, settings.EMAIL_PORT = door.getsockname()

        def serve():
            line, _who = door.accept()
            with line, line.makefile("rb") as words:
                line.sendall(b"220 here\r\n")
                for reply in replies:
                    heard.append(words.readline())
                    line.sendall(reply)
                heard.extend(iter(words.readline, b"quit\r\n"))

        thread = threading.Thread(target=serve)
        thread.start()
        yield heard
        thread.join(timeout=10)


PIPELINING = b"250-here\r\n250 PIPELINING\r\n"


@pytest.mark.parametrize("pipelines", [True, False], ids=["in one breath", "word by word"])
@pytest.mark.parametrize(
    ("answers", "outcomes"),
    [
        ([], [Outcome.ACCEPTED, Outcome.ACCEPTED]),
        (["RCPT 550 No such person"], [Outcome.REFUSED, Outcome.ACCEPTED]),
        (["RCPT 450 Greylisted"], [Outcome.LATER, Outcome.ACCEPTED]),
        (["552 Full"], [Outcome.REFUSED, Outcome.ACCEPTED]),
        (["421 Too busy"], [Outcome.LATER, Outcome.ACCEPTED]),
    ],
)
def test_either_way_of_talking_comes_to_the_same(office, courier, pipelines, answers, outcomes):
    office.pipelines = pipelines
    office.answers[KARI] = list(answers)

    assert [deliver(courier)[0], deliver(courier, to="ola@kommune.example")[0]] == outcomes
    assert office.copies()["ola@kommune.example"] == 1


def test_where_the_server_allows_it_all_is_said_in_one_breath(settings, courier):
    replies = [PIPELINING, b"250 a\r\n250 b\r\n354 c\r\n", b"", b"", b"250 kept\r\n"]
    with a_server_that_says(settings, *replies) as heard:
        # The server answers three lines when it has read the first of them: only if all were sent
        # at once are they there to be read.
        assert deliver(courier, message=b"x\r\n") == (Outcome.ACCEPTED, "250 kept")
        courier.close()
    assert heard[1:4] == [
        b"MAIL FROM:<post@samspill.example>\r\n",
        b"RCPT TO:<kari@kommune.example>\r\n",
        b"DATA\r\n",
    ]


def test_a_server_that_refuses_and_waits_all_the_same_gets_an_empty_message(settings, courier):
    replies = [PIPELINING, b"250 a\r\n550 no\r\n354 go on\r\n", b"", b"", b"554 nobody\r\n"]
    with a_server_that_says(settings, *replies, b"250 reset\r\n") as heard:
        assert deliver(courier) == (Outcome.REFUSED, "550 no")
        courier.close()
    assert heard[4:6] == [b".\r\n", b"rset\r\n"]


OLA = "ola@kommune.example"


@pytest.mark.parametrize("pipelines", [True, False], ids=["in one breath", "word by word"])
@pytest.mark.parametrize(
    ("answers", "outcomes"),
    [
        ({}, [Outcome.ACCEPTED, Outcome.ACCEPTED]),
        ({KARI: "552 Full"}, [Outcome.REFUSED, Outcome.ACCEPTED]),
        ({KARI: "421 Too busy"}, [Outcome.LATER, Outcome.ACCEPTED]),
        ({OLA: "RCPT 550 Nobody"}, [Outcome.ACCEPTED, Outcome.REFUSED]),
        ({KARI: "RCPT 450 Greylisted", OLA: "451 Later"}, [Outcome.LATER, Outcome.LATER]),
    ],
)
def test_an_envelope_that_was_begun_comes_to_the_same(
    office, courier, pipelines, answers, outcomes
):
    office.pipelines = pipelines
    for to, answer in answers.items():
        office.answers[to] = [answer]

    first = deliver(courier, following=OLA)
    second = deliver(courier, to=OLA)

    assert [first[0], second[0]] == outcomes
    assert [to for to, _content in office.kept] == [to for to in (KARI, OLA) if to not in answers]
    assert {content for _to, content in office.kept} <= {MAIL}


def test_the_following_envelope_goes_out_with_the_message(settings, courier):
    replies = [PIPELINING, b"250 a\r\n250 b\r\n354 c\r\n", *[b""] * 3, b"", b""]
    # The answer to the first message comes when what follows has been read.
    last = [b"250 kept\r\n250 a\r\n250 b\r\n354 c\r\n", b"", b"250 kept too\r\n"]
    with a_server_that_says(settings, *replies, *last) as heard:
        assert deliver(courier, message=b"x\r\n", following=OLA)[1] == "250 kept"
        assert deliver(courier, to=OLA, message=b"y\r\n")[1] == "250 kept too"
        courier.close()
    assert heard[4:] == [
        b"x\r\n",
        b".\r\n",
        b"MAIL FROM:<post@samspill.example>\r\n",
        b"RCPT TO:<ola@kommune.example>\r\n",
        b"DATA\r\n",
        b"y\r\n",
        b".\r\n",
    ]


@pytest.mark.parametrize("then", ["closed", "another"])
def test_nothing_goes_to_whom_no_message_followed(office, courier, then):
    deliver(courier, following=OLA)
    if then == "another":
        deliver(courier, to="liv@kommune.example")
    courier.close()
    deliver(courier)

    others = {"liv@kommune.example": 1} if then == "another" else {}
    assert office.copies() == {KARI: 2, **others}


def test_after_a_lost_answer_the_following_goes_over_a_line_of_its_own(office, courier):
    office.answers[KARI] = [HANG_UP]

    with pytest.raises(LostConnection) as lost:
        deliver(courier, following=OLA)
    deliver(courier, to=OLA)

    assert lost.value.is_perhaps_sent
    assert (office.copies(), office.sessions) == ({KARI: 1, OLA: 1}, 2)


def test_lines_that_begin_with_a_dot_arrive_as_they_were(office, courier):
    deliver(courier, message=b".a\r\n\r\n..b\r\n.\r\nc")

    assert office.kept[0][1] == b".a\r\n\r\n..b\r\n.\r\nc\r\n"


def test_a_tarpit_holds_nobody_for_longer_than_the_setting(office, courier, settings):
    settings.SMTP_REPLY_SECONDS = 0.3
    office.answers[KARI] = [TARPIT]

    begun = time.monotonic()
    with pytest.raises(LostConnection):
        deliver(courier)

    assert time.monotonic() - begun < 1.2
    assert deliver(courier, to="ola@kommune.example")[0] is Outcome.ACCEPTED


def test_a_server_that_does_not_greet_is_out_of_reach(courier, settings):
    settings.SMTP_CONNECT_SECONDS = 0.3
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()

        with pytest.raises(Unreachable):
            deliver(courier)
