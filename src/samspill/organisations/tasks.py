"""What the worker does for organisations, once a day."""

from samspill.core import clock
from samspill.core.jobs import job
from samspill.organisations import actions


@job
def forget_enquiries() -> None:
    """Delete the letters of visitors after a year."""
    actions.forget_enquiries(at=clock.now())


@job
def forget_invitations() -> None:
    """Delete invitations a month after they are over."""
    actions.forget_invitations(at=clock.now())


@job
def forget_imports() -> None:
    """Delete tables of organisations that can no longer be imported or undone."""
    actions.forget_imports(at=clock.now())
