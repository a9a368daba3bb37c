"""When a text is to be shown."""

from samspill.core.moments import MomentForm


class ScheduleForm(MomentForm):
    """The day and the time of day from which readers are shown a text, as clocks here show it."""
