"""Entries, and ways past the models that only somebody with the database's password has."""

from datetime import UTC, datetime

from django.db import connection

from samspill.audit.actions import record, seal

NOON = datetime(2026, 10, 24, 12, 0, 0, 123456, tzinfo=UTC)


def make_entries(number=3, **more):
    """Add entries that wait to be sealed."""
    return [
        record("tests.done", f"thing:{each}", by="somebody", at=NOON, **more)
        for each in range(1, number + 1)
    ]


def make_chain(number=3, **more):
    """Add entries and seal them."""
    entries = make_entries(number, **more)
    while seal(at=NOON):
        pass
    return entries


def in_database(statement, *values):
    """Do something below the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def change_secretly(table, key, **changes):
    """Change a row, found by its key, as ``entry=5``."""
    (name, wanted), (column, value) = next(iter(key.items())), next(iter(changes.items()))
    in_database(f"UPDATE audit_{table} SET {column} = %s WHERE {name} = %s", value, wanted)


def delete_secretly(table, **key):
    """Delete a row, found by its key."""
    name, wanted = next(iter(key.items()))
    in_database(f"DELETE FROM audit_{table} WHERE {name} = %s", wanted)
