"""What the worker does for articles."""

from samspill.core import clock
from samspill.core.jobs import job
from samspill.editorial import actions


@job
def tell_of_articles() -> None:
    """Tell those who follow of articles whose moment has come."""
    actions.tell_of_those_whose_moment_has_come(at=clock.now())
