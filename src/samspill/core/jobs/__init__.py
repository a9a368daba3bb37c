"""Jobs: what is done outside the request, by workers that may die at any moment.

This package is the only one that knows django-tasks, whose tables and interface it builds on. An
app writes a job in its ``tasks.py`` with :func:`job` and asks for it with :func:`enqueue`, which
commits together with whatever caused it. The wiring in ``samspill.worker`` says which jobs come
back at which times. A job is done **at least once**: it must be harmless to do it again.
"""

from samspill.core.jobs.asking import Job, enqueue, job
from samspill.core.jobs.leases import newest_heartbeat
from samspill.core.jobs.queue import ATTEMPTS, JobCounts, count_jobs
from samspill.core.jobs.recurring import Recurring, daily, every
from samspill.core.jobs.working import Continuous, Shift, give_way, work

__all__ = [
    "ATTEMPTS",
    "Continuous",
    "Job",
    "JobCounts",
    "Recurring",
    "Shift",
    "count_jobs",
    "daily",
    "enqueue",
    "every",
    "give_way",
    "job",
    "newest_heartbeat",
    "work",
]
