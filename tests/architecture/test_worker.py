"""No task is forgotten, and none is there twice."""

import importlib
import inspect
from collections.abc import Callable

from django_tasks.base import Task

from samspill import worker
from tests.architecture.sources import SOURCE


def written() -> dict[str, Callable[..., object]]:
    """Find every job and every task that an app has written."""
    found = {}
    for path in SOURCE.glob("*/tasks.py"):
        module = importlib.import_module(f"samspill.{path.parent.name}.tasks")
        for name, thing in vars(module).items():
            function = thing.func if isinstance(thing, Task) else thing
            is_task = isinstance(thing, Task) or (
                inspect.isfunction(thing) and "shift" in inspect.signature(thing).parameters
            )
            if is_task and not name.startswith("_") and function.__module__ == module.__name__:
                found[f"{path.parent.name}.{name}"] = thing
    return found


def test_tasks_are_found():
    assert "outbox.send_due" in written()
    assert "core.tidy" in written()


def test_the_worker_does_every_task():
    known = list(worker.TASKS)
    assert [name for name, task in written().items() if task not in known] == []


def test_the_worker_does_nothing_but_tasks_of_apps():
    assert [task for task in worker.TASKS if task not in written().values()] == []
