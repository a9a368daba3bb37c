"""Read rows as they stand, whatever somebody may have done to them below the models."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

from samspill.audit.models import Entry

#: Fields whose text has to be read before it can be believed.
_ENTRY = ("at", "changes", "commitments")


@contextmanager
def whatever_the_text() -> Iterator[None]:
    """Let SQLite give texts that are no longer UTF-8 as well, instead of failing on them."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw: Any = connection.connection
    before, raw.text_factory = raw.text_factory, lambda text: text.decode(errors="surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = before


def read_entries(keys: Sequence[int]) -> Mapping[int, Entry | None]:
    """Read entries by their keys; one whose texts no longer stand as they are written is ``None``."""
    rows = with_raw(Entry.objects.filter(pk__in=keys), *_ENTRY)
    return {row.pk: row if all(restore(row, name) for name in _ENTRY) else None for row in rows}


def with_raw(rows: QuerySet[Any], *names: str) -> QuerySet[Any]:
    """Read fields as the text that the database holds."""
    raw = {f"raw_{name}": Cast(name, TextField()) for name in names}
    annotated: QuerySet[Any] = rows.defer(*names).annotate(**raw)
    return annotated


def restore(row: Model, name: str) -> bool:
    """Fill a field from its text; tell whether that is the text that would be written for it.

    PostgreSQL keeps values and no text. SQLite keeps text, of which more than one may be read as
    the same value; but one only is ever written.
    """
    raw = getattr(row, f"raw_{name}")
    try:
        value, written = _moment(raw) if name == "at" else _json(raw)
    except (TypeError, ValueError):
        return False
    setattr(row, name, value)
    return connection.vendor != "sqlite" or raw == written


def _moment(raw: str) -> tuple[datetime, str]:
    at = datetime.fromisoformat(raw)
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return at, str(at.replace(tzinfo=None))


def _json(raw: str) -> tuple[object, str]:
    value = json.loads(raw)
    return value, json.dumps(value)
