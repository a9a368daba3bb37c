"""What the worker does for the bin, once a day."""

from samspill.bin import actions
from samspill.core import clock
from samspill.core.jobs import job


@job
def empty_bin() -> None:
    """Delete what was taken away more than 30 days ago."""
    actions.empty_bin(at=clock.now())
