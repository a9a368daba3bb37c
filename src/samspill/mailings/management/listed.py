"""Find the addresses, and languages, in a table that somebody has kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.core.languages import LANGUAGES, known
from samspill.core.sheets import Rows
from samspill.mailings.actions import ListedRow

#: What people write over a column of addresses, or of languages.
_ADDRESS = frozenset(
    [
        "e-post",
        "epost",
        "e-postadresse",
        "e-postadress",
        "e-mail",
        "email",
        "e-mailadresse",
        "mail",
        "address",
        "adresse",
        "adress",
        "e-mail-adresse",
        "sähköposti",
        "sähköpostiosoite",
        "osoite",
    ]
)
_LANGUAGE = frozenset(["språk", "sprak", "language", "sprog", "kieli", "mål"])
_NAMES = {
    **{name.casefold(): code for code, name in LANGUAGES.items()},
    "norsk": "nb",
    "bokmål": "nb",
    "nynorsk": "nn",
    "no": "nb",
    "svensk": "sv",
    "se": "sv",
    "dansk": "da",
    "dk": "da",
    "finsk": "fi",
    "engelsk": "en",
    "finnish": "fi",
    "english": "en",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "nb",
}


def listed(rows: Rows, *, language: str) -> Iterator[ListedRow]:
    """Go through the rows that hold something; those that say no language get the given one.

    :raises NotPossible: no column holds addresses.
    """
    head = [cell.casefold() for cell in rows[0]] if rows else []
    addresses = next((n for n, cell in enumerate(head) if cell in _ADDRESS), None)
    languages = next((n for n, cell in enumerate(head) if cell in _LANGUAGE), None)
    has_head = addresses is not None
    if addresses is None:
        addresses = next((n for n, cell in enumerate(head) if "@" in cell), None)
    if addresses is None:
        raise NotPossible(_("Write “E-mail” over the column of the file that holds the addresses."))
    for number, row in enumerate(rows[has_head:], start=1 + has_head):
        address = row[addresses] if len(row) > addresses else ""
        said = row[languages] if languages is not None and len(row) > languages else ""
        if any(row):
            code = _code(said)
            yield ListedRow(
                number=number,
                address=address,
                language=code or language,
                misunderstood="" if code else said.strip(),
            )


def _code(said: str) -> str:
    folded = said.casefold()
    return _NAMES.get(folded) or (known(folded) if folded[:2] in LANGUAGES else "")
