"""The chain holds with several processes at work, and when some of them are killed."""

import pytest

from samspill.audit.models import Entry
from samspill.audit.queries import verify
from tests.live import is_alive, wait_for

pytestmark = pytest.mark.kills


def test_several_processes_append_to_one_chain(house):
    for _process in range(4):
        house.start(append=25)
    wait_for(lambda: not any(map(is_alive, house.workers)))

    assert "Traceback" not in house.said
    assert Entry.objects.count() == 100
    assert verify() is None


def test_a_process_that_is_killed_leaves_the_chain_whole(house):
    doomed = [house.start(append=100_000) for _process in range(2)]
    wait_for(lambda: Entry.objects.count() >= 20)
    for pid in doomed:
        house.kill(pid)

    assert verify() is None
    house.start(append=5)
    wait_for(lambda: not any(map(is_alive, house.workers)))
    assert verify() is None
