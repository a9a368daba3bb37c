"""Imprecise time in tables and in forms."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samspill.core.imprecise.values import ImpreciseTime
from samspill.core.languages import known

if TYPE_CHECKING:
    _Column = models.CharField[Any, Any]
else:
    _Column = models.CharField


class _Attribute(DeferredAttribute):
    """Keeps an :class:`ImpreciseTime`, or ``None``, whatever is put into it."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class ImpreciseTimeField(_Column):
    """A time as precisely as it is known, kept as EDTF.

    Reads as :class:`ImpreciseTime`; an empty text in the table reads as ``None``: unknown. In
    queries an unknown time is asked for by ``""``. The texts do not sort as the times do.
    """

    # What the type checker's plugin lets in, beside texts.
    _pyi_private_set_type: Any

    description = _("Imprecise time")
    descriptor_class = _Attribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "samspill.core.imprecise.ImpreciseTimeField", args, kwargs

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """Read EDTF.

        :raises ValidationError: it is none.
        """
        if value in (None, ""):
            return None
        if not isinstance(value, str):
            return value
        try:
            return ImpreciseTime.from_edtf(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value or ""))

    def get_prep_value(self, value: Any) -> Any:
        found = self.to_python(value)
        return found.to_edtf() if isinstance(found, ImpreciseTime) else found or ""

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": ImpreciseTimeFormField, **kwargs})


class ImpreciseTimeFormField(forms.CharField):
    """Asks for a time in the reader's own words, and reads as :class:`ImpreciseTime` or ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the words in the active language.

        :raises ValidationError: they cannot be understood.
        """
        if isinstance(value, ImpreciseTime):
            return value
        said = super().to_python(value)
        if not said:
            return None
        try:
            return ImpreciseTime.parse(said, known(get_language() or "nb"))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value or ""))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, ImpreciseTime):
            return value.in_language(known(get_language() or "nb"))
        return value
