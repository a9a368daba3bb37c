"""A table of organisations, and the cells of it that must be put right."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.organisations.actions import PlannedRow
from samspill.organisations.choices import Country, Level, OrganisationKind
from samspill.organisations.words import Column, choice_of

_CHOICES: Mapping[Column, type[models.TextChoices]] = {
    Column.COUNTRY: Country,
    Column.KIND: OrganisationKind,
    Column.LEVEL: Level,
}
_LONGEST_CELL = 1_000


class TableForm(forms.Form):
    """A file with a table of organisations."""

    file = forms.FileField(
        label=gettext_lazy("Table of organisations"),
        help_text=gettext_lazy("XLSX or CSV of at most 8 MB and 5,000 rows."),
        error_messages={
            "required": gettext_lazy("Choose a file with a table, as XLSX or CSV."),
            "empty": gettext_lazy("The file is empty. Choose one with headings and rows."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )


class MendForm(forms.Form):
    """The cells at fault of some rows, each with what to do about it."""

    def __init__(self, *args: Any, rows: Sequence[PlannedRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = rows
        for each in rows:
            for column, sentence in _sentences(each).items():
                self.fields[_name(each, column)] = _field(
                    column, each.row.cells.get(column.value, ""), sentence
                )
            self.fields[f"{each.row.number}-out"] = forms.BooleanField(
                label=_("Leave this row out"), required=False
            )

    def rows(self) -> Iterator[tuple[PlannedRow, list[BoundField], BoundField]]:
        """Give each row with its fields, and with the one that leaves it out."""
        for each in self._rows:
            fields = [self[_name(each, column)] for column in _sentences(each)]
            yield each, fields, self[f"{each.row.number}-out"]

    def cells(self) -> dict[int, dict[Column, str]]:
        """Return what has been written, by row and column: as it was sent, right or not."""
        return {
            each.row.number: {
                column: str(self.data.get(_name(each, column), ""))[:_LONGEST_CELL]
                for column in _sentences(each)
                if _name(each, column) in self.data
            }
            for each in self._rows
        }

    def left_out(self) -> list[int]:
        """List the rows that are to be left out."""
        return [each.row.number for each in self._rows if self.data.get(f"{each.row.number}-out")]


def _name(planned: PlannedRow, column: Column) -> str:
    return f"{planned.row.number}-{column.value}"


def _sentences(planned: PlannedRow) -> dict[Column, str]:
    """Put together what is wrong in each cell."""
    found: dict[Column, str] = {}
    for fault in planned.faults:
        found[fault.column] = f"{found.get(fault.column, '')} {fault.sentence}".strip()
    return found


def _field(column: Column, written: str, sentence: str) -> forms.Field:
    """Ask for one cell: by a list where there is one, with what was written as it stands."""
    if column not in _CHOICES:
        return forms.CharField(
            label=column.label,
            help_text=sentence,
            initial=written,
            required=False,
            max_length=_LONGEST_CELL,
        )
    choices = _CHOICES[column]
    known = choice_of(choices, written)
    offered = [("", _("Choose …")), *choices.choices]
    if written and known is None:
        offered.insert(1, (written, written))
    return forms.ChoiceField(
        label=column.label,
        help_text=sentence,
        initial=known.value if known else written,
        required=False,
        choices=offered,
    )
