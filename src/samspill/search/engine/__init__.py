"""The two engines that find tokens: FTS5 of SQLite, tsvector of PostgreSQL.

Both answer the same questions with the same rows: which numbers have these tokens. Neither ranks.
"""

from collections.abc import Sequence
from typing import Protocol

from django.db import connection

from samspill.search.engine import postgresql, sqlite
from samspill.search.expressions import Asked


class Engine(Protocol):
    """What an engine answers."""

    def count(self, asked: Asked) -> int: ...

    def newest(self, asked: Asked, *, most: int, skip: int = 0) -> list[int]: ...

    def facets(self, asked: Asked, *, most: int) -> list[str]: ...

    def words_with(self, parts: Sequence[str]) -> list[tuple[str, str, str]]: ...

    def tidy(self) -> None: ...


def engine() -> Engine:
    """Give the engine of the database."""
    return sqlite.Engine() if connection.vendor == "sqlite" else postgresql.Engine()
