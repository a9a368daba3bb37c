"""What a forked worker does."""

import os
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections

from samspill.audit import tasks as audit
from samspill.audit.models import Head
from samspill.core.jobs import every as turn
from samspill.core.jobs import recurring, work
from samspill.outbox import settling, tasks
from samspill.outbox.kinds import register
from samspill.outbox.tests.post_office import SECONDS_IN_THE_TARPIT
from tests.kills import jobs

SENDERS = {
    "begins": jobs.begin_and_address,
    "claims": tasks.send_due,
    "without_claim": jobs.send_without_claim,
    "marked_before": jobs.send_marked_before,
}


def obey(*, house, append=0, append_late="", accepts="", seals="", **work):
    """Work in a house as told: append to its trail, seal it, or take part as one of its workers."""
    _move_in(**house)
    if append:
        jobs.append_to_trail(append)
    elif append_late:
        jobs.append_late(append_late)
    elif accepts:
        jobs.accept_five_times(accepts, Path(house["log"]).parent)
    elif seals:
        _seal(without_lock=seals == "without_lock")
    else:
        _work(**work)


def _seal(*, without_lock):
    if without_lock:
        Head.objects.select_for_update = Head.objects.all
    work(recurring=[], continuous=[audit.seal_due], name="sealer")


def _move_in(*, log, database, smtp_port):
    """Take over the house's database, its mail server and its log."""
    os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT), sys.stderr.fileno())
    settings.EMAIL_PORT = smtp_port
    settings.DATABASES = {"default": database}
    # Nothing has been connected before the fork; only the settings have been looked at.
    with suppress(AttributeError):
        del connections["default"]
    connections.__dict__.pop("settings", None)
    connections._settings = None


def _work(*, every=0, sends="", without_slots=False):
    # What takes minutes in the real house is shortened, and nothing else.
    settling.FIRST_DELAY = timedelta(seconds=0.3)
    settling.LONGEST_DELAY = timedelta(seconds=2)
    tasks.BATCH = 4
    settings.SMTP_REPLY_SECONDS = SECONDS_IN_THE_TARPIT / 2
    register("tests.update", lambda _message: {"unsubscribe": "https://samspill.example/x"})
    if without_slots:
        recurring.Slot.objects.create = lambda **_row: None
    work(
        recurring=[turn(timedelta(seconds=every), jobs.tick)] if every else [],
        continuous=[SENDERS[sends]] if sends else [],
        name="test",
    )
