"""XLSX with one sheet of text, by openpyxl: no formula, no macro, no link, nothing to be trusted."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter

from samspill.core.errors import NotPossible
from samspill.core.sheets.limits import MOST_BYTES_UNPACKED, MOST_PARTS, check_rows, check_size

#: What XML 1.0 cannot hold.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_COLUMNS = 200
#: A workbook wants a day on which it was made; packed, each takes another room.
_NO_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - as the format writes it
_WIDTH_OF_A_COLUMN = 28


def write_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as one sheet, the first as its head, every cell a text whatever it begins with.

    It says nothing of when it was made: the same rows make a file of the same size.
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _NO_MOMENT
    sheet = book.create_sheet("1")
    sheet.sheet_format.defaultColWidth = _WIDTH_OF_A_COLUMN
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, text, is_head=number == 0) for text in row])
    content = io.BytesIO()
    # Workbook.save would note the moment.
    ExcelWriter(book, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED)).save()
    return content.getvalue()


def _cell(sheet: Any, text: str, *, is_head: bool) -> Any:
    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("\ufffd", text))
    cell.data_type = "s"
    if is_head:
        cell.font = Font(bold=True)
    return cell


def read_xlsx(content: bytes) -> list[list[str]]:
    """Read the rows of the first sheet, as text; of a formula its last value is read.

    :raises NotPossible: it is too large, or no workbook.
    """
    check_size(content)
    _check_parts(content)
    try:
        # With defusedxml installed, openpyxl follows no entity that a file declares.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return _rows(book)
    except NotPossible:
        raise
    except Exception as error:  # a hostile file makes openpyxl raise whatever its parts raise
        raise _unreadable() from error


def _rows(book: Any) -> list[list[str]]:
    sheet = book.worksheets[0]
    # What a file says of its own size is not believed.
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    for row in sheet.iter_rows(values_only=True):
        if len(row) > _MOST_COLUMNS:
            raise _unreadable()
        rows.append([_text(value) for value in row])
        check_rows(len(rows))
    return rows


def _text(value: object) -> str:
    """Say a cell as its reader sees it: whole numbers without a decimal, days as 2026-03-01."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _check_parts(content: bytes) -> None:
    """Look at what the package claims before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _unreadable() from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise _unreadable()


def _unreadable() -> NotPossible:
    return NotPossible(_("We cannot read this file. Save it as XLSX or CSV and try again."))
