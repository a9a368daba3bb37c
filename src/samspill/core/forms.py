"""Fields that forms of several apps ask with: long texts, and texts in six languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import get_language, gettext_lazy

from samspill.core.languages import LANGUAGES, known
from samspill.core.translated import Translated


class WholeField(forms.CharField):
    """A text that browsers do not cut: what is too long is kept, and said to be."""

    default_error_messages = {
        "max_length": gettext_lazy(
            "This has %(show_value)d characters. Shorten it to at most %(limit_value)d."
        )
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


def own_language() -> str:
    """Return the language in which the page is read."""
    return known(get_language() or "nb")


def own_first() -> list[str]:
    """List the six languages, the reader's own first."""
    own = own_language()
    return sorted(LANGUAGES, key=lambda each: each != own)


class TranslatedWidget(forms.Widget):
    """A control for each language: ``title_nb``, ``title_sv`` and so on."""

    use_fieldset = True

    def value_from_datadict(
        self, data: Mapping[str, Any], _files: Any, name: str
    ) -> dict[str, str]:
        return {code: data.get(f"{name}_{code}", "") for code in LANGUAGES}

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: Any, name: str) -> bool:
        return all(f"{name}_{code}" not in data for code in LANGUAGES)

    def id_for_label(self, id_: str) -> str:
        """Lead to the reader's own language: it is always open."""
        return f"{id_}_{own_language()}" if id_ else id_


@dataclass(frozen=True, kw_only=True)
class LanguageBox:
    """The control of one language: what stands in it, and what is wrong there."""

    code: str
    language: str
    name: str
    value: str
    errors: tuple[str, ...]
    is_open: bool


class TranslatedBoundField(BoundField):
    """A text in six languages in a form, language by language."""

    field: "TranslatedFormField"
    #: Tells templates how to draw it.
    is_translated = True

    def boxes(self) -> Iterator[LanguageBox]:
        """List the languages, the reader's own first; those written in, or wrong, are open."""
        said, wrong = self._said(), self._wrong()
        own = own_language()
        for code in own_first():
            value, errors = said.get(code, ""), tuple(wrong.get(code, ()))
            yield LanguageBox(
                code=code,
                language=LANGUAGES[code],
                name=f"{self.html_name}_{code}",
                value=value,
                errors=errors,
                is_open=code == own or bool(errors),
            )

    def missing(self) -> str:
        """Name the languages that the text does not exist in, once it exists in one."""
        said = self._said()
        written = {code for code in LANGUAGES if said.get(code, "").strip()}
        if not written:
            return ""
        return ", ".join(name for code, name in LANGUAGES.items() if code not in written)

    def _said(self) -> Mapping[str, str]:
        value = self.value()
        return value if isinstance(value, Mapping) else {}

    def _wrong(self) -> Mapping[str, list[str]]:
        """Sort the errors by their language; those of the whole stand at the reader's own."""
        found: dict[str, list[str]] = {}
        for error in self.form.errors.as_data().get(self.name, ()):
            code = error.code if error.code and error.code in LANGUAGES else own_language()
            found.setdefault(code, []).extend(map(str, error.messages))
        return found


class TranslatedFormField(forms.Field):
    """Asks for a text in up to six languages, of which one is enough, and reads as ``Translated``.

    ``rows`` makes it a prose text of so many lines; ``max_length`` holds for each language.
    """

    widget = TranslatedWidget
    default_error_messages = {"required": gettext_lazy("Write this in at least one language.")}

    def __init__(self, *, max_length: int, rows: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length, self.rows = max_length, rows
        self._one = WholeField(max_length=max_length, required=False)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> TranslatedBoundField:
        return TranslatedBoundField(form, self, field_name)

    def clean(self, value: Any) -> Translated:
        """Read what has been written in each language.

        :raises ValidationError: it is too long in some language, or written in none and required.
        """
        said: dict[str, str] = {}
        wrong: list[ValidationError] = []
        for code, text in dict(value or {}).items():
            try:
                said[code] = self._one.clean(text)
            except ValidationError as error:
                wrong += [
                    ValidationError(f"{LANGUAGES[code]}: {message}", code=code)
                    for message in error.messages
                ]
        if wrong:
            raise ValidationError(wrong)
        if self.required and not any(said.values()):
            raise ValidationError(self.error_messages["required"], code="required")
        return Translated(said)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return Translated(initial or {}) != Translated(data or {})
