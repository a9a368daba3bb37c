"""The worker: every task of every app, when it is done, and what sending must know of the apps."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import time

from samspill.core import tasks as core
from samspill.core.jobs import Continuous, Job, Recurring, daily, work
from samspill.outbox import tasks as outbox
from samspill.outbox.kinds import Personal, register

#: Work that never ends: each has a thread of its own.
CONTINUOUS: Sequence[Continuous] = [
    outbox.send_due,
]

#: Jobs that come back by the clock.
RECURRING: Sequence[Recurring] = [
    daily(time(3, 10), core.tidy),
]

#: Jobs that actions ask for.
ON_DEMAND: Sequence[Job] = []

#: Every task that an app has written: an architecture test compares.
TASKS: Sequence[Continuous | Job] = [
    *CONTINUOUS,
    *(each.job for each in RECURRING),
    *ON_DEMAND,
]

#: Who decides, when a letter of a kind is sent, whether the receiver still has the right to it and
#: what is personal in their copy (``outbox.kinds``).
KINDS: Mapping[str, Personal] = {}


def run_worker(*, name: str | None = None, until_empty: bool = False) -> None:
    """Work until SIGTERM or SIGINT, or until nothing is left to do."""
    for kind, personal in KINDS.items():
        register(kind, personal)
    work(recurring=RECURRING, continuous=CONTINUOUS, name=name, until_empty=until_empty)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the worker as told by the arguments of ``samspill work``."""
    parser = argparse.ArgumentParser(prog="samspill work", description="Do jobs and send mail.")
    parser.add_argument("--name", help="begins the name under which this worker is known")
    parser.add_argument("--until-empty", action="store_true", help="end when nothing is left to do")
    given = parser.parse_args(arguments)
    run_worker(name=given.name, until_empty=given.until_empty)
