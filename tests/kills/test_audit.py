"""The chain holds with several processes at work, and when some of them are killed."""

import pytest
from django.db.models import Count

from samspill.audit.models import Checkpoint, Entry, Head, Seal, Unsealed
from samspill.audit.queries import newest_number, verify
from tests.kills.conftest import on_postgres
from tests.live import is_alive, wait_for

pytestmark = pytest.mark.kills


def await_end(house):
    wait_for(lambda: not any(map(is_alive, house.workers)))


def await_seals(house):
    """Let what waits be sealed, and everybody go."""
    wait_for(lambda: not Unsealed.objects.exists())
    for worker in filter(is_alive, house.workers):
        house.end(worker)
    await_end(house)


def check_that_each_is_sealed_once():
    assert verify() is None
    assert Entry.objects.count() == Seal.objects.count() == Head.objects.get().number
    assert list(Seal.objects.values("entry").annotate(many=Count("pk")).filter(many__gt=1)) == []
    assert Checkpoint.objects.filter(number=Head.objects.get().number).exists()


def test_several_processes_append_without_a_chain(house):
    for _process in range(4):
        house.start(append=25)
    await_end(house)

    assert "Traceback" not in house.said
    assert Entry.objects.count() == Unsealed.objects.count() == newest_number() == 100
    assert verify() is None


def test_several_workers_seal_each_entry_once(house):
    for _worker in range(3):
        house.start(seals="yes")
    writers = [house.start(append=60) for _process in range(3)]
    wait_for(lambda: not any(map(is_alive, writers)))

    await_seals(house)

    assert Entry.objects.count() == 180
    check_that_each_is_sealed_once()
    assert "Traceback" not in house.said


def test_writers_and_sealers_that_are_killed_leave_the_chain_whole(house):
    for turn in range(1, 7):
        writer, sealer = house.start(append=100_000), house.start(seals="yes")
        wait_for(lambda turn=turn: Seal.objects.count() >= 15 * turn)
        assert verify() is None
        house.kill(sealer)
        house.kill(writer)
        assert verify() is None

    assert house.kills == 12
    last = house.start(append=5)
    house.start(seals="yes")
    wait_for(lambda: not is_alive(last))
    await_seals(house)
    check_that_each_is_sealed_once()


@on_postgres
def test_an_entry_whose_transaction_ends_late_is_sealed_late(house):
    house.start(append_late=str(house.folder))
    late = int(wait_for(house.notes)[0][1])
    house.start(append=5)
    house.start(seals="yes")
    wait_for(lambda: Seal.objects.count() == 5)
    assert min(Entry.objects.values_list("pk", flat=True)) > late

    (house.folder / "may-end").touch()
    wait_for(lambda: Seal.objects.count() == 6)
    await_seals(house)

    assert Seal.objects.get(entry=late).number == 6
    check_that_each_is_sealed_once()


@on_postgres
def test_without_a_lock_sealers_run_into_each_other_and_the_constraints_hold(house):
    for _worker in range(4):
        house.start(seals="without_lock")
    writers = [house.start(append=300) for _process in range(2)]
    wait_for(lambda: not any(map(is_alive, writers)))

    await_seals(house)

    assert "duplicate key value" in house.said
    check_that_each_is_sealed_once()
