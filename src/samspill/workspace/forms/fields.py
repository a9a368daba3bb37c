"""Fields that find rows by what people call them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.core.imprecise import ImpreciseTimeFormField

#: So many names are offered while somebody types; the others are found all the same.
MOST_OFFERED = 400


class NamesWidget(forms.TextInput):
    """A text field that offers names while somebody types, without JavaScript."""

    template_name = "workspace/parts/names.html"

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.names = names

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["names"] = list(self.names)
        context["widget"]["attrs"]["list"] = f"{name}-names"
        return context


class NamedField(forms.CharField):
    """A row that is found by its name in any language, by its page's address, or the end of that.

    What is chosen is the row itself. ``offers`` are names to choose from while typing.
    """

    default_error_messages = {
        "required": gettext_lazy("Write the name of one that is known here."),
        "unknown": gettext_lazy(
            "Nothing here is called “%(name)s”. Write the whole name, or the address of its page."
        ),
        "several": gettext_lazy(
            "Several are called “%(name)s”. Write the address of the page of the one you mean."
        ),
    }

    def __init__(
        self, rows: QuerySet[Any], *, called: str = "name", is_offering: bool = True, **kwargs: Any
    ) -> None:
        self.rows, self.called = rows, called
        kwargs.setdefault("widget", NamesWidget(self._offers() if is_offering else ()))
        super().__init__(max_length=300, **kwargs)

    def _offers(self) -> list[str]:
        names = {str(getattr(each, self.called)) for each in self.rows[:MOST_OFFERED]}
        return sorted(names, key=str.casefold)

    def clean(self, value: Any) -> Any:
        written = str(super().clean(value))
        return self._find(written) if written else None

    def _find(self, written: str) -> Any:
        slug = written.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
        found = [*self.rows.filter(slug=slug)] if slug and slug.isascii() else []
        if not found:
            wanted = written.casefold()
            found = [each for each in self.rows if wanted in self._names(each)]
        if len(found) != 1:
            code = "several" if found else "unknown"
            raise ValidationError(self.error_messages[code], code=code, params={"name": written})
        return found[0]

    def _names(self, row: Any) -> set[str]:
        said = getattr(row, self.called)
        short = getattr(row, "abbreviation", "")
        return {each.casefold() for each in (*said.values(), short) if each}

    def _call(self, row: Any) -> str:
        """Call a row by its name, or by the end of its address where others have the name too."""
        name = str(getattr(row, self.called))
        others = [each for each in self.rows if name.casefold() in self._names(each)]
        return name if len(others) == 1 else str(row.slug)

    def prepare_value(self, value: Any) -> Any:
        return self._call(value) if isinstance(value, Model) else value


class NamedRowsField(NamedField):
    """Several rows, each found by its name or address: one a line."""

    def __init__(self, rows: QuerySet[Any], **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(rows, is_offering=False, **kwargs)
        self.max_length = None
        self.validators = []

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > MOST_OFFERED or any(len(line) > MOST_OFFERED for line in lines):
            raise ValidationError(_("This is too long. Write one name a line."), code="invalid")
        ProhibitNullCharactersValidator()(str(value or ""))
        return list(dict.fromkeys(self._find(line) for line in lines))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(map(self._call, value))


def time_field(label: Any, **kwargs: Any) -> ImpreciseTimeFormField:
    """Ask for a time as precisely as it is known."""
    kwargs.setdefault(
        "help_text",
        gettext_lazy(
            "As precisely as you know it: “2027”, “spring 2027”, “June 2027” or “2027-06-24”."
        ),
    )
    return ImpreciseTimeFormField(label=label, required=False, **kwargs)
