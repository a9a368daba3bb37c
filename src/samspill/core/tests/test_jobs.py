"""Jobs: done, tried again, given back; and turns that come once."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspill.core.jobs import (
    ATTEMPTS,
    count_jobs,
    daily,
    enqueue,
    every,
    newest_heartbeat,
    queue,
    recurring,
    work,
)
from samspill.core.jobs.leases import Heart, Watch
from samspill.core.models import Lease, Slot, Tally
from samspill.core.tasks import tidy
from samspill.core.tests.jobs import count, poison

pytestmark = pytest.mark.django_db


@pytest.fixture
def work_until_empty(transactional_db):
    """Work as ``samspill work --until-empty`` does: the heart beats on a connection of its own."""

    def work_until_empty(*turns, continuous=()):
        work(recurring=turns, continuous=continuous, until_empty=True)

    return work_until_empty


def done():
    return list(Tally.objects.order_by("pk").values_list("key", flat=True))


def let_time_pass():
    """Make what waits for its next attempt due."""
    DBTaskResult.objects.update(run_after=timezone.now())


def test_a_job_is_done_once(work_until_empty):
    enqueue(count, key="once")

    work_until_empty()
    work_until_empty()

    assert done() == ["once"]


def test_a_job_is_asked_for_only_if_what_caused_it_commits():
    with transaction.atomic():
        enqueue(count, key="never")
        transaction.set_rollback(True)

    assert count_jobs().waiting == 0


def test_a_job_waits_for_its_moment(work_until_empty):
    enqueue(count, key="tomorrow", not_before=timezone.now() + timedelta(days=1))

    work_until_empty()
    assert done() == []

    let_time_pass()
    work_until_empty()
    assert done() == ["tomorrow"]


def test_a_poisonous_job_holds_up_no_other(work_until_empty):
    enqueue(poison)
    enqueue(count, key="healthy")

    work_until_empty()

    assert done() == ["healthy"]


def test_a_poisonous_job_is_tried_again_and_then_given_up(work_until_empty):
    enqueue(poison)

    for attempt in range(1, ATTEMPTS + 1):
        let_time_pass()
        work_until_empty()
        assert len(DBTaskResult.objects.get().worker_ids) == attempt

    let_time_pass()
    work_until_empty()
    given_up = DBTaskResult.objects.get()
    assert (given_up.status, len(given_up.worker_ids)) == (TaskResultStatus.FAILED, ATTEMPTS)
    assert given_up.exception_class_path == "builtins.ValueError"
    assert "poison" in given_up.traceback


def test_a_job_waits_longer_after_each_failure():
    pauses = []
    enqueue(poison)
    for _attempt in range(ATTEMPTS - 1):
        let_time_pass()
        taken = queue.take("worker")
        before = timezone.now()
        queue.settle_failed(taken, ValueError("poison"))
        pauses.append(DBTaskResult.objects.get().run_after - before)

    assert pauses[0] > timedelta(seconds=15)
    assert pauses[1] > 2 * pauses[0]


def test_a_job_that_is_not_there_any_more_fails_alone(work_until_empty):
    enqueue(count, key="healthy")
    enqueue(count, key="renamed")
    renamed = DBTaskResult.objects.filter(args_kwargs__kwargs__key="renamed")
    renamed.update(task_path="samspill.core.tests.jobs.gone")

    work_until_empty()

    assert done() == ["healthy"]
    assert renamed.get().status == TaskResultStatus.READY


def test_a_job_is_taken_by_one_worker():
    enqueue(count, key="wanted")

    assert queue.take("first") is not None
    assert queue.take("second") is None


def test_a_job_goes_back_when_its_worker_has_no_lease():
    enqueue(count, key="orphan")
    queue.take("dead")

    assert queue.give_back_orphans() == 1

    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    assert queue.take("living") is not None


def test_a_job_stays_with_a_worker_that_has_a_lease():
    Lease.objects.create(worker="living", seen_at=timezone.now() - timedelta(days=1))
    enqueue(count, key="kept")
    queue.take("living")

    assert queue.give_back_orphans() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


def test_a_job_that_kills_its_workers_is_given_up():
    enqueue(count, key="deadly")
    for attempt in range(1, ATTEMPTS + 1):
        assert queue.take(f"worker {attempt}") is not None
        queue.give_back_orphans()

    assert queue.take("one more") is None
    assert count_jobs().failed == 1
    assert "workers died" in DBTaskResult.objects.get().traceback


def test_a_worker_that_was_given_up_settles_nothing():
    enqueue(count, key="slow")
    slow = queue.take("stopped for a while")
    queue.give_back_orphans()
    queue.take("quicker")

    queue.settle_failed(slow, ValueError("late"))

    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)


def look_on(watch, *moments, seen_at=SEEN_AT):
    """Look at one lease at each of some moments, and return what the last look shows."""
    return [watch.still({"w": seen_at}, now=moment) for moment in moments][-1]


def test_a_lease_that_stands_still_for_the_limit_is_dead():
    watch = Watch(limit=6)

    assert look_on(watch, 100, 102, 104, 105.9) == {}
    assert look_on(watch, 106) == {"w": SEEN_AT}


@pytest.mark.parametrize("shift", [timedelta(hours=-1), timedelta(days=1)])
def test_a_clock_that_is_set_buries_nobody(shift):
    watch = Watch(limit=6)

    look_on(watch, 100, 102, 104)
    assert look_on(watch, 106, 108, 110, seen_at=SEEN_AT + shift) == {}


def test_who_was_held_up_judges_nobody():
    watch = Watch(limit=6)

    look_on(watch, 100, 102, 104)
    assert look_on(watch, 109) == {}
    assert look_on(watch, 111, 113, 115) == {"w": SEEN_AT}


def test_a_heart_that_beats_shows_when():
    assert newest_heartbeat() is None
    before = timezone.now()

    Heart("worker").beat()

    assert newest_heartbeat() >= before


def test_a_worker_gives_its_lease_up_when_it_ends(work_until_empty):
    work_until_empty()

    assert newest_heartbeat() is None


def test_a_turn_comes_once():
    turn = every(timedelta(minutes=5), poison)
    slot_at = turn.newest_slot(timezone.now())

    assert [recurring.fill(turn, slot_at=slot_at) for _worker in range(3)] == [True, False, False]
    assert count_jobs().waiting == 1


def test_after_three_days_only_the_newest_turn_is_done(work_until_empty):
    turn = every(timedelta(minutes=5), tidy)
    long_ago = turn.newest_slot(timezone.now() - timedelta(days=3))
    recurring.fill(turn, slot_at=long_ago)
    DBTaskResult.objects.all().delete()

    work_until_empty(turn)

    assert DBTaskResult.objects.count() == 1
    newest = Slot.objects.order_by("-slot_at", "pk")[0].slot_at
    assert timezone.now() - newest < timedelta(minutes=6)


@pytest.mark.parametrize(
    ("at", "slot_at"),
    [
        pytest.param("2026-06-10T01:10:00+00:00", "2026-06-10T01:10:00+00:00", id="now, summer"),
        pytest.param("2026-06-10T01:09:59+00:00", "2026-06-09T01:10:00+00:00", id="not yet"),
        pytest.param("2026-12-10T05:00:00+00:00", "2026-12-10T02:10:00+00:00", id="winter"),
        pytest.param("2026-10-25T12:00:00+00:00", "2026-10-25T02:10:00+00:00", id="autumn change"),
    ],
)
def test_a_daily_turn_follows_the_clock_on_the_wall(at, slot_at):
    turn = daily(time(3, 10), tidy)

    assert turn.newest_slot(datetime.fromisoformat(at)) == datetime.fromisoformat(slot_at)


def test_a_job_that_comes_back_every_second_has_whole_seconds():
    turn = every(timedelta(seconds=2), tidy)

    assert turn.newest_slot(datetime(2026, 1, 1, 0, 0, 3, 5, tzinfo=UTC)) == datetime(
        2026, 1, 1, 0, 0, 2, tzinfo=UTC
    )


def test_continuous_work_that_fails_ends_nothing(work_until_empty):
    enqueue(count, key="healthy")

    def fails(_shift):
        raise ValueError("broken")

    work_until_empty(continuous=[fails])

    assert done() == ["healthy"]


def test_tidy_keeps_the_newest_turn_and_what_is_not_settled():
    now = timezone.now()
    old = now - timedelta(days=30)
    Slot.objects.create(job="a", slot_at=old)
    Slot.objects.create(job="a", slot_at=old + timedelta(days=1))
    Slot.objects.create(job="b", slot_at=old)
    Tally.objects.create(key="old", window_at=old)
    Tally.objects.create(key="new", window_at=now)
    enqueue(count, key="waiting")
    enqueue(count, key="settled")
    settled = DBTaskResult.objects.filter(args_kwargs__kwargs__key="settled")
    settled.update(status=TaskResultStatus.SUCCESSFUL, finished_at=old)

    tidy.call()

    assert sorted(Slot.objects.values_list("job", "slot_at")) == [
        ("a", old + timedelta(days=1)),
        ("b", old),
    ]
    assert done() == ["new"]
    assert not settled.exists()
    assert count_jobs().waiting == 1
