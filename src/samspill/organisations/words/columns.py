"""The columns of a table of organisations, and their headings in the six languages.

They stand here and not in the catalogues, since somebody has written them into a file: a heading
that has been understood is understood for ever. The first one of a language is what we write
ourselves; docs/reference/importing-organisations.md lists them.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from django.utils.translation import get_language

from samspill.core.languages import LANGUAGES, known
from samspill.organisations.words.values import folded


class Column(StrEnum):
    """A column that is understood."""

    ROW = "row"
    FAULT = "fault"
    NAME = "name"
    NAME_NB = "name_nb"
    NAME_NN = "name_nn"
    NAME_SV = "name_sv"
    NAME_DA = "name_da"
    NAME_FI = "name_fi"
    NAME_EN = "name_en"
    COUNTRY = "country"
    NUMBER = "number"
    KIND = "kind"
    LEVEL = "level"
    ABBREVIATION = "abbreviation"
    PART_OF = "part_of"
    TERRITORY = "territory"
    WEBSITE = "website"
    POSTAL_LINES = "postal_lines"
    POSTAL_POSTCODE = "postal_postcode"
    POSTAL_PLACE = "postal_place"
    VISITING_LINES = "visiting_lines"
    VISITING_POSTCODE = "visiting_postcode"
    VISITING_PLACE = "visiting_place"

    @property
    def label(self) -> str:
        """Return the heading in the language of the page."""
        return heading_of(self, get_language() or "nb")


_NAMES = {
    "nb": ("Navn", "Virksomhet"),
    "nn": ("Namn", "Verksemd"),
    "sv": ("Namn", "Organisation"),
    "da": ("Navn", "Organisation"),
    "fi": ("Nimi", "Organisaatio"),
    "en": ("Name", "Organisation"),
}

HEADINGS: Mapping[Column, Mapping[str, tuple[str, ...]]] = {
    Column.ROW: {
        "nb": ("Rad",),
        "nn": ("Rad",),
        "sv": ("Rad",),
        "da": ("Række",),
        "fi": ("Rivi",),
        "en": ("Row",),
    },
    Column.FAULT: {
        "nb": ("Hva som må rettes",),
        "nn": ("Kva som må rettast",),
        "sv": ("Vad som måste rättas",),
        "da": ("Hvad der skal rettes",),
        "fi": ("Mitä pitää korjata",),
        "en": ("What to put right",),
    },
    Column.NAME: _NAMES,
    **{
        Column(f"name_{code}"): {
            language: (f"{words[0]} ({code})",) for language, words in _NAMES.items()
        }
        for code in LANGUAGES
    },
    Column.COUNTRY: {
        "nb": ("Land",),
        "nn": ("Land",),
        "sv": ("Land",),
        "da": ("Land",),
        "fi": ("Maa",),
        "en": ("Country",),
    },
    Column.NUMBER: {
        "nb": ("Organisasjonsnummer", "Org.nr."),
        "nn": ("Organisasjonsnummer", "Org.nr."),
        "sv": ("Organisationsnummer", "Org.nr"),
        "da": ("CVR-nummer", "CVR-nr.", "CVR", "Organisationsnummer"),
        "fi": ("Y-tunnus", "Organisaatiotunnus"),
        "en": ("Organisation number", "Number"),
    },
    Column.KIND: {
        "nb": ("Type",),
        "nn": ("Slag", "Type"),
        "sv": ("Typ",),
        "da": ("Type",),
        "fi": ("Laji", "Tyyppi"),
        "en": ("Kind", "Type"),
    },
    Column.LEVEL: {
        "nb": ("Nivå",),
        "nn": ("Nivå",),
        "sv": ("Nivå",),
        "da": ("Niveau",),
        "fi": ("Taso",),
        "en": ("Level",),
    },
    Column.ABBREVIATION: {
        "nb": ("Forkortelse",),
        "nn": ("Forkorting",),
        "sv": ("Förkortning",),
        "da": ("Forkortelse",),
        "fi": ("Lyhenne",),
        "en": ("Abbreviation",),
    },
    Column.PART_OF: {
        "nb": ("Del av",),
        "nn": ("Del av",),
        "sv": ("Del av",),
        "da": ("Del af",),
        "fi": ("Kuuluu organisaatioon",),
        "en": ("Part of",),
    },
    Column.TERRITORY: {
        "nb": ("Sted", "Område"),
        "nn": ("Stad", "Område"),
        "sv": ("Plats", "Område"),
        "da": ("Sted", "Område"),
        "fi": ("Alue",),
        "en": ("Place", "Territory"),
    },
    Column.WEBSITE: {
        "nb": ("Nettsted", "Hjemmeside"),
        "nn": ("Nettstad", "Heimeside"),
        "sv": ("Webbplats", "Hemsida"),
        "da": ("Hjemmeside", "Websted"),
        "fi": ("Verkkosivusto", "Kotisivu"),
        "en": ("Website",),
    },
    Column.POSTAL_LINES: {
        "nb": ("Postadresse",),
        "nn": ("Postadresse",),
        "sv": ("Postadress",),
        "da": ("Postadresse",),
        "fi": ("Postiosoite",),
        "en": ("Postal address",),
    },
    Column.POSTAL_POSTCODE: {
        "nb": ("Postnummer",),
        "nn": ("Postnummer",),
        "sv": ("Postnummer",),
        "da": ("Postnummer",),
        "fi": ("Postinumero",),
        "en": ("Postcode",),
    },
    Column.POSTAL_PLACE: {
        "nb": ("Poststed",),
        "nn": ("Poststad",),
        "sv": ("Postort",),
        "da": ("Postdistrikt",),
        "fi": ("Postitoimipaikka",),
        "en": ("Post town",),
    },
    Column.VISITING_LINES: {
        "nb": ("Besøksadresse",),
        "nn": ("Besøksadresse",),
        "sv": ("Besöksadress",),
        "da": ("Besøgsadresse",),
        "fi": ("Käyntiosoite",),
        "en": ("Visiting address",),
    },
    Column.VISITING_POSTCODE: {
        "nb": ("Postnummer (besøk)",),
        "nn": ("Postnummer (besøk)",),
        "sv": ("Postnummer (besök)",),
        "da": ("Postnummer (besøg)",),
        "fi": ("Postinumero (käynti)",),
        "en": ("Postcode (visits)",),
    },
    Column.VISITING_PLACE: {
        "nb": ("Poststed (besøk)",),
        "nn": ("Poststad (besøk)",),
        "sv": ("Postort (besök)",),
        "da": ("Postdistrikt (besøg)",),
        "fi": ("Postitoimipaikka (käynti)",),
        "en": ("Post town (visits)",),
    },
}


def heading_of(column: Column, language: str) -> str:
    """Write the heading of a column in a language."""
    return HEADINGS[column][known(language)][0]


def column_of(heading: str) -> Column | None:
    """Tell which column a heading stands over, in whichever language; of an unknown one, none."""
    return _columns().get(folded(heading))


def name_in(language: str) -> Column:
    """Return the column of the name in a language."""
    return Column(f"name_{language}")


@cache
def _columns() -> Mapping[str, Column]:
    return {
        folded(word): column
        for column, languages in HEADINGS.items()
        for words in languages.values()
        for word in words
    }
