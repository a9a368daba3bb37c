"""Reading a story: from a file to rows that can be written, with every fault on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samspill.stories.faults import Fault
from samspill.stories.schema import FOLLOWED, INTEREST_LIST, KINDS, Kind
from samspill.stories.source import Place
from samspill.stories.values import read


@dataclass(frozen=True)
class Row:
    """One row as a file tells it. What the file leaves out is not among the values."""

    kind: Kind
    place: Place
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    parts: dict[str, list["Row"]] = field(default_factory=dict)
    interest_list: "Row | None" = None

    def at(self, name: str) -> Place:
        """Return where a value stands, or where the row begins if it does not."""
        return self.places.get(name, self.place)

    def fault(self, name: str, sentence: str) -> Fault:
        return self.at(name).fault(sentence)


@dataclass(frozen=True)
class Heading:
    """What a file says about itself."""

    story: str
    redated_after: int | None


@dataclass(frozen=True)
class Story:
    """A file that has been read."""

    heading: Heading
    rows: Mapping[str, list[Row]]


def read_heading(root: Place, faults: list[Fault]) -> Heading | None:
    """Read how a story is called, and after how many days its relative days are counted anew."""
    found: dict[str, Place] = {}
    for key, at, value in root.entries(faults):
        if key in {"story", "redated_after", "about"}:
            found[key] = value
        elif key not in KINDS:
            known = ", ".join(["story", "about", "redated_after", *KINDS])
            faults.append(_unknown(at, key, known))
    if "story" not in found or not found["story"].scalar:
        faults.append(root.fault(_("The file does not name its story: add a line “story: name”.")))
        return None
    days = found["redated_after"].scalar if "redated_after" in found else None
    if days is not None and not days.isdecimal():
        faults.append(found["redated_after"].fault(_("Write a number of days here.")))
        return None
    return Heading(str(found["story"].scalar), int(days) if days else None)


def read_rows(root: Place, *, day: date, faults: list[Fault]) -> dict[str, list[Row]]:
    """Read everything a story tells, its relative days counted from a day."""
    rows: dict[str, list[Row]] = {}
    for key, _at, value in root.entries([]):
        if kind := KINDS.get(key):
            rows[key] = [_row(kind, place, day, faults) for place in value.items(faults)]
    return rows


def _row(kind: Kind, place: Place, day: date, faults: list[Fault]) -> Row:
    row = Row(kind, place)
    parts = {part.name: part for part in kind.parts}
    interest_list = None
    for key, at, value in place.entries(faults):
        if key in kind.fields:
            row.places[key] = value
            if value.is_empty:
                faults.append(at.fault(_("“%s” is empty: give it a value or leave it out.") % key))
            else:
                row.values[key] = read(kind.fields[key], value, day=day, faults=faults)
        elif key in parts:
            row.places[key] = value
            row.parts[key] = [_row(parts[key], item, day, faults) for item in value.items(faults)]
        elif key == INTEREST_LIST.name and kind.name in FOLLOWED:
            interest_list = _row(INTEREST_LIST, value, day, faults)
        else:
            faults.append(_unknown(at, key, ", ".join(_known(kind))))
    _miss(kind, row, interest_list, faults)
    if interest_list is None:
        return row
    return Row(kind, place, row.values, row.places, row.parts, interest_list)


def _known(kind: Kind) -> list[str]:
    listed = [INTEREST_LIST.name] if kind.name in FOLLOWED else []
    return [*kind.fields, *(part.name for part in kind.parts), *listed]


def _unknown(at: Place, key: str, known: str) -> Fault:
    return at.fault(_("“%(key)s” is not known here: use %(known)s.") % {"key": key, "known": known})


def _miss(kind: Kind, row: Row, interest_list: Row | None, faults: list[Fault]) -> None:
    """Report what a row cannot do without."""
    missing = [name for name in kind.fields if kind.requires(name) and name not in row.places]
    if FOLLOWED.get(kind.name) and interest_list is None:
        missing.append(INTEREST_LIST.name)
    if missing:
        faults.append(row.place.fault(_("Add %s: it is missing here.") % ", ".join(missing)))
