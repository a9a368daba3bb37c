"""What the columns of a table of organisations are called, and what may stand in them."""

from samspill.organisations.words.columns import (
    HEADINGS,
    Column,
    column_of,
    heading_of,
    name_in,
)
from samspill.organisations.words.values import choice_of, country_of, folded

__all__ = [
    "HEADINGS",
    "Column",
    "choice_of",
    "column_of",
    "country_of",
    "folded",
    "heading_of",
    "name_in",
]
