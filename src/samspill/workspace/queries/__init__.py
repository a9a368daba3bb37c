"""What the pages of the workspace ask."""

from samspill.workspace.queries.around import waits_around
from samspill.workspace.queries.board import Board, BoardCard, Column, on_the_board
from samspill.workspace.queries.filters import BoardFilters
from samspill.workspace.queries.notes import Note
from samspill.workspace.queries.tables import table

__all__ = [
    "Board",
    "BoardCard",
    "BoardFilters",
    "Column",
    "Note",
    "on_the_board",
    "table",
    "waits_around",
]
