"""What the worker does for the core."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samspill.core.jobs import job
from samspill.core.models import Slot, Tally
from samspill.core.scrubbing import scrub

KEEP_JOBS = timedelta(days=14)
KEEP_SLOTS = timedelta(days=7)
KEEP_TALLIES = timedelta(days=2)


@job
def tidy() -> None:
    """Delete what has served its purpose: jobs, passed turns, counts of old windows, sessions."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_JOBS).delete()
    Tally.objects.filter(window_at__lt=now - KEEP_TALLIES).delete()
    # The newest turn of each job stays, however old: it tells that the job was asked for.
    newer = Slot.objects.filter(job=OuterRef("job"), slot_at__gt=OuterRef("slot_at"))
    Slot.objects.filter(Exists(newer), slot_at__lt=now - KEEP_SLOTS).delete()
    scrub()
