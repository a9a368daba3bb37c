"""The six languages, and whose words a reader gets where their own are missing."""

from collections.abc import Mapping, Sequence

#: Codes as in BCP 47, with each language's name for itself, in the order in which they are offered.
LANGUAGES: Mapping[str, str] = {
    "nb": "Norsk bokmål",
    "nn": "Norsk nynorsk",
    "sv": "Svenska",
    "da": "Dansk",
    "fi": "Suomi",
    "en": "English",
}

#: What a reader of each language is shown where a text does not exist in it: the nearest first.
#: Readers of the Scandinavian languages read each other's; readers of Finnish get English first.
NEAREST: Mapping[str, Sequence[str]] = {
    "nb": ("nn", "da", "sv", "en", "fi"),
    "nn": ("nb", "da", "sv", "en", "fi"),
    "sv": ("nb", "da", "nn", "en", "fi"),
    "da": ("nb", "nn", "sv", "en", "fi"),
    "fi": ("en", "sv", "nb", "da", "nn"),
    "en": ("nb", "sv", "da", "nn", "fi"),
}


def known(language: str) -> str:
    """Return the language if it is one of the six, else Norwegian Bokmål.

    >>> known("fi"), known("de")
    ('fi', 'nb')
    """
    return language if language in LANGUAGES else "nb"
