"""What an import would do, row by row: nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.organisations.actions.imports.facts import facts_of
from samspill.organisations.actions.imports.known import Known, names_of
from samspill.organisations.actions.imports.rows import PLAIN, PlannedRow, addresses_of
from samspill.organisations.actions.imports.wholes import find_wholes, refuse_rings
from samspill.organisations.choices import Outcome
from samspill.organisations.models import Import, Organisation
from samspill.organisations.words import Column


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that an import would do."""

    rows: Sequence[PlannedRow]
    known: Known

    def having(self, outcome: Outcome) -> list[PlannedRow]:
        """List the rows of which the same would become, in the order of the table."""
        return [each for each in self.rows if each.outcome is outcome]

    @property
    def faulty(self) -> list[PlannedRow]:
        return self.having(Outcome.FAULTY)

    @property
    def new(self) -> list[PlannedRow]:
        return self.having(Outcome.NEW)

    @property
    def changed(self) -> list[PlannedRow]:
        return self.having(Outcome.CHANGED)

    @property
    def same(self) -> list[PlannedRow]:
        return self.having(Outcome.SAME)

    @property
    def left_out(self) -> list[PlannedRow]:
        return self.having(Outcome.LEFT_OUT)


def plan_of(table: Import, *, at: datetime) -> Plan:
    """Work out what an import would do now, in four queries, however long the table is."""
    rows = [PlannedRow(row=row, facts=facts_of(row.cells)) for row in table.rows.order_by("number")]
    known = Known.on(localtime(at).date())
    kept = [each for each in rows if not each.row.is_left_out]
    for each in kept:
        _recognise(each, known)
        _find_place(each, known)
    _part_twins(kept)
    find_wholes(kept, known)
    refuse_rings(kept, known)
    for each in kept:
        each.changes = _changes(each)
    return Plan(rows=rows, known=known)


def _recognise(planned: PlannedRow, known: Known) -> None:
    """Find whom the register has already: by number and country, then by name."""
    facts = planned.facts
    found = known.numbered(facts.country, facts.number) if facts.number else None
    if found is None and facts.name:
        found = _recognise_by_name(planned, known)
    planned.organisation = found
    if found is None and not facts.faults:
        if not facts.name:
            facts.blame(Column.NAME, _("The name is missing. Write it."))
        if not facts.kind:
            facts.blame(Column.KIND, _("The kind of organisation is missing. Choose one."))


def _recognise_by_name(planned: PlannedRow, known: Known) -> Organisation | None:
    facts = planned.facts
    named = known.named(facts.name, facts.country)
    if len(named) > 1:
        facts.blame(
            Column.NUMBER,
            _("Several organisations have this name. Say which one it is, by its number."),
        )
        return None
    if named and facts.number and named[0].number:
        facts.blame(
            Column.NUMBER,
            _(
                "The register has an organisation of this name with the number %(number)s."
                " Correct the number, or give this one a name that tells the two apart."
            )
            % {"number": named[0].number},
        )
        return None
    return named[0] if named else None


def _find_place(planned: PlannedRow, known: Known) -> None:
    facts = planned.facts
    if not facts.territory:
        return
    kind = facts.kind or (planned.organisation.kind if planned.organisation else "")
    found = known.territories_called(facts.territory, country=facts.country, kind=kind)
    if len(found) == 1:
        planned.territory = found[0].pk
    elif found:
        facts.blame(
            Column.TERRITORY,
            _("Several places are called “%(text)s”. Write the code of the one you mean: %(codes)s")
            % {
                "text": facts.territory,
                "codes": ", ".join(f"{each.code or each.slug} ({each})" for each in found),
            },
        )
    else:
        facts.blame(
            Column.TERRITORY,
            _("“%(text)s” is no place on our map. Write its name or code, or leave it empty.")
            % {"text": facts.territory},
        )


def _part_twins(rows: Sequence[PlannedRow]) -> None:
    """Let no two rows speak of one organisation: the first one counts."""
    first: dict[object, PlannedRow] = {}
    for each in rows:
        for key in _keys(each):
            other = first.setdefault(key, each)
            if other is not each:
                each.facts.blame(
                    Column.NAME,
                    _("Row %(row)s is about the same organisation. Take one of the two away.")
                    % {"row": other.row.number},
                )
                break


def _keys(planned: PlannedRow) -> list[object]:
    """Name what no other row may be: the same one in the register, or of the same number or name."""
    facts = planned.facts
    if planned.organisation:
        return [planned.organisation.pk]
    if facts.number:
        return [(facts.country, facts.number)]
    return [(facts.country, name) for name in names_of(facts.name)]


def _changes(planned: PlannedRow) -> dict[str, tuple[Any, Any]]:
    """Compare what the row says with what the register says; what is left empty changes nothing."""
    organisation, facts = planned.organisation, planned.facts
    if organisation is None:
        return {}
    found: dict[str, tuple[Any, Any]] = {}
    if planned.name != organisation.name:
        found["name"] = (dict(organisation.name), dict(planned.name))
    for name in PLAIN:
        was, said = getattr(organisation, name), getattr(facts, name)
        if said and said != was:
            found[name] = (was, said)
    if planned.territory and planned.territory != organisation.territory_id:
        found["territory"] = (organisation.territory_id, planned.territory)
    whole = planned.part_of
    if whole is not None and (
        not isinstance(whole, Organisation) or whole.pk != organisation.part_of_id
    ):
        found["part_of"] = (
            organisation.part_of_id,
            whole.pk if isinstance(whole, Organisation) else None,
        )
    held = addresses_of(organisation)
    for kind, address in facts.addresses.items():
        if held.get(kind) != address:
            found[kind] = (held.get(kind), address)
    return found
