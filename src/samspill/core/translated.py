"""Texts in several languages, in one field, with a fallback that can be seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samspill.core.languages import LANGUAGES, NEAREST, known


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What one reader is shown: the words, their language, and whether it is the reader's own."""

    text: str
    language: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


class Translated(Mapping[str, str]):
    """One text in the languages in which it exists; immutable, empty texts left out."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, /, **more: str) -> None:
        """Keep what is not empty.

        :raises ValueError: a language is not one of the six.
        """
        given = {**(texts or {}), **more}
        if strangers := given.keys() - LANGUAGES.keys():
            raise ValueError(f"Unknown language: {', '.join(sorted(strangers))}")
        self._texts = {code: given[code] for code in LANGUAGES if given.get(code)}

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Translated({self._texts!r})"

    def __str__(self) -> str:
        """Say it in the language that is active."""
        return self.wording(get_language() or "nb").text

    def wording(self, language: str) -> Wording:
        """Choose what a reader of a language is shown: their own, or the nearest there is."""
        own = known(language)
        for candidate in (own, *NEAREST[own]):
            if text := self._texts.get(candidate):
                return Wording(text=text, language=candidate, is_fallback=candidate != own)
        return Wording(text="", language=own, is_fallback=False)

    def missing(self) -> list[str]:
        """List the languages in which the text does not exist yet."""
        return [code for code in LANGUAGES if code not in self._texts]


class TranslatedField(models.JSONField[Any, Any]):
    """A text in up to six languages: a JSON object from language code to text.

    Reads as :class:`Translated`. An empty object means that nothing has been written yet.
    """

    description = _("Text in several languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Translated)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        found = super().from_db_value(value, expression, connection)
        # ``name__en`` asks for one language: that is a text.
        return found if isinstance(expression, KeyTransform) else self.to_python(found)

    def to_python(self, value: Any) -> Translated:
        if isinstance(value, Translated):
            return value
        if value in (None, ""):
            return Translated()
        try:
            return Translated(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(str(error)) from error

    def pre_save(self, model_instance: models.Model, add: bool) -> Translated:
        return self.to_python(super().pre_save(model_instance, add))

    def get_prep_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else dict(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> Any:
        return dict(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.JSONField, **kwargs})
