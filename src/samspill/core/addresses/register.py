"""The words of addresses of the register of organisations, and of importing into it."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "register": {
        "nb": "register",
        "nn": "register",
        "sv": "register",
        "da": "register",
        "fi": "rekisteri",
        "en": "register",
    },
    "import": {
        "nb": "importer",
        "nn": "importer",
        "sv": "importera",
        "da": "importer",
        "fi": "tuo",
        "en": "import",
    },
    "faulty": {
        "nb": "feil",
        "nn": "feil",
        "sv": "fel",
        "da": "fejl",
        "fi": "virheet",
        "en": "faulty",
    },
}
