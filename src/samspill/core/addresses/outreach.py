"""The words of addresses of the inbox, and of writing to it."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "contribute": {
        "nb": "foresla",
        "nn": "foresla",
        "sv": "foresla",
        "da": "foresla",
        "fi": "ehdota",
        "en": "suggest",
    },
    "inbox": {
        "nb": "innboks",
        "nn": "innboks",
        "sv": "inkorg",
        "da": "indbakke",
        "fi": "saapuneet",
        "en": "inbox",
    },
    "assign": {
        "nb": "fordel",
        "nn": "fordel",
        "sv": "fordela",
        "da": "fordel",
        "fi": "jaa",
        "en": "assign",
    },
    "answer": {
        "nb": "svar",
        "nn": "svar",
        "sv": "svara",
        "da": "svar",
        "fi": "vastaa",
        "en": "answer",
    },
    "close": {
        "nb": "lukk",
        "nn": "lukk",
        "sv": "stang",
        "da": "luk",
        "fi": "sulje",
        "en": "close",
    },
    "share": {
        "nb": "vis-alle",
        "nn": "vis-alle",
        "sv": "visa-alla",
        "da": "vis-alle",
        "fi": "nayta-kaikille",
        "en": "share",
    },
    "begin": {
        "nb": "begynn",
        "nn": "byrja",
        "sv": "borja",
        "da": "begynd",
        "fi": "aloita",
        "en": "begin",
    },
}
