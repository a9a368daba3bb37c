"""Declare jobs, and ask for them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django_tasks import task as _task
from django_tasks.base import Task

#: A function of an app's ``tasks.py`` that a worker does.
Job = Task[..., Any]


def job(function: Callable[..., Any]) -> Job:
    """Make a module-level function a job. Its arguments must be plain JSON: keys, not objects."""
    return _task(function)


def enqueue(wanted: Job, *, not_before: datetime | None = None, **arguments: object) -> None:
    """Ask for a job, in the transaction that is going on: it is done only if that commits."""
    wanted.using(run_after=not_before).enqueue(**arguments)
