"""Leases: a worker that lives renews its own, and sees by the others' which workers have died.

Whether a lease has stood still is judged by the steady clock of the one who looks, so that neither
a clock that is set nor two machines that disagree about the time can bury a living worker.
"""

import threading
from collections.abc import Mapping
from datetime import datetime
from logging import getLogger
from time import monotonic

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import Max
from django.utils import timezone

from samspill.core.jobs.queue import give_back_orphans
from samspill.core.models import Lease

log = getLogger(__name__)

MOST_SECONDS_BETWEEN_BEATS = 1.0


def newest_heartbeat() -> datetime | None:
    """Return when a worker was last seen alive, or ``None`` where none is known."""
    newest: datetime | None = Lease.objects.aggregate(newest=Max("seen_at"))["newest"]
    return newest


class Watch:
    """Sees which leases have stood still for the limit."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._since: dict[str, tuple[datetime, float]] = {}
        self._looked = 0.0

    def still(self, leases: Mapping[str, datetime], *, now: float) -> dict[str, datetime]:
        """Return the leases that have not moved for the limit, as far as we have looked on.

        Who has not looked for half the limit was held up too, perhaps by the same thing as the
        others: what it saw before is no proof of anything, and it begins anew.
        """
        if now - self._looked > self.limit / 2:
            self._since.clear()
        self._looked = now
        for worker, seen_at in leases.items():
            if worker not in self._since or self._since[worker][0] != seen_at:
                self._since[worker] = (seen_at, now)
        self._since = {worker: self._since[worker] for worker in leases}
        return {
            worker: seen_at
            for worker, (seen_at, since) in self._since.items()
            if now - since >= self.limit
        }


class Heart(threading.Thread):
    """Renews one worker's lease, and gives back the jobs of workers that have died."""

    def __init__(self, worker: str) -> None:
        super().__init__(name="heart", daemon=True)
        self.worker = worker
        self._watch = Watch(settings.JOB_LEASE_SECONDS)
        self._pause = min(MOST_SECONDS_BETWEEN_BEATS, settings.JOB_LEASE_SECONDS / 4)
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(self._pause):
            try:
                close_old_connections()
                self.beat()
            except Exception:
                log.exception("The lease could not be renewed")
        connection.close()

    def beat(self) -> None:
        """Renew the lease; bury those whose lease stands still; give back what they were doing."""
        Lease.objects.update_or_create(worker=self.worker, defaults={"seen_at": timezone.now()})
        others = Lease.objects.exclude(worker=self.worker)
        leases = dict(others.values_list("worker", "seen_at"))
        for worker, seen_at in self._watch.still(leases, now=monotonic()).items():
            # Not if it has moved since we looked.
            if Lease.objects.filter(worker=worker, seen_at=seen_at).delete()[0]:
                log.warning("Worker %s has died", worker)
        give_back_orphans()

    def stop(self) -> None:
        """End the beating and give the lease up."""
        self._stopped.set()
        self.join()
        with transaction.atomic():
            Lease.objects.filter(worker=self.worker).delete()
