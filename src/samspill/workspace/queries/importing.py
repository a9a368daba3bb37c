"""What the pages of an import show: what would happen, or what has; and what stands in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

from samspill.core.languages import LANGUAGES
from samspill.core.sheets import Rows
from samspill.core.translated import Translated
from samspill.organisations.actions import Plan, PlannedRow, obstacles_to, plan_of
from samspill.organisations.choices import (
    AddressKind,
    Country,
    Level,
    OrganisationKind,
    Outcome,
)
from samspill.organisations.models import Import, Organisation, Territory
from samspill.organisations.words import Column, heading_of

#: So many rows of a kind are shown on the page; all of them are counted.
MOST_SHOWN = 100
_CHOICES: Mapping[str, Any] = {"country": Country, "kind": OrganisationKind, "level": Level}
_COLUMNS: Mapping[str, Column] = {
    **{each.value: each for each in Column},
    AddressKind.POSTAL.value: Column.POSTAL_LINES,
    AddressKind.VISITING.value: Column.VISITING_LINES,
}


@dataclass(frozen=True, kw_only=True)
class ShownChange:
    """From what to what one field changes, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One row of a table: which organisation, and what changes of it. ``address`` may be empty."""

    number: int
    name: Translated
    address: str
    changes: Sequence[ShownChange] = ()


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """A table, with its rows by what would become of them, or has."""

    table: Import
    plan: Plan | None
    new: Sequence[ShownRow]
    changed: Sequence[ShownRow]
    same: Sequence[ShownRow]
    count: Mapping[str, int]

    @classmethod
    def of(cls, table: Import, *, at: datetime) -> Self:
        """Read a table: before the import it is compared with the register as that is now."""
        return cls._to_come(table, at=at) if table.is_open else cls._done(table)

    @classmethod
    def _to_come(cls, table: Import, *, at: datetime) -> Self:
        plan = plan_of(table, at=at)
        by_outcome = {each: plan.having(each) for each in Outcome}
        return cls(
            table=table,
            plan=plan,
            new=[_planned(each, plan) for each in by_outcome[Outcome.NEW][:MOST_SHOWN]],
            changed=[_planned(each, plan) for each in by_outcome[Outcome.CHANGED][:MOST_SHOWN]],
            same=[_planned(each, plan) for each in by_outcome[Outcome.SAME][:MOST_SHOWN]],
            count={each.value: len(rows) for each, rows in by_outcome.items()},
        )

    @classmethod
    def _done(cls, table: Import) -> Self:
        rows = list(table.rows.select_related("organisation").order_by("number"))
        by_outcome = {each: [row for row in rows if row.outcome == each.value] for each in Outcome}
        shown = {each: _stored(found[:MOST_SHOWN]) for each, found in by_outcome.items()}
        return cls(
            table=table,
            plan=None,
            new=shown[Outcome.NEW],
            changed=shown[Outcome.CHANGED],
            same=shown[Outcome.SAME],
            count={each.value: len(found) for each, found in by_outcome.items()},
        )

    @property
    def writes(self) -> int:
        """Count the organisations that are written."""
        return self.count[Outcome.NEW.value] + self.count[Outcome.CHANGED.value]

    @property
    def most_shown(self) -> int:
        return MOST_SHOWN


def _planned(planned: PlannedRow, plan: Plan) -> ShownRow:
    changes = dict(planned.changes)
    if "part_of" in changes and isinstance(planned.part_of, PlannedRow):
        changes["part_of"] = (changes["part_of"][0], str(planned.part_of.name))
    return ShownRow(
        number=planned.row.number,
        name=planned.name,
        address=planned.organisation.get_absolute_url() if planned.organisation else "",
        changes=_in_words(changes, plan.known.organisations),
    )


def _stored(rows: Iterable[Any]) -> list[ShownRow]:
    rows = list(rows)
    wholes = {each.get("part_of") for row in rows for each in (row.before, row.after)} - {None}
    known = Organisation.objects.in_bulk(wholes)
    return [
        ShownRow(
            number=row.number,
            name=row.organisation.name if row.organisation else _last_name(row),
            address=row.organisation.get_absolute_url() if row.organisation else "",
            changes=_in_words(
                {name: (was, row.after.get(name)) for name, was in row.before.items()}, known
            ),
        )
        for row in rows
    ]


def _last_name(row: Any) -> Translated:
    """Say what an organisation was called that an undone import had made."""
    written = row.after.get("name") or row.before.get("name")
    return Translated(written) if written else Translated(en=row.cells.get("name", ""))


def _in_words(
    changes: Mapping[str, tuple[Any, Any]], known: Mapping[int, Organisation]
) -> list[ShownChange]:
    """Say each change as its reader would."""
    places = {pair for name, each in changes.items() if name == "territory" for pair in each}
    territories = Territory.objects.in_bulk(places - {None}) if places else {}

    def said(name: str, value: Any) -> str:
        if value in (None, "", {}):
            return _("nothing")
        if name in _CHOICES:
            return str(_CHOICES[name](value).label)
        if name == "part_of":
            return str(known[value].name) if value in known else str(value)
        if name == "territory":
            return str(territories.get(value, value))
        if isinstance(value, Mapping):
            return ", ".join(filter(None, map(str, value.values())))
        return str(value)

    found = []
    for name, (was, after) in changes.items():
        if name == "name":
            found += _names_in_words(was, after)
        else:
            label = _COLUMNS[name].label
            found.append(ShownChange(label=label, before=said(name, was), after=said(name, after)))
    return found


def _names_in_words(was: Mapping[str, str], after: Mapping[str, str]) -> list[ShownChange]:
    return [
        ShownChange(
            label=Column(f"name_{code}").label,
            before=was.get(code, "") or _("nothing"),
            after=after.get(code, "") or _("nothing"),
        )
        for code in LANGUAGES
        if was.get(code) != after.get(code)
    ]


def faulty_rows(plan: Plan) -> Rows:
    """Write the faulty rows with all their cells, their numbers, and what to put right."""
    language = get_language() or "nb"
    columns = [each for each in Column if each is not Column.FAULT]
    head = [heading_of(each, language) for each in (Column.FAULT, *columns)]
    return [
        head,
        *(
            [
                " ".join(f"{each.column.label}: {each.sentence}" for each in planned.faults),
                str(planned.row.number),
                *(planned.row.cells.get(each.value, "") for each in columns[1:]),
            ]
            for planned in plan.faulty
        ),
    ]


#: What can lean on an organisation, in words. Other tables are named by the last of these.
_LEANS: Mapping[str, Promise] = {
    "organisations.role": ngettext_lazy(
        "%(many)s person acts for it", "%(many)s people act for it", "many"
    ),
    "organisations.invitation": ngettext_lazy(
        "%(many)s person has been invited to act for it",
        "%(many)s people have been invited to act for it",
        "many",
    ),
    "organisations.organisation": ngettext_lazy(
        "%(many)s organisation is a part of it", "%(many)s organisations are parts of it", "many"
    ),
    "organisations.succession": ngettext_lazy(
        "it stands in the line of %(many)s organisation that took over from another",
        "it stands in the line of %(many)s organisations that took over from others",
        "many",
    ),
    "programmes.programme": ngettext_lazy(
        "it is the host of %(many)s programme", "it is the host of %(many)s programmes", "many"
    ),
    "programmes.ownership": ngettext_lazy(
        "it owns a share of %(many)s programme", "it owns shares of %(many)s programmes", "many"
    ),
    "programmes.partnership": ngettext_lazy(
        "it is a partner of %(many)s programme", "it is a partner of %(many)s programmes", "many"
    ),
    "programmes.grant": ngettext_lazy("it gave %(many)s grant", "it gave %(many)s grants", "many"),
    "programmes.grant_grantees": ngettext_lazy(
        "it was given %(many)s grant", "it was given %(many)s grants", "many"
    ),
    "initiatives.involvement": ngettext_lazy(
        "it takes part in %(many)s initiative", "it takes part in %(many)s initiatives", "many"
    ),
    "initiatives.teammember": ngettext_lazy(
        "%(many)s person works for it in an initiative",
        "%(many)s people work for it in initiatives",
        "many",
    ),
    "editorial.section": ngettext_lazy(
        "%(many)s text speaks of it", "%(many)s texts speak of it", "many"
    ),
}
_OTHERWISE = ngettext_lazy(
    "%(many)s other thing on the site leans on it",
    "%(many)s other things on the site lean on it",
    "many",
)


@dataclass(frozen=True, kw_only=True)
class InTheWay:
    """An organisation that keeps an import from being undone, and why, in words."""

    organisation: Organisation
    reasons: Sequence[str]


def in_the_way(table: Import) -> list[InTheWay]:
    """Say what keeps an import from being undone, organisation by organisation."""
    reasons: dict[int, list[str]] = {}
    organisations: dict[int, Organisation] = {}
    for each in obstacles_to(table):
        organisations[each.organisation.pk] = each.organisation
        said = str(_LEANS.get(each.table, _OTHERWISE) % {"many": each.many}) if each.table else ""
        reasons.setdefault(each.organisation.pk, []).append(
            said or _("it has been changed since the import")
        )
    return [
        InTheWay(organisation=organisations[pk], reasons=found) for pk, found in reasons.items()
    ]
