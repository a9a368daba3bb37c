"""A title and a text in each language: of the whole newsletter, and of its own sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspill.core.forms import WholeField
from samspill.core.languages import LANGUAGES, known
from samspill.core.translated import Translated
from samspill.newsletters.queries import Offer


@dataclass(frozen=True, kw_only=True)
class LanguageFields:
    """A title and a text in one language, and whether to show them open."""

    code: str
    name: str
    title: BoundField
    text: BoundField
    is_open: bool


class TitledForm(forms.Form):
    """A title and a text in each of the six languages; one language is enough."""

    most_of_text = 20_000
    text_is_needed = True
    rows = 8

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES.items():
            self.fields[f"title_{code}"] = WholeField(
                label=_("Title in %(language)s") % {"language": name},
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"text_{code}"] = WholeField(
                label=self.label_of_text() % {"language": name},
                required=False,
                max_length=self.most_of_text,
                widget=forms.Textarea(attrs={"rows": self.rows, "lang": code}),
            )

    def label_of_text(self) -> str:
        return _("Text in %(language)s")

    def clean(self) -> dict[str, Any]:
        """Ask for both parts wherever one of them has been written, and for one language at least."""
        cleaned = super().clean() or {}
        for code, name in LANGUAGES.items():
            if {f"title_{code}", f"text_{code}"} & self.errors.keys():
                continue
            title, text = cleaned.get(f"title_{code}"), cleaned.get(f"text_{code}")
            if title and not text and self.text_is_needed:
                self.add_error(
                    f"text_{code}", _("Write the text in %(language)s too.") % {"language": name}
                )
            if text and not title:
                self.add_error(
                    f"title_{code}", _("Write a title in %(language)s too.") % {"language": name}
                )
        if not self.errors and not self.title:
            self.add_error(f"title_{known(get_language() or 'nb')}", self.nothing_written())
        return cleaned

    def nothing_written(self) -> str:
        return _("Write a title and a text in at least one language.")

    @property
    def title(self) -> Translated:
        return self._texts("title")

    @property
    def text(self) -> Translated:
        return self._texts("text")

    def _texts(self, field: str) -> Translated:
        said = self.cleaned_data
        return Translated({code: said.get(f"{field}_{code}", "") for code in LANGUAGES})

    def take_focus(self) -> None:
        """Let whoever has just added this begin to write, in their own language."""
        own = known(get_language() or "nb")
        self.fields[f"title_{own}"].widget.attrs["autofocus"] = ""

    def by_language(self) -> Iterator[LanguageFields]:
        """List the languages, the reader's own first."""
        own = known(get_language() or "nb")
        for code in sorted(LANGUAGES, key=lambda each: each != own):
            title, text = self[f"title_{code}"], self[f"text_{code}"]
            written = title.value() or text.value() or title.errors or text.errors
            yield LanguageFields(
                code=code,
                name=LANGUAGES[code],
                title=title,
                text=text,
                is_open=code == own or bool(written),
            )


class HeadForm(TitledForm):
    """Title and introduction of a newsletter, and to whom it goes beside the programme's list."""

    most_of_text = 2_000
    text_is_needed = False
    rows = 4
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=10**9)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(str(each.pk), str(each.name)) for each in offer.themes]
        initiatives = [(str(each.pk), str(each.title)) for each in offer.initiatives]
        self.fields["themes"] = _many(_("Those who follow these themes"), themes)
        self.fields["initiatives"] = _many(_("Those who follow these initiatives"), initiatives)

    def label_of_text(self) -> str:
        return _("Introduction in %(language)s")

    def nothing_written(self) -> str:
        return _("Write a title in at least one language.")

    def chosen(self, field: str) -> frozenset[int]:
        return frozenset(int(each) for each in self.cleaned_data[field])

    @property
    def lists(self) -> list[BoundField]:
        """List the fields that say who else gets it, as far as there is anything to choose."""
        return [
            self[name]
            for name in ("themes", "initiatives")
            if getattr(self.fields[name], "choices", ())
        ]


def _many(label: str, choices: Sequence[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose only those in the list.")},
    )
