"""The personal values that the audit trail holds of somebody."""

from datetime import datetime

from samspill.core.personal.whose import Whose


def erase_in_trail(_whose: Whose, *, at: datetime) -> int:  # noqa: ARG001
    """Erase what the trail tells of somebody but keys; the trail has nothing but keys yet."""
    return 0
