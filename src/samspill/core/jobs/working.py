"""The worker: one process that does jobs in turn, and goes on with what never ends beside them."""

import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from logging import getLogger

from django.db import close_old_connections, connection
from django.utils import timezone

from samspill.core.jobs.leases import Heart
from samspill.core.jobs.queue import Taken, give_back_unsettled, settle_done, settle_failed, take
from samspill.core.jobs.recurring import Recurring, fill

log = getLogger(__name__)

#: How long an idle worker waits before it looks again.
POLL_SECONDS = 0.5
#: How long at most it waits after an error, which doubles from one second.
LONGEST_PAUSE = 60.0


@dataclass(frozen=True)
class Shift:
    """What continuous work is told: under whose lease it works, and whether it should end."""

    worker: str
    is_ending: Callable[[], bool]


#: Work that never ends, such as sending mail: does what there is, and returns how much that was.
Continuous = Callable[[Shift], int]

#: How much more willingly than those who answer readers a worker waits (``nice``).
GIVES_WAY = 5


def work(
    *,
    recurring: Sequence[Recurring],
    continuous: Sequence[Continuous],
    name: str | None = None,
    until_empty: bool = False,
) -> None:
    """Work until SIGTERM or SIGINT, or until nothing is left; what has been begun is finished.

    Continuous work has a thread each, so that a job of ten minutes does not hold back the mail.
    """
    worker = Worker(_unique(name), recurring, continuous)
    with _ending_at_signals(worker.ending):
        if until_empty:
            worker.work_until_empty()
        else:
            worker.work_until_ended()


def give_way() -> None:
    """Let those who read pages go first, where there are fewer processors than there is work.

    Mail takes what they leave, which is nearly always nearly all.
    """
    os.nice(GIVES_WAY)


def _unique(name: str | None) -> str:
    """Make a name that no other process has or had: a dead worker's jobs are told by its name."""
    return f"{name or socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


@contextmanager
def _ending_at_signals(ending: threading.Event) -> Iterator[None]:
    numbers = [signal.SIGTERM, signal.SIGINT]
    before = [signal.signal(number, lambda *_: ending.set()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


class Worker:
    """One worker, with its lease."""

    def __init__(
        self, name: str, recurring: Sequence[Recurring], continuous: Sequence[Continuous]
    ) -> None:
        self.name = name
        self.recurring = recurring
        self.continuous = continuous
        self.ending = threading.Event()
        self._filled: dict[str, object] = {}

    @contextmanager
    def _alive(self) -> Iterator[Shift]:
        heart = Heart(self.name)
        # Before anything is taken: what a worker without a lease holds is given to others.
        heart.beat()
        heart.start()
        log.info("Worker %s is at work", self.name)
        try:
            yield Shift(self.name, self.ending.is_set)
        finally:
            heart.stop()
            log.info("Worker %s has ended", self.name)

    def work_until_ended(self) -> None:
        """Work until told to end."""
        with self._alive() as shift:
            beside = [
                threading.Thread(target=self._go_on, args=[one, shift], name=one.__name__)
                for one in self.continuous
            ]
            for thread in beside:
                thread.start()
            try:
                self._repeat(self._turn)
            finally:
                self.ending.set()
                for thread in beside:
                    thread.join()

    def work_until_empty(self) -> None:
        """Do everything that is due now, and end; what fails is left for its next attempt."""
        with self._alive() as shift:
            while not self.ending.is_set():
                done = self._turn()
                for one in self.continuous:
                    try:
                        done += one(shift)
                    except Exception:
                        log.exception("%s failed", one.__name__)
                if not done:
                    break

    def _go_on(self, one: Continuous, shift: Shift) -> None:
        try:
            self._repeat(lambda: one(shift))
        finally:
            connection.close()

    def _repeat(self, step: Callable[[], int]) -> None:
        """Repeat a step; wait a little when there was nothing to do, longer and longer on errors."""
        failures = 0
        while not self.ending.is_set():
            try:
                close_old_connections()
                pause = 0 if step() else POLL_SECONDS
                failures = 0
            except Exception as error:
                failures += 1
                pause = min(2.0 ** (failures - 1), LONGEST_PAUSE)
                log.warning("Trying again in %d s: %s", pause, error, exc_info=failures == 1)
            self.ending.wait(pause)

    def _turn(self) -> int:
        """Ask for the recurring jobs whose turn has come, and do one job."""
        for turn in self.recurring:
            slot_at = turn.newest_slot(timezone.now())
            if self._filled.get(turn.job.module_path) != slot_at:
                fill(turn, slot_at=slot_at)
                self._filled[turn.job.module_path] = slot_at
        taken = take(self.name)
        if taken is None:
            return 0
        try:
            self._do(taken)
        except Exception:
            # The database was lost in the middle. The job must not stay with us for ever.
            close_old_connections()
            give_back_unsettled(self.name)
            raise
        return 1

    def _do(self, taken: Taken) -> None:
        """Do one job. Whatever it raises is its own failure: no other job suffers."""
        try:
            taken.task.call(*taken.args_kwargs["args"], **taken.args_kwargs["kwargs"])
        except (Exception, SystemExit) as error:
            log.exception("Job %s failed, attempt %d", taken.task_path, len(taken.worker_ids))
            settle_failed(taken, error)
        else:
            settle_done(taken)
