"""However often workers are killed while a list is addressed, everybody on it gets one copy."""

from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from samspill.mailings.actions import announce
from samspill.mailings.models import Happening, Sending
from samspill.mailings.tests.factories import SubscriptionFactory, UpdateFactory
from samspill.outbox.models import Letter, Message
from tests.live import wait_for

pytestmark = pytest.mark.kills

READERS, KILLS = 150, 8
MINUTE = timedelta(minutes=1)


def test_workers_killed_while_they_address_leave_nobody_out(house):
    update = UpdateFactory()
    SubscriptionFactory.create_batch(READERS, interest_list=update.interest_list)
    now = timezone.now()
    announce(
        update,
        link="/en/1/",
        short_title="Delivery",
        reply_to="",
        by="person:1",
        at=now - 2 * MINUTE,
    )

    for _worker in range(2):
        house.start(sends="begins")
    for kill in range(1, KILLS + 1):
        enough = kill * READERS // (KILLS + 2)
        wait_for(lambda enough=enough: Message.objects.count() >= enough)
        house.kill(house.workers[kill % 2])
        house.start(sends="begins")
    wait_for(lambda: not Letter.objects.exclude(addressed_up_to=None).exists())

    copies = Message.objects.values("to").annotate(many=Count("pk"))
    assert {each["many"] for each in copies} == {1}
    assert len(copies) == READERS
    assert Happening.objects.count() == 1
    assert Sending.objects.get().begun_at is not None
    assert house.kills == KILLS
