"""Two databases: all is asked on SQLite, and on PostgreSQL a share of what asks them the same."""

import os

from django.db import connection

#: Of so many who ask the same of the second database, one asks.
SHARED_BY = 3
#: ``make check-all`` asks all of both.
IS_FULL = os.environ.get("SAMSPILL_FULL") == "1"


def is_second() -> bool:
    """Tell whether all of it is asked on SQLite, and so need not be asked again."""
    return connection.vendor == "postgresql" and not IS_FULL


def is_asked(number: int) -> bool:
    """Tell whether the one with this number is among those who ask here."""
    return not is_second() or number % SHARED_BY == 0
