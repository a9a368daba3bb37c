"""Two people, two workers, or a person and a worker, at the same moment: one of them decides."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from samspill.core.errors import NotPossible
from samspill.mailings.actions import announce, begin_due, recall_update
from samspill.mailings.actions import sendings as deciding
from samspill.mailings.models import Happening, Sending, Update
from samspill.mailings.tests.factories import SubscriptionFactory, UpdateFactory
from samspill.mailings.tests.letters import address_all
from samspill.outbox.models import Letter, Message

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROUNDS = 8


@pytest.fixture(autouse=True)
def _several_connections():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; PostgreSQL shows the race")


def together(*acts):
    """Do things at the same moment, each over a connection of its own; tell which succeeded."""
    ready = Barrier(len(acts))

    def do(act):
        try:
            connection.ensure_connection()
            ready.wait(timeout=20)
            return act()
        except NotPossible:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def decide(update, at=NOON):
    return announce(
        Update.objects.get(pk=update.pk),
        link="/en/1/",
        short_title="Delivery",
        reply_to="",
        by="person:1",
        at=at,
    )


def test_who_presses_twice_sends_once():
    for _round in range(ROUNDS):
        update = UpdateFactory()

        done = together(*[lambda update=update: decide(update)] * 4)

        assert len([each for each in done if each]) == 1
        assert Sending.objects.filter(key=f"update:{update.pk}").count() == 1


def test_two_workers_begin_once():
    subscription = SubscriptionFactory()
    for number in range(ROUNDS):
        update = UpdateFactory(interest_list=subscription.interest_list)
        decide(update)

        begun = together(*[lambda: begin_due(at=NOON + MINUTE)] * 3)

        assert sum(begun) == 1
        assert Happening.objects.filter(key=f"update:{update.pk}").count() == 1
        assert address_all(at=NOON + MINUTE) == 1
        assert Message.objects.count() == number + 1


def test_either_it_is_undone_or_it_goes():
    """The worker's clock is a moment ahead of the site's: both find that they may."""
    subscription = SubscriptionFactory()
    became = []
    for _round in range(ROUNDS):
        update = UpdateFactory(interest_list=subscription.interest_list)
        sending = decide(update)

        together(
            lambda: begin_due(at=NOON + MINUTE),
            lambda update=update: (
                recall_update(update, by="person:1", at=NOON + MINUTE / 2) or True
            ),
        )

        sending.refresh_from_db()
        assert (sending.begun_at is None) != (sending.recalled_at is None)
        has_letter = Letter.objects.filter(key__contains=f":update:{update.pk}:").exists()
        assert has_letter == (sending.begun_at is not None)
        became.append(sending.begun_at is not None)
    assert address_all(at=NOON + MINUTE) == sum(became)


def test_without_the_lock_two_workers_would_both_begin(monkeypatch):
    """The guard off: the row is looked at, and not held."""
    update = UpdateFactory()
    decide(update)
    monkeypatch.setattr(deciding, "hold", list)
    monkeypatch.setattr(
        "samspill.mailings.models.news.SendingQuerySet.select_for_update",
        lambda rows, **_options: rows,
    )
    both = Barrier(2)
    created = Happening.objects.create

    def create(**fields):
        both.wait(timeout=20)
        return created(**fields)

    monkeypatch.setattr(Happening.objects, "create", create)
    with pytest.raises(Exception, match="key"):  # the last guard: what happened has one row
        together(*[lambda: begin_due(at=NOON + MINUTE)] * 2)
