"""Jobs that exist for tests only."""

from django.utils import timezone

from samspill.core.jobs import job
from samspill.core.models import Tally


@job
def count(key: str) -> None:
    """Leave a trace in the world."""
    Tally.objects.create(key=key, window_at=timezone.now())


@job
def poison() -> None:
    """Raise, whenever it is tried."""
    raise ValueError("poison")
