"""The words of addresses, in each language.

They stand here and not in the catalogues, since an address that has been published never changes:
a better word gets a row of its own, and the old one goes on leading there.
"""

from collections.abc import Mapping

from django.utils.functional import lazy
from django.utils.translation import get_language

from samspill.core.languages import known

WORDS: Mapping[str, Mapping[str, str]] = {
    "initiatives": {
        "nb": "anskaffelser",
        "nn": "anskaffingar",
        "sv": "upphandlingar",
        "da": "indkob",
        "fi": "hankinnat",
        "en": "initiatives",
    },
    "programmes": {
        "nb": "programmer",
        "nn": "program",
        "sv": "program",
        "da": "programmer",
        "fi": "ohjelmat",
        "en": "programmes",
    },
    "themes": {
        "nb": "temaer",
        "nn": "tema",
        "sv": "teman",
        "da": "temaer",
        "fi": "teemat",
        "en": "themes",
    },
    "places": {
        "nb": "steder",
        "nn": "stader",
        "sv": "platser",
        "da": "steder",
        "fi": "alueet",
        "en": "places",
    },
    "organisations": {
        "nb": "virksomheter",
        "nn": "verksemder",
        "sv": "organisationer",
        "da": "organisationer",
        "fi": "organisaatiot",
        "en": "organisations",
    },
    "gatherings": {
        "nb": "samlinger",
        "nn": "samlingar",
        "sv": "moten",
        "da": "moder",
        "fi": "tapaamiset",
        "en": "gatherings",
    },
    "updates": {
        "nb": "nytt",
        "nn": "nytt",
        "sv": "nytt",
        "da": "nyt",
        "fi": "uutta",
        "en": "updates",
    },
    "search": {
        "nb": "sok",
        "nn": "sok",
        "sv": "sok",
        "da": "sog",
        "fi": "haku",
        "en": "search",
    },
    "follow": {
        "nb": "folg",
        "nn": "folg",
        "sv": "folj",
        "da": "folg",
        "fi": "seuraa",
        "en": "follow",
    },
    "contact": {
        "nb": "kontakt",
        "nn": "kontakt",
        "sv": "kontakt",
        "da": "kontakt",
        "fi": "yhteys",
        "en": "contact",
    },
    "privacy": {
        "nb": "personvern",
        "nn": "personvern",
        "sv": "integritet",
        "da": "privatliv",
        "fi": "tietosuoja",
        "en": "privacy",
    },
    "accessibility": {
        "nb": "tilgjengelighet",
        "nn": "tilgjenge",
        "sv": "tillganglighet",
        "da": "tilgaengelighed",
        "fi": "saavutettavuus",
        "en": "accessibility",
    },
    "about": {
        "nb": "om",
        "nn": "om",
        "sv": "om",
        "da": "om",
        "fi": "tietoa",
        "en": "about",
    },
    "write": {
        "nb": "skriv",
        "nn": "skriv",
        "sv": "skriv",
        "da": "skriv",
        "fi": "kirjoita",
        "en": "write",
    },
    "confirm": {
        "nb": "bekreft",
        "nn": "stadfest",
        "sv": "bekrafta",
        "da": "bekraeft",
        "fi": "vahvista",
        "en": "confirm",
    },
    "unsubscribe": {
        "nb": "avslutt",
        "nn": "avslutt",
        "sv": "avsluta",
        "da": "afmeld",
        "fi": "lopeta",
        "en": "unsubscribe",
    },
    "preferences": {
        "nb": "innstillinger",
        "nn": "innstillingar",
        "sv": "installningar",
        "da": "indstillinger",
        "fi": "asetukset",
        "en": "preferences",
    },
    "sign-in": {
        "nb": "logg-inn",
        "nn": "logg-inn",
        "sv": "logga-in",
        "da": "log-ind",
        "fi": "kirjaudu",
        "en": "sign-in",
    },
    "sign-out": {
        "nb": "logg-ut",
        "nn": "logg-ut",
        "sv": "logga-ut",
        "da": "log-ud",
        "fi": "kirjaudu-ulos",
        "en": "sign-out",
    },
    "code": {
        "nb": "kode",
        "nn": "kode",
        "sv": "kod",
        "da": "kode",
        "fi": "koodi",
        "en": "code",
    },
    "closed": {
        "nb": "stengt",
        "nn": "stengd",
        "sv": "stangt",
        "da": "lukket",
        "fi": "suljettu",
        "en": "closed",
    },
    "no-more-mail": {
        "nb": "ikke-skriv",
        "nn": "ikkje-skriv",
        "sv": "skriv-inte",
        "da": "skriv-ikke",
        "fi": "ala-kirjoita",
        "en": "no-more-mail",
    },
    "my-page": {
        "nb": "min-side",
        "nn": "mi-side",
        "sv": "min-sida",
        "da": "min-side",
        "fi": "oma-sivu",
        "en": "my-page",
    },
    "security": {
        "nb": "sikkerhet",
        "nn": "tryggleik",
        "sv": "sakerhet",
        "da": "sikkerhed",
        "fi": "turvallisuus",
        "en": "security",
    },
    "history": {
        "nb": "historikk",
        "nn": "historikk",
        "sv": "historik",
        "da": "historik",
        "fi": "historia",
        "en": "history",
    },
    "my-data": {
        "nb": "mine-opplysninger",
        "nn": "mine-opplysningar",
        "sv": "mina-uppgifter",
        "da": "mine-oplysninger",
        "fi": "omat-tiedot",
        "en": "my-data",
    },
    "steering": {
        "nb": "styring",
        "nn": "styring",
        "sv": "styrning",
        "da": "styring",
        "fi": "ohjaus",
        "en": "steering",
    },
    "preview": {
        "nb": "forhandsvisning",
        "nn": "forehandsvising",
        "sv": "forhandsvisning",
        "da": "forhandsvisning",
        "fi": "esikatselu",
        "en": "preview",
    },
}


def in_language(pattern: str, language: str) -> str:
    """Write an address pattern in a language: each word between braces is looked up.

    >>> in_language("{initiatives}/<slug:slug>/", "nb")
    'anskaffelser/<slug:slug>/'
    """
    for word, forms in WORDS.items():
        pattern = pattern.replace("{" + word + "}", forms[language])
    return pattern


def _address(pattern: str) -> str:
    return in_language(pattern, known(get_language() or "nb"))


#: A pattern for ``path()`` that is written in the reader's language, under its prefix.
address = lazy(_address, str)
