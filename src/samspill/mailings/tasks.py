"""What the worker does for interest lists: at their moment, and once a day."""

from samspill.core import clock
from samspill.core.jobs import Shift, job
from samspill.mailings import actions


def begin_due(shift: Shift) -> int:
    """Begin to send what is to go by now, and return how many sendings that were."""
    return 0 if shift.is_ending() else actions.begin_due(at=clock.now())


@job
def write_digests() -> None:
    """Write the daily and weekly digests that are due, and end the pauses that are over."""
    while actions.write_digests(at=clock.now()):
        pass


@job
def forget_unconfirmed() -> None:
    """Delete the addresses that were not confirmed within a week."""
    actions.forget_unconfirmed(at=clock.now())


@job
def forget_departed() -> None:
    """Delete the addresses that have followed nothing for a month."""
    actions.forget_departed(at=clock.now())


@job
def forget_consents() -> None:
    """Delete the proof of consents that ended three years ago."""
    actions.forget_consents(at=clock.now())


@job
def keep_reports() -> None:
    """Count for good what became of what was sent, before the copies are forgotten."""
    actions.keep_reports(at=clock.now())
