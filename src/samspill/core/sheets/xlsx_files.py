"""XLSX with one sheet of text: no formula, no macro, no link, nothing to be trusted."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.core.sheets.limits import MOST_BYTES_UNPACKED, MOST_PARTS, check_rows, check_size

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FRAME = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
#: What XML 1.0 cannot hold.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMN = re.compile(r"[A-Z]{1,3}")
_MOST_COLUMNS = 200


def write_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as one sheet, every cell a text whatever it begins with."""
    cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in {**_FRAME, "xl/worksheets/sheet1.xml": sheet}.items():
            package.writestr(zipfile.ZipInfo(name), _HEAD + part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _cell(text: str) -> str:
    words = escape(_NOT_IN_XML.sub("\ufffd", text))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def read_xlsx(content: bytes) -> list[list[str]]:
    """Read the rows of the first sheet, as text; of a formula its last value is read.

    :raises NotPossible: it is too large, or no workbook.
    """
    check_size(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = _checked(package)
            sheets = sorted(
                (name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
                key=lambda name: (len(name), name),
            )
            shared = "xl/sharedStrings.xml"
            strings = _Strings().read(package.read(shared)) if shared in parts else []
            return _Sheet(strings).read(package.read(sheets[0]))
    except (zipfile.BadZipFile, IndexError, KeyError, ValueError, OSError) as error:
        raise _unreadable() from error
    except (expat.ExpatError, RuntimeError, NotImplementedError) as error:
        raise _unreadable() from error


def _checked(package: zipfile.ZipFile) -> set[str]:
    """Look at what the package claims before anything of it is unpacked."""
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise _unreadable()
    return {part.filename for part in parts}


def _unreadable() -> NotPossible:
    return NotPossible(_("We cannot read this file. Save it as XLSX or CSV and try again."))


class _Reading:
    """Goes through XML without keeping it, and without following anything it points to."""

    def __init__(self) -> None:
        self._text: list[str] | None = None

    def _parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = lambda name, more: self.begins(name.rpartition(" ")[2], more)
        parser.EndElementHandler = lambda name: self.ends(name.rpartition(" ")[2])
        parser.CharacterDataHandler = self._hears
        parser.Parse(xml, True)

    def begins(self, name: str, more: dict[str, str]) -> None:
        """Meet the beginning of an element."""

    def ends(self, name: str) -> None:
        """Meet the end of an element."""

    def _hears(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    @staticmethod
    def _refuse(*_declared: Any) -> None:
        raise ValueError("A workbook declares nothing")


class _Strings(_Reading):
    """The texts that cells refer to by number; phonetic readings are left out."""

    def read(self, xml: bytes) -> list[str]:
        self._found: list[str] = []
        self._parse(xml)
        return self._found

    def begins(self, name: str, _more: dict[str, str]) -> None:
        if name == "si":
            self._found.append("")
        elif name == "t":
            self._text = []

    def ends(self, name: str) -> None:
        if name == "t" and self._text is not None:
            self._found[-1] += "".join(self._text)
            self._text = None


class _Sheet(_Reading):
    """The rows of a sheet."""

    def __init__(self, strings: list[str]) -> None:
        super().__init__()
        self._strings = strings
        self._rows: list[list[str]] = []
        self._kind = ""
        self._column = 0

    def read(self, xml: bytes) -> list[list[str]]:
        self._parse(xml)
        return self._rows

    def begins(self, name: str, more: dict[str, str]) -> None:
        if name == "row":
            self._rows.append([])
            check_rows(len(self._rows))
        elif name == "c":
            self._kind = more.get("t", "")
            self._column = _column(more.get("r", ""), after=len(self._rows[-1]))
        elif name in {"v", "t"}:
            self._text = []

    def ends(self, name: str) -> None:
        if name not in {"v", "t"} or self._text is None:
            return
        text, self._text = "".join(self._text), None
        if self._kind == "s":
            text = self._strings[int(text)]
        row = self._rows[-1]
        row += [""] * (self._column + 1 - len(row))
        row[self._column] += text.strip()


def _column(reference: str, *, after: int) -> int:
    """Tell which column a cell stands in: "C7" in the third; without a reference, the next."""
    letters = _COLUMN.match(reference)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    column = number - 1 if letters else after
    if column >= _MOST_COLUMNS:
        raise ValueError("No list has so many columns")
    return column
