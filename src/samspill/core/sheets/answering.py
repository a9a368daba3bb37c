"""A table as the file that a browser keeps."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.http import HttpResponse

from samspill.core.sheets.csv_files import write_csv
from samspill.core.sheets.xlsx_files import write_xlsx

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, tuple[str, Callable[[Iterable[Sequence[str]]], bytes]]] = {
    "xlsx": (_XLSX, write_xlsx),
    "csv": ("text/csv; charset=utf-8", write_csv),
}


def as_file(rows: Iterable[Sequence[str]], wanted: str, *, name: str) -> HttpResponse:
    """Give rows as a file of a name in one of the formats, for the one who asked alone.

    :raises KeyError: there is no such format.
    """
    kind, write = FORMATS[wanted]
    response = HttpResponse(write(rows), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{wanted}"'
    response["Cache-Control"] = "private, no-store"
    return response
