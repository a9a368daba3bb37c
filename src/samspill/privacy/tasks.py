"""What the worker does so that people are forgotten, once a day."""

from samspill.core import clock
from samspill.core.jobs import job
from samspill.privacy import actions


@job
def forget_unused_accounts() -> None:
    """Tell those whose accounts nobody has used for two years, and erase them a month later."""
    actions.forget_unused_accounts(at=clock.now())


@job
def forget_ended_roles() -> None:
    """Delete who held a role that ended two years ago."""
    actions.forget_ended_roles(at=clock.now())
