"""Leave no trace of what has been deleted in the files of the database."""

from logging import getLogger

from django.db import DatabaseError, connection

log = getLogger(__name__)


def scrub() -> bool:
    """Empty SQLite's log of changes, which holds pages as they were before; tell whether it is empty.

    The file itself keeps nothing: ``PRAGMA secure_delete`` writes zeros over what is deleted. While
    somebody reads, the log cannot be emptied, and the worker's daily turn does it. PostgreSQL clears
    away by itself what is dead (autovacuum).
    """
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
    except DatabaseError as error:
        log.warning("The log of changes could not be emptied: %s", error)
        return False
    return not busy
