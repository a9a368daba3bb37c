"""All that is held about somebody, for the person it is about (GDPR articles 15 and 20)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.core.personal import Belongs, Group
from samspill.core.personal.belonging import rows_of, ways
from samspill.core.personal.register import field_at
from samspill.core.personal.whose import Whose
from samspill.core.translated import Translated
from samspill.privacy.words import wording_of

#: So many rows of a table are shown on the page; the file has them all.
MOST_ON_A_PAGE = 50


class Encoder(DjangoJSONEncoder):
    """Write texts in several languages by language."""

    def default(self, o: object) -> Any:
        return dict(o) if isinstance(o, Translated) else super().default(o)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one table holds about somebody: its rows, the newest first."""

    model: type[Model]
    way: Belongs
    rows: Sequence[Mapping[str, Any]]
    are_all: bool

    @property
    def heading(self) -> str:
        return str(self.way.heading)

    def shown(self) -> Iterator[list[tuple[str, str]]]:
        """Write each row in words: what a field is called, and what stands in it."""
        for row in self.rows:
            yield [
                (str(label), words)
                for path, label in self.way.shows.items()
                if (words := self._said(path, row[path]))
            ]

    def _said(self, path: str, value: Any) -> str:
        if wording := wording_of(self.model._meta.label_lower, path):
            return wording(value)
        return _in_words(field_at(self.model, path), value)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Tables that are held for one purpose."""

    group: Group
    told: Sequence[Told]

    @property
    def title(self) -> str:
        return str(self.group.label)


def everything_about(whose: Whose, *, at: datetime, most: int | None = None) -> list[Heading]:
    """Gather all that is held about somebody, by what it is held for: one query a table.

    ``most`` bounds the rows of each table.
    """
    told: dict[Group, list[Told]] = {group: [] for group in Group}
    for model, way in ways():
        if way.shows and (found := _told(model, way, whose, at=at, most=most)):
            told[way.group].append(found)
    return [Heading(group=group, told=found) for group, found in told.items() if found]


def as_json(whose: Whose, *, at: datetime) -> str:
    """Write all that is held about somebody as JSON, which machines read."""
    held = {
        "site": settings.SITE_URL,
        "about": whose.addresses,
        "made_at": at,
        "held": [
            {
                "for": heading.title,
                "what": told.heading,
                "table": told.model._meta.label,
                "rows": [{path: row[path] for path in told.way.shows} for row in told.rows],
            }
            for heading in everything_about(whose, at=at)
            for told in heading.told
        ],
    }
    return json.dumps(held, cls=Encoder, ensure_ascii=False, indent=2)


def _told(
    model: type[Model], way: Belongs, whose: Whose, *, at: datetime, most: int | None
) -> Told | None:
    fields = {"pk", *way.shows, *way.shown_from.values()}
    rows = rows_of(model, way, whose).order_by("-pk").values(*fields)
    found = list(rows if most is None else rows[: most + 1])
    if not found:
        return None
    shown = found if most is None else found[:most]
    for row in shown:
        row.update({path: None for path in way.shown_from if not _is_public(row, path, way, at)})
    return Told(model=model, way=way, rows=shown, are_all=len(shown) == len(found))


def _is_public(row: Mapping[str, Any], path: str, way: Belongs, at: datetime) -> bool:
    moment = row[way.shown_from[path]]
    return moment is not None and moment <= at


def _in_words(field: Any, value: Any) -> str:
    """Write a value as people read it."""
    match value:
        case None:
            words = ""
        case bool():
            words = _("Yes") if value else _("No")
        case datetime():
            words = date_format(localtime(value), "DATETIME_FORMAT")
        case date():
            words = date_format(value, "DATE_FORMAT")
        case dict():
            words = ", ".join(f"{name}: {each}" for name, each in value.items())
        case _ if field.choices:
            words = str(dict(field.flatchoices).get(value, value))
        case _:
            words = str(value)
    return words
