"""The words of addresses of articles, guides, pictures and files, and of writing them."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "archive": {
        "nb": "arkiv",
        "nn": "arkiv",
        "sv": "arkiv",
        "da": "arkiv",
        "fi": "arkisto",
        "en": "archive",
    },
    "guides": {
        "nb": "veiledninger",
        "nn": "rettleiingar",
        "sv": "vagledningar",
        "da": "vejledninger",
        "fi": "oppaat",
        "en": "guides",
    },
    "editing": {
        "nb": "redaksjon",
        "nn": "redaksjon",
        "sv": "redaktion",
        "da": "redaktion",
        "fi": "toimitus",
        "en": "editing",
    },
    "new-text": {
        "nb": "ny-tekst",
        "nn": "ny-tekst",
        "sv": "ny-text",
        "da": "ny-tekst",
        "fi": "uusi-teksti",
        "en": "new-text",
    },
    "pictures-and-files": {
        "nb": "bilder-og-filer",
        "nn": "bilete-og-filer",
        "sv": "bilder-och-filer",
        "da": "billeder-og-filer",
        "fi": "kuvat-ja-tiedostot",
        "en": "pictures-and-files",
    },
    "wordings": {
        "nb": "ordlyder",
        "nn": "ordlydar",
        "sv": "lydelser",
        "da": "ordlyde",
        "fi": "sanamuodot",
        "en": "wordings",
    },
    "drafts": {
        "nb": "utkast",
        "nn": "utkast",
        "sv": "utkast",
        "da": "kladder",
        "fi": "luonnokset",
        "en": "drafts",
    },
}
