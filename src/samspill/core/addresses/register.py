"""The words of addresses of the register of organisations, and of keeping gatherings."""

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
    "time": {
        "nb": "tid",
        "nn": "tid",
        "sv": "tid",
        "da": "tid",
        "fi": "aika",
        "en": "time",
    },
    "cancel": {
        "nb": "avlys",
        "nn": "avlys",
        "sv": "stall-in",
        "da": "aflys",
        "fi": "peruuta",
        "en": "cancel",
    },
    "owners": {
        "nb": "eiere",
        "nn": "eigarar",
        "sv": "agare",
        "da": "ejere",
        "fi": "omistajat",
        "en": "owners",
    },
    "partners": {
        "nb": "partnere",
        "nn": "partnarar",
        "sv": "partner",
        "da": "partnere",
        "fi": "kumppanit",
        "en": "partners",
    },
    "new-part": {
        "nb": "nytt-prosjekt",
        "nn": "nytt-prosjekt",
        "sv": "nytt-projekt",
        "da": "nyt-projekt",
        "fi": "uusi-hanke",
        "en": "new-part",
    },
}
