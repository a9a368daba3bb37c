"""Rows of an initiative's page, as lists of them show each."""

from dataclasses import dataclass
from typing import Any

from samspill.core.templatetags.samspill import when
from samspill.core.translated import Translated
from samspill.initiatives.models import Document, Involvement, Step, TeamMember
from samspill.organisations.choices import Country


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """What a list says of one row: what it is called, and a few words beside."""

    pk: int
    title: str | Translated
    note: str
    missing: tuple[str, ...]


def shown(row: Any) -> ShownRow:
    """Put a row into the words of a list."""
    title: str | Translated
    match row:
        case Involvement():
            title, notes = (
                row.organisation.name,
                [row.get_part_display(), _span(row.since, row.until)],
            )
        case TeamMember():
            country = str(Country(row.country).label) if row.country else ""
            title, notes = row.role.shown_name, [row.get_duty_display(), country]
        case Step():
            title, notes = row.title, [row.get_kind_display(), _span(row.starts, row.ends)]
        case Document():
            title, notes = row.title, [row.get_kind_display(), row.url]
        case _:
            title, notes = row.title, [row.get_answer_display(), when(row.until)]
    named = isinstance(row, Involvement | TeamMember)
    return ShownRow(
        pk=row.pk,
        title=title,
        note=" · ".join(filter(None, notes)),
        missing=() if named else tuple(row.title.missing()),
    )


def _span(first: Any, last: Any) -> str:
    return " – ".join(filter(None, [when(first), when(last)]))
