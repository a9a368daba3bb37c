"""Tables that people open in a spreadsheet: read whatever comes, write what can do no harm.

A cell is always text. What is written never becomes a formula, whoever typed it; what is read is
bounded before it is unpacked.
"""

from samspill.core.sheets.answering import FORMATS, as_file
from samspill.core.sheets.csv_files import read_csv, write_csv
from samspill.core.sheets.xlsx_files import read_xlsx, write_xlsx

Rows = list[list[str]]

__all__ = [
    "FORMATS",
    "Rows",
    "as_file",
    "read",
    "read_csv",
    "read_xlsx",
    "write_csv",
    "write_xlsx",
]


def read(content: bytes) -> Rows:
    """Read the rows of a CSV or XLSX file, whichever it is.

    :raises NotPossible: it is too large, or no table that we can read.
    """
    return read_xlsx(content) if content.startswith(b"PK") else read_csv(content)
