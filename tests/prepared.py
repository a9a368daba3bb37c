"""What takes long to make and is the same for everybody: made once in a run, and then copied."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from pytest import TempPathFactory  # noqa: PT013 - a type

Make = Callable[[Path], None]


def once(factory: TempPathFactory, name: str, make: Make) -> Path:
    """Return the folder of the run that has this name, filled by ``make``.

    Of the processes that share a run, the first that asks fills it, and the others wait for it.
    """
    folder = _shared(factory) / name
    with (folder.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            # Filled aside: one that could not be filled is not taken for a whole one.
            aside = folder.parent / f"{name}.begun"
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(mode=0o700)
            make(aside)
            aside.rename(folder)
    return folder


def _shared(factory: TempPathFactory) -> Path:
    """Return the folder of the whole run: each of several processes has one of its own in it."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
