"""What the pages ask about an organisation: its names, its facts, and where it is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.core.forms import TranslatedFormField
from samspill.organisations.choices import AddressKind, Country, Level, OrganisationKind
from samspill.organisations.models import Organisation, Territory
from samspill.workspace.forms.fields import NamedField
from samspill.workspace.forms.initiatives import CHOOSE
from samspill.workspace.forms.revising import Groups, RevisingForm

_PARTS = ("lines", "postcode", "place")
_MOST = {"lines": 200, "postcode": 12, "place": 80}
_ADDRESS_FIELDS = tuple(f"{kind.value}_{part}" for kind in AddressKind for part in _PARTS)


class OrganisationForm(RevisingForm):
    """All that the register says of an organisation."""

    beside = frozenset(_ADDRESS_FIELDS)
    name = TranslatedFormField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the name in at least one language.")},
    )
    abbreviation = forms.CharField(
        label=gettext_lazy("Abbreviation"), max_length=20, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[("", gettext_lazy("Choose …")), *OrganisationKind.choices],
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=[("", "–"), *Level.choices],
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=[("", "–"), *Country.choices],
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    number = forms.CharField(
        label=gettext_lazy("Organisation number"), max_length=20, required=False
    )
    website = forms.URLField(
        label=gettext_lazy("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("Write the whole address, as in https://www.example.com.")
        },
    )
    description = TranslatedFormField(
        label=gettext_lazy("Description"), max_length=20_000, rows=6, required=False
    )

    groups: Groups = (
        (gettext_lazy("Name"), ("name", "abbreviation")),
        (
            gettext_lazy("Facts"),
            ("kind", "level", "country", "number", "part_of", "territory", "website"),
        ),
        (gettext_lazy("Description"), ("description",)),
        (AddressKind.POSTAL.label, _ADDRESS_FIELDS[:3]),
        (AddressKind.VISITING.label, _ADDRESS_FIELDS[3:]),
    )

    def further(self) -> Mapping[str, forms.Field]:
        others = Organisation.objects.exclude(pk=self.row.pk).order_by("slug")
        return {
            "part_of": NamedField(others, label=_("Part of"), required=False),
            "territory": NamedField(
                Territory.objects.order_by("slug"), label=_("Place on the map"), required=False
            ),
            **self._addresses(),
        }

    def _addresses(self) -> Mapping[str, forms.Field]:
        row: Any = self.row
        held = {each.kind: each for each in row.addresses.all()} if row.pk else {}
        labels = {
            "lines": _("Street and number, or box"),
            "postcode": _("Postcode"),
            "place": _("Town"),
        }
        return {
            f"{kind.value}_{part}": forms.CharField(
                label=labels[part],
                max_length=_MOST[part],
                required=False,
                initial=getattr(held.get(kind.value), part, ""),
            )
            for kind in AddressKind
            for part in _PARTS
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the whole of an address where a part of it is said, and for the country."""
        cleaned = super().clean() or {}
        for kind, address in self._said_addresses(cleaned).items():
            if any(address.values()):
                for part in ("lines", "place"):
                    if not address[part] and f"{kind}_{part}" in cleaned:
                        self.add_error(
                            f"{kind}_{part}",
                            _(
                                "An address needs a street or a box, and a town."
                                " This one is missing."
                            ),
                        )
                if not cleaned.get("country"):
                    self.add_error("country", _("Choose the country of the address."))
        if cleaned.get("number") and not cleaned.get("country"):
            self.add_error("country", _("Choose the country of the number."))
        return cleaned

    @property
    def addresses(self) -> dict[str, dict[str, str]]:
        """Return the addresses, by kind; of one that is not there, nothing."""
        said = self._said_addresses(self.cleaned_data)
        return {kind: each for kind, each in said.items() if any(each.values())}

    def _said_addresses(self, cleaned: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        return {
            kind.value: {part: cleaned.get(f"{kind.value}_{part}", "") for part in _PARTS}
            for kind in AddressKind
        }
