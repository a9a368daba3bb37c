"""One row of a table, as it is understood, and an organisation as a row would say it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from samspill.core.translated import Translated
from samspill.organisations.actions.imports.facts import Facts, Fault
from samspill.organisations.choices import AddressKind, Outcome
from samspill.organisations.models import ImportedRow, Organisation

#: The facts that are written as they stand.
PLAIN = ("country", "number", "kind", "level", "abbreviation", "website")


@dataclass(kw_only=True)
class PlannedRow:
    """A row, what it says, whom it speaks of, and what it would change."""

    row: ImportedRow
    facts: Facts
    organisation: Organisation | None = None
    territory: int | None = None
    #: The organisation that it is part of, or the row that one would come of.
    part_of: "Organisation | PlannedRow | None" = None
    #: From what to what, by field.
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def faults(self) -> Sequence[Fault]:
        return self.facts.faults

    @property
    def outcome(self) -> Outcome:
        if self.row.is_left_out:
            return Outcome.LEFT_OUT
        if self.faults:
            return Outcome.FAULTY
        if self.organisation is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.SAME

    @property
    def name(self) -> Translated:
        """Say which organisation it is, as it would be called."""
        before = self.organisation.name if self.organisation else {}
        return Translated({**before, **self.facts.name})


def addresses_of(organisation: Organisation) -> dict[str, dict[str, str]]:
    """Write the addresses of an organisation as rows say them, by kind."""
    return {
        each.kind: {"lines": each.lines, "postcode": each.postcode, "place": each.place}
        for each in organisation.addresses.all()
    }


def state_of(
    organisation: Organisation, *, addresses: dict[str, dict[str, str]] | None = None
) -> dict[str, Any]:
    """Write down everything that an import says of an organisation, as it is now."""
    held = addresses_of(organisation) if addresses is None else addresses
    return {
        "name": dict(organisation.name),
        **{name: getattr(organisation, name) for name in PLAIN},
        "territory": organisation.territory_id,
        "part_of": organisation.part_of_id,
        **{kind: held.get(kind) for kind in AddressKind.values},
    }
