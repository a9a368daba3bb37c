"""FTS5: the index of SQLite. Tables and triggers are in the migration."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from samspill.search.expressions import All, Asked, Expression, Some

_MATCH = "SELECT {columns} FROM search_index WHERE search_index MATCH %s {order}"
_FACETS = """
    SELECT search_findable.facets
      FROM (SELECT rowid AS number FROM search_index WHERE search_index MATCH %s
             ORDER BY rowid DESC LIMIT %s) AS found
      CROSS JOIN search_findable ON search_findable.number = found.number
"""
_WORDS = """
    SELECT search_word.stem, search_word.word, search_word.folded
      FROM search_parts JOIN search_word ON search_word.id = search_parts.rowid
     WHERE search_parts MATCH %s
     ORDER BY search_word.stem, search_word.word
"""


class Engine:
    """Asks FTS5."""

    def count(self, asked: Asked) -> int:
        """Count what has these tokens."""
        return int(_rows(_MATCH.format(columns="COUNT(*)", order=""), [_match(asked)])[0][0])

    def newest(self, asked: Asked, *, most: int, skip: int = 0) -> list[int]:
        """Number what has these tokens, the newest first."""
        sql = _MATCH.format(columns="rowid", order="ORDER BY rowid DESC LIMIT %s OFFSET %s")
        return [number for (number,) in _rows(sql, [_match(asked), most, skip])]

    def facets(self, asked: Asked, *, most: int) -> list[str]:
        """Read the facets of what has these tokens, of the newest so many."""
        return [facets for (facets,) in _rows(_FACETS, [_match(asked), most])]

    def words_with(self, parts: Sequence[str]) -> list[tuple[str, str, str]]:
        """Find the words that hold one of these strings of three letters or more."""
        return _rows(_WORDS, [" OR ".join(f'"{part}"' for part in parts)]) if parts else []

    def tidy(self) -> None:
        """Merge what many small changes have left."""
        for table in ("search_index", "search_parts"):
            _rows(f"INSERT INTO {table}({table}) VALUES ('optimize')", [])  # noqa: S608 - the two names stand above


def _rows(sql: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def _match(asked: Asked) -> str:
    wanted = _written(asked.wanted)
    return " NOT ".join([f"({wanted})", *(f'"{token}"' for token in asked.unwanted)])


def _written(expression: Expression) -> str:
    """Write an expression; tokens hold no quotation marks."""
    if isinstance(expression, All):
        return "(" + " AND ".join(map(_written, expression.parts)) + ")"
    if isinstance(expression, Some):
        return "(" + " OR ".join(map(_written, expression.parts)) + ")"
    return f'"{expression}"'
