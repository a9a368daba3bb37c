"""What the worker does for interest lists, once a day."""

from samspill.core import clock
from samspill.core.jobs import job
from samspill.mailings import actions


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
