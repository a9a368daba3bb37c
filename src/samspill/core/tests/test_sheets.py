"""Tables for spreadsheets: nothing becomes a formula, and whatever comes is read or refused."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from samspill.core.errors import NotPossible
from samspill.core.sheets import limits, read, write_csv, write_xlsx
from samspill.core.sheets.csv_files import harmless

FORMULAS = [
    '=HYPERLINK("https://evil.example";"x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\uff1d1+1",
    "\ufeff=1",
    "|calc",
    "=kari@kommune.example",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_text_never_becomes_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    sheet = zipfile.ZipFile(io.BytesIO(write_xlsx([[cell]]))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b't="inlineStr"' in sheet


@pytest.mark.parametrize("cell", ["+47 22 33 44 55", "-5", "-1,5", "kari@kommune.example", "Ås"])
def test_telephone_numbers_and_negative_numbers_stay_as_they_are(cell):
    assert harmless(cell) == cell


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=4), max_size=5))
def test_what_is_written_is_read_again(rows):
    readable = [
        ["".join(c for c in cell if c.isprintable()).strip() for cell in row] for row in rows
    ]
    readable = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in readable]

    found = read(write_xlsx(readable))

    # Cells that are empty at the end of a row are not told from none.
    assert [_trimmed(row) for row in found] == [_trimmed(row) for row in readable]


def _trimmed(row):
    while row and not row[-1]:
        row = row[:-1]
    return row


def test_csv_is_written_as_nordic_spreadsheets_open_it():
    content = write_csv([["E-post", "Språk"], ["kari@kommune.example", "bokmål"]])

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["E-post", "Språk"], ["kari@kommune.example", "bokmål"]]


@pytest.mark.parametrize(
    "content",
    [
        "E-post;Språk\r\nkari@kommune.example;bokmål\r\n".encode("cp1252"),
        "E-post,Språk\nkari@kommune.example,bokmål".encode(),
        "\ufeffE-post\tSpråk\nkari@kommune.example\tbokmål".encode(),
    ],
)
def test_csv_is_read_however_it_was_saved(content):
    assert read(content) == [["E-post", "Språk"], ["kari@kommune.example", "bokmål"]]


def workbook(**parts):
    """A workbook whose parts are as given, and as openpyxl writes them elsewhere."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    given = {names[name]: part for name, part in parts.items()}
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx([["a"]]))) as plain,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in plain.namelist():
            package.writestr(name, given.get(name, plain.read(name)))
    return content.getvalue()


def test_a_workbook_of_a_spreadsheet_is_read():
    book = Workbook()
    book.active["B1"] = "E-post"
    book.active.append([7, "kari@kommune.example", date(2026, 3, 1)])
    book.active.append([7.5, None, datetime(2026, 3, 1, 12, 30)])  # noqa: DTZ001 (a sheet knows no zones)
    content = io.BytesIO()
    book.save(content)

    assert read(content.getvalue()) == [
        ["", "E-post"],
        ["7", "kari@kommune.example", "2026-03-01"],
        ["7.5", "", "2026-03-01T12:30:00"],
    ]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_of_a_formula_the_last_value_is_read():
    content = workbook(
        sheet=(
            f"<worksheet {MAIN}><sheetData>"
            '<row r="1"><c r="B1" t="str"><f>A1&amp;"x"</f><v>ola@kommune.example</v></c></row>'
            "</sheetData></worksheet>"
        ),
    )

    assert read(content) == [["", "ola@kommune.example"]]


BOMB = (
    f'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet {MAIN}><sheetData><row>'
    '<c t="str"><v>&a;</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no workbook",
        b"PK",
        workbook(sheet="<worksheet><row>"),
        workbook(sheet=BOMB),
        workbook(sheet=f'<x {MAIN}><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData></x>'),
        workbook(
            sheet=f'<x {MAIN}><sheetData><row><c r="A1" t="s"><v>9</v></c></row></sheetData></x>'
        ),
        b"\x89PNG\x00\x01",
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content):
    with pytest.raises(NotPossible, match="Save it as XLSX or CSV"):
        read(content)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    content = workbook(sheet=b"0" * 40_000)
    monkeypatch.setattr("samspill.core.sheets.xlsx_files.MOST_BYTES_UNPACKED", 30_000)

    with pytest.raises(NotPossible):
        read(content)


def test_too_long_a_table_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 2)

    with pytest.raises(NotPossible, match="too many rows"):
        read(b"a\nb\nc\n")
    with pytest.raises(NotPossible, match="too many rows"):
        read(write_xlsx([["a"], ["b"], ["c"]]))


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 2)

    with pytest.raises(NotPossible, match="too large"):
        read(b"a\nb\n")


def test_a_workbook_says_nothing_of_when_it_was_made():
    ours = zipfile.ZipFile(io.BytesIO(write_xlsx([["a"]]))).read("docProps/core.xml")
    plain = io.BytesIO()
    Workbook().save(plain)

    assert ours.count(b"2000-01-01T00:00:00Z") == 2
    assert b"2000-01-01" not in zipfile.ZipFile(plain).read("docProps/core.xml")
