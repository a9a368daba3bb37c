"""The words of addresses, in each language.

They stand here and not in the catalogues, since an address that has been published never changes:
a better word gets a row of its own, and the old one goes on leading there.
"""

from collections.abc import Mapping
from functools import cache

from django.utils.functional import lazy
from django.utils.translation import get_language

from samspill.core.addresses import (
    editorial,
    newsletters,
    outreach,
    own,
    pages,
    register,
    workspace,
)
from samspill.core.languages import known

WORDS: Mapping[str, Mapping[str, str]] = {
    **pages.WORDS,
    **editorial.WORDS,
    **newsletters.WORDS,
    **outreach.WORDS,
    **own.WORDS,
    **register.WORDS,
    **workspace.WORDS,
}


@cache
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
