"""tsvector and trigrams: the index of PostgreSQL. Columns and indexes are in the migration.

The vector is made of the tokens as they are, and asked as they are: no dictionary of the server has
a say, so that the answers are those of SQLite.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from samspill.search.expressions import All, Asked, Expression, Some

_COUNT = "SELECT COUNT(*) FROM search_content WHERE vector @@ %s::tsquery"
_NEWEST = """
    SELECT findable_id FROM search_content WHERE vector @@ %s::tsquery
     ORDER BY findable_id DESC LIMIT %s OFFSET %s
"""
_FACETS = """
    SELECT search_findable.facets
      FROM (SELECT findable_id FROM search_content WHERE vector @@ %s::tsquery
             ORDER BY findable_id DESC LIMIT %s) AS found
      JOIN search_findable ON search_findable.number = found.findable_id
"""
_WORDS = """
    SELECT stem, word, folded FROM search_word WHERE folded LIKE ANY(%s)
     ORDER BY stem COLLATE "C", word COLLATE "C"
"""


class Engine:
    """Asks PostgreSQL."""

    def count(self, asked: Asked) -> int:
        """Count what has these tokens."""
        return int(_rows(_COUNT, [_query(asked)])[0][0])

    def newest(self, asked: Asked, *, most: int, skip: int = 0) -> list[int]:
        """Number what has these tokens, the newest first."""
        return [number for (number,) in _rows(_NEWEST, [_query(asked), most, skip])]

    def facets(self, asked: Asked, *, most: int) -> list[str]:
        """Read the facets of what has these tokens, of the newest so many."""
        return [facets for (facets,) in _rows(_FACETS, [_query(asked), most])]

    def words_with(self, parts: Sequence[str]) -> list[tuple[str, str, str]]:
        """Find the words that hold one of these strings of three letters or more."""
        return _rows(_WORDS, [[f"%{part}%" for part in parts]]) if parts else []

    def tidy(self) -> None:
        """Leave it to the server, which tidies by itself."""


def _rows(sql: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[Any] = cursor.fetchall()
        return found


def _query(asked: Asked) -> str:
    return " & ".join([_written(asked.wanted), *(f"!'{token}'" for token in asked.unwanted)])


def _written(expression: Expression) -> str:
    """Write an expression; tokens hold no quotation marks."""
    if isinstance(expression, All):
        return "(" + " & ".join(map(_written, expression.parts)) + ")"
    if isinstance(expression, Some):
        return "(" + " | ".join(map(_written, expression.parts)) + ")"
    return f"'{expression}'"
