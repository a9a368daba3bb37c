"""Rows of an initiative's page, as lists of them show each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.core.templatetags.samspill import when
from samspill.core.translated import Translated
from samspill.initiatives.models import Document, Involvement, Step, TeamMember
from samspill.organisations.choices import Country
from samspill.organisations.models import Role


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """What a list says of one row: what it is called, and a few words beside."""

    pk: int
    title: str | Translated
    note: str
    missing: tuple[str, ...]


def shown(row: Any, *, at: datetime) -> ShownRow:
    """Put a row into the words of a list; of a role that has ended, the person is not named."""
    title: str | Translated
    match row:
        case Involvement():
            title, notes = (
                row.organisation.name,
                [row.get_part_display(), _span(row.since, row.until)],
            )
        case TeamMember():
            country = str(Country(row.country).label) if row.country else ""
            is_held = is_current(row.role, at=at)
            title = row.role.shown_name if is_held else row.role.organisation.name
            ended = "" if is_held else _("The role has ended.")
            notes = [row.get_duty_display(), country, ended]
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


def is_current(role: Role, *, at: datetime) -> bool:
    """Tell whether a role is held on the day of a moment."""
    day = localtime(at).date()
    begun = role.from_on is None or role.from_on <= day
    return begun and not role.is_waiting and (role.to_on is None or day <= role.to_on)


def _span(first: Any, last: Any) -> str:
    return " – ".join(filter(None, [when(first), when(last)]))
