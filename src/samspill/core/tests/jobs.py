"""Jobs that exist for tests only."""

from samspill.core.jobs import job
from samspill.core.models import Tally


@job
def count(key: str) -> None:
    """Leave a trace in the world."""
    from django.utils import timezone

    Tally.objects.create(key=key, window_at=timezone.now())


@job
def poison() -> None:
    """Raise, whenever it is tried."""
    raise ValueError("poison")
