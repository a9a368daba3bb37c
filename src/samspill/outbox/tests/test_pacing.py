"""Domains that want to be written to slowly are, and hold up no other."""

from datetime import timedelta

import pytest

from samspill.environment import pace
from samspill.outbox import tasks
from samspill.outbox.models import Message
from samspill.outbox.pacing import Pace
from samspill.outbox.queries import age_of_oldest_unsent
from samspill.outbox.tasks import send_due
from samspill.outbox.tests.factories import WRITTEN_AT, a_message, a_shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def slowly(settings, monkeypatch):
    settings.MAIL_PACE = {"slow.example": 6.0}
    monkeypatch.setattr(tasks, "_pace", Pace())


def to_the_slow(many):
    for number in range(many):
        a_message(f"nr{number}@slow.example")


def test_one_goes_each_ten_seconds_and_others_at_once(office, clock):
    to_the_slow(4)
    for number in range(3):
        a_message(f"nr{number}@quick.example")

    sent = []
    for _turn in range(5):
        send_due(a_shift())
        sent.append(len(office.kept))
        clock.shift(timedelta(seconds=10))

    assert sent == [4, 5, 6, 7, 7]


def test_waiting_for_a_turn_is_no_attempt_and_no_sign_of_trouble(office):
    to_the_slow(3)

    send_due(a_shift())

    assert sorted(Message.objects.unsettled().values_list("attempts", flat=True)) == [0, 0]
    assert age_of_oldest_unsent(WRITTEN_AT + timedelta(hours=1)) is None


def test_turns_that_were_missed_are_given_anew(office, clock):
    to_the_slow(4)
    send_due(a_shift())

    clock.shift(timedelta(hours=1))
    send_due(a_shift())

    assert len(office.kept) == 2


def test_the_star_is_for_every_other_domain(settings):
    settings.MAIL_PACE = pace("slow.example=6, *=60")
    turns = Pace()

    waits = [
        [turns.turn(f"kari@{domain}", at=WRITTEN_AT) - WRITTEN_AT for _time in range(2)]
        for domain in ("slow.example", "a.example", "B.example")
    ]

    assert [pair[1].total_seconds() for pair in waits] == [10, 1, 1]


@pytest.mark.parametrize("words", ["slow.example", "slow.example=fast", "=3", "a.example=0"])
def test_a_pace_that_is_none_is_refused_at_the_start(words):
    with pytest.raises(ValueError, match="SAMSPILL_MAIL_PACE"):
        pace(words)
