"""The words of addresses of newsletters, and of writing them."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "newsletters": {
        "nb": "nyhetsbrev",
        "nn": "nyheitsbrev",
        "sv": "nyhetsbrev",
        "da": "nyhedsbreve",
        "fi": "uutiskirjeet",
        "en": "newsletters",
    },
    "trial": {
        "nb": "prove",
        "nn": "prove",
        "sv": "prov",
        "da": "prove",
        "fi": "koe",
        "en": "test",
    },
    "throw-away": {
        "nb": "kast",
        "nn": "kast",
        "sv": "kasta",
        "da": "kasser",
        "fi": "hylkaa",
        "en": "throw-away",
    },
    "undo": {
        "nb": "angre",
        "nn": "angre",
        "sv": "angra",
        "da": "fortryd",
        "fi": "peru",
        "en": "undo",
    },
    "send": {
        "nb": "send",
        "nn": "send",
        "sv": "skicka",
        "da": "send",
        "fi": "laheta",
        "en": "send",
    },
}
