"""What the worker does for the index, once a day."""

from samspill.core import clock
from samspill.core.jobs import job
from samspill.search import actions


@job
def refresh() -> None:
    """Put everything anew: names of what things belong to may have changed, and words fallen away."""
    actions.rebuild(at=clock.now())
