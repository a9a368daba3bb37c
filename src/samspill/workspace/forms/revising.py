"""A form that changes a row, and knows what the row said when it was made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db import models
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspill.core.forms import TranslatedFormField, own_language
from samspill.core.imprecise import ImpreciseTime
from samspill.core.languages import LANGUAGES
from samspill.core.revising import digest_of, is_same, values_of
from samspill.core.translated import Translated
from samspill.editorial.queries import Compared, compared

#: Labelled groups of fields, as fieldsets.
Groups = Sequence[tuple[str | Promise, Sequence[str]]]


class RevisingForm(forms.Form):
    """Fields with the names of a row's own; what they say is compared when it is saved.

    ``further`` adds fields that depend on what ``options`` say: choices that differ from one row to
    another. A row that is not there yet has no key, and nothing to compare with.
    """

    groups: Groups = ()
    #: Fields that say something about the row, and are not its own.
    beside: frozenset[str] = frozenset()
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, sent: QueryDict | None = None, *, row: models.Model, **options: Any) -> None:
        super().__init__(sent)
        self.row, self.options = row, options
        self.fields.update(self.further())
        if self.field_order:
            self.order_fields(self.field_order)
        if row.pk:
            self.initial = {**values_of(row, self.names), "seen": digest_of(row, self.names)}
        else:
            own = {each.name for each in row._meta.concrete_fields if not each.is_relation}
            self.initial = values_of(row, own & set(self.names))

    def further(self) -> Mapping[str, forms.Field]:
        """Make the fields that depend on the row."""
        return {}

    @property
    def names(self) -> list[str]:
        """Name the fields of the row that the form changes."""
        return [name for name in self.fields if name != "seen" and name not in self.beside]

    @property
    def said(self) -> dict[str, Any]:
        """Return what the row is to say."""
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def was(self) -> str:
        """Return the digest of what the row said when the form was made."""
        return str(self.cleaned_data.get("seen", ""))

    def begin_anew(self) -> None:
        """Let what has been typed follow upon what the row says now: the person has seen it."""
        self.row.refresh_from_db()
        sent = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        sent["seen"] = digest_of(self.row, self.names)
        self.data = sent

    def theirs(self) -> list[Compared]:
        """Put what has been saved beside what has been typed, field by field, where they differ."""
        saved = values_of(self.row, self.names)
        return [
            row
            for name in self.names
            if not is_same(saved[name], self.cleaned_data[name])
            for row in self._compared(name, saved[name], self.cleaned_data[name])
        ]

    def _compared(self, name: str, theirs: Any, mine: Any) -> Iterator[Compared]:
        label = str(self.fields[name].label)
        if isinstance(theirs, Translated) and isinstance(mine, Translated):
            for code, language in LANGUAGES.items():
                if theirs.get(code, "") != mine.get(code, ""):
                    yield compared(f"{label}: {language}", theirs.get(code, ""), mine.get(code, ""))
        else:
            yield compared(label, self._words(name, theirs), self._words(name, mine))

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if value is None or value == "":
            return ""
        if isinstance(value, ImpreciseTime):
            return value.in_language(own_language())
        if isinstance(value, Iterable) and not isinstance(value, str):
            return "\n".join(map(str, value))
        choices = getattr(self.fields[name], "choices", ())
        labels = {str(key): str(label) for key, label in choices} if choices else {}
        return labels.get(str(value), str(value))

    @property
    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """List the groups with their fields; those that belong to none come first, unnamed."""
        grouped = {name for _label, names in self.groups for name in names}
        rest = [self[name] for name in self.fields if name not in grouped]
        named = [
            (str(label), [self[name] for name in names if name in self.fields])
            for label, names in self.groups
        ]
        return [("", rest), *named]

    @property
    def has_prose(self) -> bool:
        """Tell whether some text is written in Markdown."""
        fields = self.fields.values()
        return any(isinstance(each, TranslatedFormField) and each.rows for each in fields)
