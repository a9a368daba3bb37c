"""The site's own clock, which a rehearsal can set to another day.

Views, tasks and commands read it; the domain is given ``at``. ``SAMSPILL_AS_OF=2019-10-10`` (set
by ``samspill run --as-of``, in development only) shows every story as it stood on that day: the
clock then runs on from the same time of day, that many days ago.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils import timezone


@lru_cache
def _offset(as_of: date | None) -> timedelta:
    return as_of - timezone.localdate() if as_of else timedelta()


def now() -> datetime:
    """Return the moment it is on this site."""
    return timezone.now() + _offset(settings.AS_OF)


def today() -> date:
    """Return the day it is on this site, in the site's time zone."""
    return timezone.localtime(now()).date()


def is_rehearsal() -> bool:
    """Tell whether the clock has been set to another day than today."""
    return settings.AS_OF is not None
