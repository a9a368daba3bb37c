"""Take in a table, and mend it until it can be imported."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.sheets import Rows, read
from samspill.organisations import rules
from samspill.organisations.models import Import, ImportedRow
from samspill.organisations.personal import KEEP_IMPORTS
from samspill.organisations.words import Column, column_of

MOST_ROWS = 5_000
_LONGEST_CELL = 1_000
_LONGEST_HEADING = 80
#: What we write ourselves beside the facts.
_OURS = frozenset({Column.ROW, Column.FAULT})


@transaction.atomic
def begin_import(content: bytes, *, by: Person, at: datetime) -> Import:
    """Keep a table that somebody has sent in, to be looked at; the register stays as it is.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: it is no table, has no headings that we know, no rows, or too many.
    """
    rules.check_may(by, "organisations.register", at=at)
    columns, left_aside, rows = _table(read(content))
    table = Import.objects.create(begun_by=by, begun_at=at, left_aside=left_aside)
    ImportedRow.objects.bulk_create(
        ImportedRow(table=table, number=number, cells=_cells(columns, row)) for number, row in rows
    )
    record("organisations.import_begun", table, by=by, at=at, many=len(rows))
    return table


@transaction.atomic
def mend_rows(
    table: Import,
    cells: Mapping[int, Mapping[Column, str]],
    *,
    leave_out: Collection[int] = (),
    by: Person,
    at: datetime,
) -> None:
    """Write other words into cells of rows, by number, and leave some rows out.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: the table has been imported.
    """
    rules.check_may(by, "organisations.register", at=at)
    _hold_open(table)
    changed = []
    for row in table.rows.filter(number__in={*cells, *leave_out}):
        said = {column.value: _clean(text) for column, text in cells.get(row.number, {}).items()}
        row.cells = {**row.cells, **said}
        row.is_left_out = row.number in leave_out
        changed.append(row)
    ImportedRow.objects.bulk_update(changed, ["cells", "is_left_out"], batch_size=200)
    record("organisations.import_mended", table, by=by, at=at, many=len(changed))


@transaction.atomic
def mend_by_file(table: Import, content: bytes, *, by: Person, at: datetime) -> int:
    """Take rows over from the file of faulty rows, mended, and return how many there were.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: it is no such file, or the table has been imported.
    """
    columns, _left_aside, rows = _table(read(content))
    if Column.ROW not in columns:
        raise NotPossible(
            _(
                "This file does not say which rows it mends. Send the file of faulty rows that you"
                " downloaded here, or begin a new import."
            )
        )
    place = columns.index(Column.ROW)
    mended = {
        int(row[place]): _all_cells(columns, row)
        for _number, row in rows
        if place < len(row) and row[place].isdecimal() and len(row[place]) < len(str(10**9))
    }
    known = set(table.rows.filter(number__in=mended).values_list("number", flat=True))
    if not known:
        raise NotPossible(_("None of these rows belongs to this import. Begin a new import."))
    mend_rows(table, {number: mended[number] for number in known}, by=by, at=at)
    return len(known)


@transaction.atomic
def leave_out_rows(table: Import, numbers: Collection[int], *, by: Person, at: datetime) -> None:
    """Leave out some rows, and take all others in again.

    :raises NotPermitted: the person does not keep the register.
    :raises NotPossible: the table has been imported.
    """
    rules.check_may(by, "organisations.register", at=at)
    _hold_open(table)
    table.rows.filter(is_left_out=True).exclude(number__in=numbers).update(is_left_out=False)
    table.rows.filter(number__in=numbers).update(is_left_out=True)
    record("organisations.import_mended", table, by=by, at=at, many=len(numbers))


@transaction.atomic
def forget_imports(*, at: datetime) -> int:
    """Delete the tables that can no longer be imported or undone, and return how many."""
    before = at - KEEP_IMPORTS
    old = Import.objects.filter(begun_at__lt=before, imported_at=None)
    old |= Import.objects.filter(imported_at__lt=before)
    many = old.count()
    if many:
        old.delete()
        record("organisations.imports_forgotten", "imports", by="rule", at=at, many=many)
    return many


def _hold_open(table: Import) -> None:
    """Hold a table that has not been imported.

    :raises NotPossible: it has.
    """
    held = Import.objects.select_for_update().get(pk=table.pk)
    if not held.is_open:
        raise NotPossible(_("This table has been imported. Begin a new import."))


def _table(
    rows: Rows,
) -> tuple[Sequence[Column | None], Sequence[str], Sequence[tuple[int, Sequence[str]]]]:
    """Part a table into its columns, the headings that nobody knows, and numbered rows."""
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    if not numbered:
        raise NotPossible(_("The file is empty. Send a table with headings and rows."))
    (_first, headings), *found = numbered
    columns = [column_of(each) for each in headings]
    _check_columns(columns)
    if not found:
        raise NotPossible(_("The file has headings but no rows under them."))
    if len(found) > MOST_ROWS:
        raise NotPossible(
            _("The file has more than %(most)s rows. Divide it into several smaller ones.")
            % {"most": MOST_ROWS}
        )
    strange = [
        each[:_LONGEST_HEADING]
        for each, column in zip(headings, columns, strict=True)
        if column is None and each
    ]
    return columns, strange, found


def _check_columns(columns: Sequence[Column | None]) -> None:
    if not any(each is not None and each.startswith(Column.NAME) for each in columns):
        raise NotPossible(
            _(
                "We find no column with names. The first row must hold headings, such as"
                " “Name”, “Country” and “Organisation number”; the template has them all."
            )
        )
    twice = [each for each in columns if each is not None and columns.count(each) > 1]
    if twice:
        raise NotPossible(
            _("Two columns mean the same: %(heading)s. Take one of them away.")
            % {"heading": twice[0].label}
        )


def _all_cells(columns: Sequence[Column | None], row: Sequence[str]) -> dict[Column, str]:
    """Read every cell that the table has a column for, the emptied ones too."""
    filled = [*row, *[""] * (len(columns) - len(row))]
    return {
        column: text
        for column, text in zip(columns, filled, strict=False)
        if column is not None and column not in _OURS
    }


def _cells(columns: Sequence[Column | None], row: Sequence[str]) -> dict[str, str]:
    return {
        column.value: _clean(text)
        for column, text in zip(columns, row, strict=False)
        if column is not None and column not in _OURS and text
    }


def _clean(text: str) -> str:
    """Write a cell in one line, without the apostrophe that keeps it from being a formula."""
    line = " ".join(text.replace("\x00", "").split())[:_LONGEST_CELL]
    return line[1:] if line[:1] == "'" and line[1:2] in "=+-@|%" else line
