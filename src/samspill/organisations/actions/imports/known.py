"""What the register holds already, read once for a whole table, and whom a row speaks of."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from samspill.core.translated import Translated
from samspill.organisations.choices import OrganisationKind, TerritoryKind
from samspill.organisations.models import Organisation, Territory
from samspill.organisations.words import folded

#: Which piece of the map is meant, where several have a name: that which is run by such a body.
_RUN_BY = {
    OrganisationKind.MUNICIPALITY.value: TerritoryKind.MUNICIPALITY.value,
    OrganisationKind.COUNTY.value: TerritoryKind.COUNTY.value,
}


class Known:
    """The register and the map as they are, by what a row calls things."""

    def __init__(self, organisations: list[Organisation], territories: list[Territory]) -> None:
        self.organisations = {each.pk: each for each in organisations}
        self.slugs = {each.slug for each in organisations}
        self._numbered = {
            (each.country, each.number): each for each in organisations if each.number
        }
        self._named: dict[str, dict[int, Organisation]] = {}
        for each in organisations:
            for name in names_of(each.name, each.abbreviation):
                self._named.setdefault(name, {})[each.pk] = each
        self._territories: dict[str, dict[int, Territory]] = {}
        for place in territories:
            for name in {*names_of(place.name), folded(place.slug), folded(place.code)} - {""}:
                self._territories.setdefault(name, {})[place.pk] = place

    @classmethod
    def on(cls, day: date) -> Self:
        """Read the register with its addresses, and the map of a day, in three queries."""
        rows = Organisation.objects.prefetch_related("addresses").order_by("pk")
        places = Territory.objects.order_by("pk")
        return cls(list(rows), [each for each in places if _lies_there(each, day)])

    def numbered(self, country: str, number: str) -> Organisation | None:
        """Find the organisation of a country that has a number."""
        return self._numbered.get((country, number))

    def named(self, name: Translated, country: str) -> list[Organisation]:
        """List those that have one of these names, in a country or in none that is known."""
        found: dict[int, Organisation] = {}
        for text in names_of(name):
            found |= {
                pk: each
                for pk, each in self._named.get(text, {}).items()
                if each.country in {country, ""} and text in names_of(each.name)
            }
        return list(found.values())

    def called(self, text: str, country: str) -> list[Organisation]:
        """List those that a text means by a number, a name or an abbreviation, the nearest only."""
        digits = "".join(sign for sign in text if sign.isalnum())
        if own := self._numbered.get((country, digits)):
            return [own]
        found = list(self._named.get(folded(text), {}).values())
        return [each for each in found if each.country == country] or found

    def territories_called(self, text: str, *, country: str, kind: str) -> list[Territory]:
        """List the pieces of the map that a text means, for an organisation of a kind."""
        found = list(self._territories.get(folded(text), {}).values())
        found = [each for each in found if each.country in {country, ""}] or found
        return [each for each in found if each.kind == _RUN_BY.get(kind)] or found


def names_of(name: Translated, abbreviation: str = "") -> Iterator[str]:
    """Give the names of something as they are compared, each once."""
    yield from dict.fromkeys(filter(None, map(folded, (*name.values(), abbreviation))))


def _lies_there(place: Territory, day: date) -> bool:
    return (place.valid_from_on is None or place.valid_from_on <= day) and (
        place.valid_to_on is None or day <= place.valid_to_on
    )
