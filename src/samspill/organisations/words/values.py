"""What may stand in a cell where there is a choice: our word for it in any of the six languages."""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from django.db import models
from django.utils import translation

from samspill.core.languages import LANGUAGES
from samspill.organisations.choices import Country

#: What else countries are called: by three letters, and by the abbreviation on envelopes.
_COUNTRIES: Mapping[str, Country] = {
    "nor": Country.NORWAY,
    "norge": Country.NORWAY,
    "noreg": Country.NORWAY,
    "swe": Country.SWEDEN,
    "sve": Country.SWEDEN,
    "dnk": Country.DENMARK,
    "fin": Country.FINLAND,
    "isl": Country.ICELAND,
    "fro": Country.FAROE_ISLANDS,
    "grl": Country.GREENLAND,
    "ala": Country.ALAND,
}
Choice = TypeVar("Choice", bound=models.TextChoices)


def folded(text: str) -> str:
    """Leave out of a word what people write in different ways: case, spaces, signs.

    >>> folded("Org.nr. "), folded("Navn (nb)")
    ('orgnr', 'navnnb')
    """
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def choice_of(choices: type[Choice], text: str) -> Choice | None:
    """Find the choice that a text names, by its key or by our word for it in any language."""
    found = _words(choices).get(folded(text))
    return choices(found) if found is not None else None


def country_of(text: str) -> Country | None:
    """Find the country that a text names."""
    return choice_of(Country, text) or _COUNTRIES.get(folded(text))


@cache
def _words(choices: type[models.TextChoices]) -> Mapping[str, str]:
    words = {folded(each.value): each.value for each in choices}
    for language in LANGUAGES:
        with translation.override(language):
            for each in choices:
                words.setdefault(folded(str(each.label)), each.value)
    return words
