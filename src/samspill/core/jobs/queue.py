"""The queue of jobs: taken by one worker each, settled, tried again, given back."""

import random
from dataclasses import dataclass
from datetime import timedelta
from logging import getLogger
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from samspill.core.models import Lease

log = getLogger(__name__)

#: A job as it stands in the queue.
Taken = DBTaskResult[..., Any]

#: How often a job is begun at most, whether it raised an exception or its worker died.
ATTEMPTS = 3
#: How long a job waits after its first failure; after each further one, four times as long.
FIRST_PAUSE = timedelta(seconds=20)
SPREAD = 0.2


@dataclass(frozen=True, kw_only=True)
class JobCounts:
    """How many jobs stand where."""

    waiting: int
    running: int
    failed: int


def count_jobs() -> JobCounts:
    """Count the jobs in the queue, and those that were given up."""
    return JobCounts(
        **DBTaskResult.objects.aggregate(
            waiting=Count("pk", filter=Q(status=Status.READY)),
            running=Count("pk", filter=Q(status=Status.RUNNING)),
            failed=Count("pk", filter=Q(status=Status.FAILED)),
        )
    )


def take(worker: str) -> Taken | None:
    """Take the next job that is due, so that no other worker does."""
    ready = DBTaskResult.objects.ready()
    # A look without a lock first: an idle worker must not disturb those who write.
    if not ready.exists():
        return None
    with transaction.atomic():
        taken = ready.get_locked()
        if taken is not None:
            taken.claim(worker)
    return taken


def settle_done(taken: Taken) -> None:
    """Note that the job has been done, unless it was taken from us meanwhile."""
    _settle(taken, status=Status.SUCCESSFUL, finished_at=timezone.now(), traceback="")


def settle_failed(taken: Taken, error: BaseException) -> None:
    """Plan the next attempt, or give the job up after the last one."""
    kept = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    attempt = len(taken.worker_ids)
    if attempt >= ATTEMPTS:
        _settle(taken, status=Status.FAILED, finished_at=timezone.now(), **kept)
    else:
        _settle(taken, status=Status.READY, run_after=timezone.now() + _pause(attempt), **kept)


def _pause(attempt: int) -> timedelta:
    spread = random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311  (no secret)
    return FIRST_PAUSE * 4.0 ** (attempt - 1) * spread


def _settle(taken: Taken, **changes: object) -> bool:
    still_ours = DBTaskResult.objects.filter(
        pk=taken.pk, status=Status.RUNNING, started_at=taken.started_at
    )
    return bool(still_ours.update(**changes))


def give_back_orphans() -> int:
    """Give back the jobs whose worker has no lease any more, or give them up after the last attempt.

    A worker has its lease before it takes a job; so the jobs must be read before the leases.
    """
    running = list(DBTaskResult.objects.running())
    alive = set(Lease.objects.values_list("worker", flat=True)) if running else set()
    return sum(_give_back(each) for each in running if each.worker_ids[-1] not in alive)


def give_back_unsettled(worker: str) -> int:
    """Give back what a worker has left unsettled: it has lost its database in the middle."""
    running = DBTaskResult.objects.running()
    return sum(_give_back(each) for each in running if each.worker_ids[-1] == worker)


def _give_back(orphan: Taken) -> bool:
    log.warning("Job %s was left by worker %s", orphan.task_path, orphan.worker_ids[-1])
    if len(orphan.worker_ids) < ATTEMPTS:
        return _settle(orphan, status=Status.READY)
    return _settle(
        orphan,
        status=Status.FAILED,
        finished_at=timezone.now(),
        exception_class_path="builtins.SystemExit",
        traceback=f"{ATTEMPTS} workers died while they were doing this job.",
    )
