"""The register of organisations, for those who keep it: narrowed, as a table, and its imports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import get_language

from samspill.accounts.models import Reader
from samspill.core.languages import LANGUAGES
from samspill.core.policy import allows
from samspill.core.sheets import Rows
from samspill.organisations.choices import AddressKind, Country, OrganisationKind
from samspill.organisations.models import Import, Organisation
from samspill.organisations.queries.people import kinds_of
from samspill.organisations.words import Column, heading_of, name_in

#: What is longer was not typed by anybody who looks for a name.
_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class RegisterFilters:
    """What the register is narrowed to: all of it stands in the address."""

    text: str = ""
    kind: str = ""
    country: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Read the address; what is not among the choices narrows nothing."""
        kind, country = asked.get("kind", ""), asked.get("country", "")
        return cls(
            text=" ".join(asked.get("q", "")[:_LONGEST].split()),
            kind=kind if kind in OrganisationKind else "",
            country=country if country in Country else "",
        )

    def __bool__(self) -> bool:
        return bool(self.text or self.kind or self.country)

    @property
    def question(self) -> str:
        """Write what the address asks for, with its question mark; of nothing chosen, nothing."""
        chosen = {"q": self.text, "kind": self.kind, "country": self.country}
        written = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{written}" if written else ""

    def fits(self, organisation: Organisation) -> bool:
        """Tell whether what is typed stands in a name, an abbreviation or the number."""
        said = (*organisation.name.values(), organisation.abbreviation, organisation.number)
        wanted = self.text.casefold()
        return any(wanted in each.casefold() for each in said)


def may_keep_register(person: Reader, *, at: datetime) -> bool:
    """Tell whether somebody keeps the register of organisations, in one of their roles."""
    return allows("organisations.register", roles=kinds_of(person, at))


def imports_of(person: Reader, *, at: datetime) -> QuerySet[Import]:
    """List the tables that were sent in, the newest first, for those who keep the register."""
    shown = Import.objects.all() if may_keep_register(person, at=at) else Import.objects.none()
    return shown.order_by("-begun_at", "-pk")


def register_of(filters: RegisterFilters) -> list[Organisation]:
    """List the organisations that fit, by name in the reader's language: two queries."""
    rows = Organisation.objects.select_related("territory", "part_of")
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.country:
        rows = rows.filter(country=filters.country)
    found = [each for each in rows.prefetch_related("addresses") if filters.fits(each)]
    return sorted(found, key=lambda each: (str(each.name).casefold(), each.pk))


#: The columns of the register as a table, in their order: what an import reads again.
COLUMNS: Sequence[Column] = tuple(
    each for each in Column if each not in {Column.ROW, Column.FAULT, Column.NAME}
)


def register_table(organisations: Iterable[Organisation]) -> Rows:
    """Write organisations as rows under the headings of the reader's language."""
    language = get_language() or "nb"
    head = [heading_of(each, language) for each in COLUMNS]
    return [head, *(_row(each) for each in organisations)]


def _row(organisation: Organisation) -> list[str]:
    cells = {
        **{name_in(code): organisation.name.get(code, "") for code in LANGUAGES},
        Column.COUNTRY: organisation.country,
        Column.NUMBER: organisation.number,
        Column.KIND: str(organisation.get_kind_display()),
        Column.LEVEL: str(organisation.get_level_display()),
        Column.ABBREVIATION: organisation.abbreviation,
        Column.PART_OF: _called(organisation.part_of),
        Column.TERRITORY: organisation.territory.slug if organisation.territory else "",
        Column.WEBSITE: organisation.website,
    }
    held = {each.kind: each for each in organisation.addresses.all()}
    for kind in AddressKind:
        if address := held.get(kind.value):
            cells |= {
                Column(f"{kind.value}_lines"): address.lines,
                Column(f"{kind.value}_postcode"): address.postcode,
                Column(f"{kind.value}_place"): address.place,
            }
    return [cells.get(each, "") for each in COLUMNS]


def _called(organisation: Organisation | None) -> str:
    """Name an organisation so that an import finds it: by number, else by name."""
    return (organisation.number or str(organisation.name)) if organisation else ""
