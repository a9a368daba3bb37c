"""Jobs and ways of sending for workers that will be killed."""

import os
import time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.jobs import job
from samspill.mailings import emails
from samspill.mailings.tasks import begin_due
from samspill.organisations.actions import accept
from samspill.outbox.actions import writing
from samspill.outbox.envelopes import Template, bare_address
from samspill.outbox.kinds import register_receivers
from samspill.outbox.models import Message
from samspill.outbox.returns import return_address
from samspill.outbox.sending import Courier, Envelope, Outcome
from samspill.outbox.tasks import address_due

LOOK_EVERY = 0.02


def _note(folder, line):
    with (Path(folder) / "notes").open("a", encoding="utf-8") as notes:
        notes.write(f"{line}\n")


@job
def wait_for_leave(folder: str) -> None:
    """Note who has begun, and end once a file allows it."""
    _note(folder, f"began {os.getpid()}")
    while not (Path(folder) / "may-end").exists():
        time.sleep(LOOK_EVERY)
    _note(folder, f"ended {os.getpid()}")


@job
def tick() -> None:
    """Do nothing: that it was asked for is what counts."""


def begin_and_address(shift) -> int:
    """Begin to send to lists, and address the copies in parts of three, as the worker does."""
    register_receivers(emails.UPDATE, emails.next_receivers)
    writing.COPIES_AT_A_TIME = 3
    return begin_due(shift) + address_due(shift)


def send_without_claim(shift) -> int:
    """Send whatever is unsent and note it then, as a queue without claims does."""
    return _send_naively(shift, is_marked_before=False)


def send_marked_before(shift) -> int:
    """Note that each message has been sent, and send it then."""
    return _send_naively(shift, is_marked_before=True)


def _send_naively(shift, *, is_marked_before) -> int:
    courier = Courier()
    unsent = list(Message.objects.unsettled().select_related("letter").order_by("pk"))
    for message in unsent:
        if shift.is_ending():
            break
        one = Message.objects.filter(pk=message.pk, sent_at=None)
        if is_marked_before and not one.update(sent_at=timezone.now()):
            continue
        outcome, _words = courier.deliver(
            Envelope(return_address(message.pk), bare_address(message.to)),
            Template(message.wording).copy(message, {}),
        )
        if outcome is Outcome.ACCEPTED and not is_marked_before:
            one.update(sent_at=timezone.now())
    courier.close()
    return len(unsent)


def append_to_trail(number: int) -> None:
    """Append to the audit trail again and again."""
    for turn in range(number):
        record("tests.appended", f"process:{os.getpid()}", by="tests", at=timezone.now(), turn=turn)


def accept_five_times(secret, folder):
    """Press the button of an invitation again and again, and note what came of it."""
    for _time in range(5):
        try:
            accept(secret, by=None, name="Kari", at=timezone.now())
        except NotPossible:
            _note(folder, "refused")
        else:
            _note(folder, "accepted")


def append_late(folder: str) -> None:
    """Append to the audit trail, and end the transaction when a file allows it."""
    with transaction.atomic():
        entry = record("tests.appended", "late", by="tests", at=timezone.now())
        _note(folder, f"appended {entry.pk}")
        while not (Path(folder) / "may-end").exists():
            time.sleep(LOOK_EVERY)
