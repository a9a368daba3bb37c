"""No mail is lost, and hardly any comes twice, however often workers are killed."""

import random
import re
from collections import defaultdict

import pytest
from django.utils import timezone

from samspill.outbox.actions import Receiver, address_copies
from samspill.outbox.models import Message
from samspill.outbox.tests.factories import a_list_letter, a_message
from samspill.outbox.tests.post_office import HANG_UP, TARPIT
from tests.kills.conftest import on_sqlite
from tests.live import wait_for

pytestmark = pytest.mark.kills

SLOWNESS = 0.02
#: So large a share of attempts gets no answer for longer than workers wait.
TARPITS = 0.005


def addresses(number):
    return [f"nr{each}@kommune.example" for each in range(number)]


def let_the_office_be_moody(office, refused):
    """Refuse some for good, put some off, let some wait for an answer that never comes, and hang
    up on some after having kept their mail.
    """
    moods = random.Random(20261124)
    office.slowness = SLOWNESS

    def answer(to):
        if to in refused:
            return "552 Mailbox full"
        mood = moods.random()
        if mood < 0.05:
            return "451 Try later"
        if mood < 0.05 + TARPITS:
            return TARPIT
        return HANG_UP if mood < 0.06 + TARPITS else "250 OK"

    office.answer = answer


def kill_in_the_middle(house, office, *, kills, workers, pause=4, **order):
    """Kill a random worker after every few mails, and start another in its place."""
    chance = random.Random(7)
    for _worker in range(workers):
        house.start(**order)
    for _kill in range(kills):
        enough = len(office.arrivals) + chance.randint(2, 2 * pause - 2)
        wait_for(lambda enough=enough: len(office.arrivals) >= enough or is_all_settled())
        house.kill(chance.choice(house.workers))
        house.start(**order)


def is_all_settled():
    return not Message.objects.unsettled().exists()


def message_ids(office):
    """Collect the Message-IDs under which each address got its mail."""
    found = defaultdict(set)
    for to, content in office.kept:
        found[to].add(re.search(rb"^Message-ID: (\S+)", content, re.MULTILINE)[1])
    return found


def prove_delivery(house, office, *, mails, kills, workers):
    everybody = addresses(mails)
    refused = set(everybody[::100])
    let_the_office_be_moody(office, refused)
    letter = a_list_letter([], at=timezone.now())
    address_copies(letter, [Receiver(to, "nb") for to in everybody], at=timezone.now())

    kill_in_the_middle(
        house, office, kills=kills, workers=workers, pause=mails // (2 * kills), sends="claims"
    )
    wait_for(is_all_settled, seconds=90 + mails)

    lost = set(everybody) - refused - office.copies().keys()
    extra = sum(office.copies().values()) - len(office.copies())
    assert house.kills == kills
    assert lost == set()
    assert extra <= kills + office.lost_answers
    assert {len(ids) for ids in message_ids(office).values()} == {1}
    assert office.copies().keys().isdisjoint(refused)
    failed = Message.objects.filter(failed_at__isnull=False)
    assert set(failed.values_list("to", "attempts")) == {(to, 1) for to in refused}
    assert Message.objects.filter(sent_at__isnull=False).count() == mails - len(refused)


def test_killed_workers_lose_no_mail(house, office):
    prove_delivery(house, office, mails=1000, kills=60, workers=2)


@pytest.mark.full
def test_workers_killed_all_the_time_lose_no_mail(house, office):
    prove_delivery(house, office, mails=10_000, kills=200, workers=3)


@on_sqlite
def test_without_a_claim_mail_would_come_twice(house, office):
    office.slowness = SLOWNESS
    for to in addresses(20):
        a_message(to, at=timezone.now())

    for _worker in range(3):
        house.start(sends="without_claim")
    wait_for(is_all_settled)

    assert sum(office.copies().values()) > len(office.copies()) == 20


@on_sqlite
def test_marked_before_it_is_sent_mail_would_be_lost(house, office):
    office.slowness = 4 * SLOWNESS
    for to in addresses(30):
        a_message(to, at=timezone.now())

    kill_in_the_middle(house, office, kills=4, workers=1, sends="marked_before")
    wait_for(is_all_settled)
    house.end(house.workers[0])

    assert len(office.copies()) < 30
