"""What the worker does for outreach, once a day."""

from samspill.core import clock
from samspill.core.jobs import job
from samspill.outreach import actions


@job
def forget_contributions() -> None:
    """Empty what was sent long ago, and is dealt with."""
    actions.forget_contributions(at=clock.now())
