"""From the cells of a row to facts about an organisation, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.organisations.choices import AddressKind, Country, Level, OrganisationKind
from samspill.organisations.rules import clean_number
from samspill.organisations.words import Column, choice_of, country_of, name_in

Cells = Mapping[str, str]
#: The language of a name of which nothing else is said: that of the public bodies of the country.
LANGUAGE_OF: Mapping[str, str] = {
    Country.NORWAY: "nb",
    Country.SWEDEN: "sv",
    Country.DENMARK: "da",
    Country.FINLAND: "fi",
    Country.ALAND: "sv",
}
#: These may work in many countries, and need name none.
_WITHOUT_A_COUNTRY = frozenset(
    {
        OrganisationKind.INTERGOVERNMENTAL,
        OrganisationKind.NETWORK,
        OrganisationKind.WORKING_GROUP,
    }
)
_LONGEST_NAME = 200
#: How many digits a postcode has: spreadsheets take away the noughts before a number.
_DIGITS: Mapping[str, int] = {
    Country.NORWAY: 4,
    Country.DENMARK: 4,
    Country.SWEDEN: 5,
    Country.FINLAND: 5,
    Country.ALAND: 5,
}
_ADDRESSES = (
    (
        AddressKind.POSTAL,
        (Column.POSTAL_LINES, Column.POSTAL_POSTCODE, Column.POSTAL_PLACE),
    ),
    (
        AddressKind.VISITING,
        (Column.VISITING_LINES, Column.VISITING_POSTCODE, Column.VISITING_PLACE),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong in which cell, in a sentence that says what to do."""

    column: Column
    sentence: str


@dataclass(kw_only=True)
class Facts:
    """What a row says of an organisation. Empty: nothing is said, and nothing is changed."""

    name: Translated = field(default_factory=Translated)
    country: str = ""
    number: str = ""
    kind: str = ""
    level: str = ""
    abbreviation: str = ""
    website: str = ""
    part_of: str = ""
    territory: str = ""
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, column: Column, sentence: str) -> None:
        """Note what is wrong in a cell."""
        self.faults.append(Fault(column=column, sentence=sentence))


def facts_of(cells: Cells) -> Facts:
    """Read a row, whatever the register says already."""
    facts = Facts(part_of=_cell(cells, Column.PART_OF), territory=_cell(cells, Column.TERRITORY))
    _read_choices(cells, facts)
    _read_names(cells, facts)
    _read_number(cells, facts)
    facts.abbreviation = _short(cells, Column.ABBREVIATION, 20, facts)
    _read_website(cells, facts)
    for kind, columns in _ADDRESSES:
        _read_address(cells, facts, kind, columns)
    return facts


def _cell(cells: Cells, column: Column) -> str:
    return cells.get(column.value, "")


def _read_choices(cells: Cells, facts: Facts) -> None:
    if text := _cell(cells, Column.COUNTRY):
        country = country_of(text)
        if country is None:
            facts.blame(
                Column.COUNTRY,
                _("“%(text)s” is no country that we know. Write for example Norway or NO.")
                % {"text": text},
            )
        facts.country = country.value if country else ""
    if text := _cell(cells, Column.KIND):
        kind = choice_of(OrganisationKind, text)
        if kind is None:
            facts.blame(
                Column.KIND,
                _("“%(text)s” is no kind of organisation that we know. Choose one of the list.")
                % {"text": text},
            )
        facts.kind = kind.value if kind else ""
    if text := _cell(cells, Column.LEVEL):
        level = choice_of(Level, text)
        if level is None:
            facts.blame(
                Column.LEVEL,
                _("“%(text)s” is no level that we know. Choose one of the list, or none.")
                % {"text": text},
            )
        facts.level = level.value if level else ""
    may_be_anywhere = facts.kind in _WITHOUT_A_COUNTRY
    if not _cell(cells, Column.COUNTRY) and not may_be_anywhere:
        facts.blame(Column.COUNTRY, _("The country is missing. Write for example Norway or NO."))


def _read_names(cells: Cells, facts: Facts) -> None:
    texts = {code: _cell(cells, name_in(code)) for code in LANGUAGES}
    own = LANGUAGE_OF.get(facts.country, "en")
    texts[own] = texts[own] or _cell(cells, Column.NAME)
    facts.name = Translated(texts)
    for code, text in facts.name.items():
        if len(text) > _LONGEST_NAME:
            column = Column.NAME if text == _cell(cells, Column.NAME) else name_in(code)
            facts.blame(column, _too_long(_LONGEST_NAME))


def _read_number(cells: Cells, facts: Facts) -> None:
    text = _cell(cells, Column.NUMBER)
    if not text or not facts.country:
        return
    try:
        facts.number = clean_number(facts.country, text)
    except NotPossible as error:
        facts.blame(Column.NUMBER, str(error))


def _read_website(cells: Cells, facts: Facts) -> None:
    text = _short(cells, Column.WEBSITE, 200, facts)
    if not text:
        return
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        facts.blame(
            Column.WEBSITE,
            _("“%(text)s” is no address of a website. Write it as in https://www.example.com.")
            % {"text": text},
        )
        return
    facts.website = address if urlsplit(address).path else f"{address}/"


def _read_address(
    cells: Cells, facts: Facts, kind: AddressKind, columns: tuple[Column, Column, Column]
) -> None:
    where, code, place = columns
    found = {
        "lines": _short(cells, where, 200, facts),
        "postcode": _postcode(facts.country, _short(cells, code, 12, facts)),
        "place": _short(cells, place, 80, facts),
    }
    if not any(found.values()):
        return
    for name, column in (("lines", where), ("place", place)):
        if not found[name] and not _cell(cells, column):
            facts.blame(
                column, _("An address needs a street or a box, and a town. This one is missing.")
            )
    facts.addresses[kind.value] = found


def _postcode(country: str, text: str) -> str:
    digits = _DIGITS.get(country, 0)
    return text.zfill(digits) if text.isdigit() else text


def _short(cells: Cells, column: Column, most: int, facts: Facts) -> str:
    text = _cell(cells, column)
    if len(text) <= most:
        return text
    facts.blame(column, _too_long(most))
    return ""


def _too_long(most: int) -> str:
    return _("This is too long. Write at most %(most)s characters.") % {"most": most}
