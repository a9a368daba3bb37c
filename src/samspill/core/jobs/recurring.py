"""Jobs that come back. Each turn is a row under a unique constraint, added with the job it asks for.

So a turn is asked for exactly once, however many workers look. Only the newest turn is ever asked
for: after three days of standing still a job is done once, not once for each turn it has missed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from samspill.core.jobs.asking import Job, enqueue
from samspill.core.models import Slot

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Recurring:
    """A job, and the newest of its turns that has come by a moment."""

    job: Job
    newest_slot: Callable[[datetime], datetime]


def every(period: timedelta, wanted: Job) -> Recurring:
    """Do a job once in every period, counted from midnight UTC."""
    return Recurring(wanted, lambda at: at - (at - EPOCH) % period)


def daily(hour: time, wanted: Job) -> Recurring:
    """Do a job once a day, at a time on the site's own clock on the wall."""

    def newest_slot(at: datetime) -> datetime:
        local = timezone.localtime(at)
        today = local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0, fold=0)
        slot = today if today <= local else today - timedelta(days=1)
        return slot.astimezone(UTC)

    return Recurring(wanted, newest_slot)


def fill(turn: Recurring, *, slot_at: datetime) -> bool:
    """Ask for a job whose turn has come, unless somebody has; tell whether it was us."""
    name = turn.job.module_path
    if Slot.objects.filter(job=name, slot_at=slot_at).exists():
        return False
    try:
        with transaction.atomic():
            Slot.objects.create(job=name, slot_at=slot_at)
            enqueue(turn.job)
    except IntegrityError:
        return False
    return True
