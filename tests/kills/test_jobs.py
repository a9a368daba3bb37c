"""Workers that are killed, ended and started three at a time."""

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspill.core.jobs import enqueue
from samspill.core.models import Lease, Slot
from tests.kills.conftest import on_sqlite
from tests.kills.jobs import tick, wait_for_leave
from tests.live import is_alive, wait_for

pytestmark = pytest.mark.kills


def the_job():
    return DBTaskResult.objects.get()


def ticks():
    return DBTaskResult.objects.filter(task_path=tick.module_path)


def allow_to_end(house):
    (house.folder / "may-end").touch()


def test_a_job_killed_in_the_middle_is_taken_up_by_another_worker(house):
    workers = [house.start(), house.start()]
    enqueue(wait_for_leave, folder=str(house.folder))

    first = wait_for(house.notes)[0]
    house.kill(int(first[1]))
    second = wait_for(lambda: house.notes()[1:])[0]
    allow_to_end(house)
    wait_for(lambda: the_job().status == TaskResultStatus.SUCCESSFUL)

    assert {int(first[1]), int(second[1])} == set(workers)
    assert [note[0] for note in house.notes()] == ["began", "began", "ended"]
    assert len(the_job().worker_ids) == 2
    assert Lease.objects.count() == 1


def test_a_job_killed_in_the_middle_is_taken_up_when_the_only_worker_starts_again(house):
    enqueue(wait_for_leave, folder=str(house.folder))
    house.kill(house.start())
    first = house.start()
    wait_for(house.notes)
    house.kill(first)

    allow_to_end(house)
    house.start()
    wait_for(lambda: the_job().status == TaskResultStatus.SUCCESSFUL)

    assert [note[0] for note in house.notes()] == ["began", "began", "ended"]


def test_a_worker_that_is_told_to_end_finishes_its_job(house):
    worker = house.start()
    enqueue(wait_for_leave, folder=str(house.folder))
    enqueue(tick)
    wait_for(house.notes)

    house.end(worker)
    house.end(worker)
    allow_to_end(house)
    wait_for(lambda: not is_alive(worker))

    assert [note[0] for note in house.notes()] == ["began", "ended"]
    assert ticks().get().status == TaskResultStatus.READY
    assert not Lease.objects.exists()
    assert "Traceback" not in house.said


def test_turns_come_exactly_once_with_three_workers(house):
    began_at = timezone.now()
    for _worker in range(3):
        house.start(every=1)

    wait_for(lambda: Slot.objects.count() >= 5)
    for worker in house.workers:
        house.end(worker)
    wait_for(lambda: not any(map(is_alive, house.workers)))

    slots = sorted(Slot.objects.values_list("slot_at", flat=True))
    assert ticks().count() == len(slots) == len(set(slots))
    assert (began_at - slots[0]).total_seconds() < 1
    assert "Traceback" not in house.said


def test_turns_come_exactly_once_while_workers_are_killed(house):
    for _worker in range(3):
        house.start(every=1)

    for number in range(1, 4):
        wait_for(lambda number=number: Slot.objects.count() >= number)
        house.kill(house.workers[0])
        house.start(every=1)

    wait_for(lambda: Slot.objects.count() >= 5)
    assert ticks().count() == Slot.objects.count()


@on_sqlite
def test_without_slots_each_worker_would_ask_for_each_turn(house):
    for _worker in range(3):
        house.start(every=1, without_slots=True)

    began_at = timezone.now()
    wait_for(lambda: ticks().count() >= 6)

    assert ticks().count() > (timezone.now() - began_at).total_seconds() + 2
