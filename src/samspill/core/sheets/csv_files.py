"""CSV as spreadsheets write and open it."""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.core.sheets.limits import check_rows, check_size

#: A cell that begins so can become a formula, also with a sign of full width or after a tabulator.
_BEGINS_A_FORMULA = re.compile("^[\\s\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20|%]|^[\\t\\r\\n]")
#: Telephone numbers and negative numbers are left as they are: a spreadsheet reads a number.
_NUMBER = re.compile(r"[+-]?\d[\d .,]*")


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as Nordic spreadsheets open them: with semicolons, in UTF-8 with a mark."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        [harmless(cell) for cell in row] for row in rows
    )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    if _BEGINS_A_FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def read_csv(content: bytes) -> list[list[str]]:
    """Read rows, whether parted by semicolon, comma or tabulator, in Unicode or Windows-1252.

    :raises NotPossible: it is too large, or not a table of text.
    """
    check_size(content)
    text = _decoded(content)
    if "\x00" in text:
        raise NotPossible(_("We cannot read this file. Save it as XLSX or CSV and try again."))
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([cell.strip() for cell in row])
            check_rows(len(rows))
    except csv.Error as error:
        raise NotPossible(
            _("We cannot read this file. Save it as XLSX or CSV and try again.")
        ) from error
    return rows


def _decoded(content: bytes) -> str:
    # What spreadsheets call "Unicode text".
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
