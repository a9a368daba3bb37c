"""What those who run an initiative fill in on the portal."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samspill.core.languages import LANGUAGES, known
from samspill.core.translated import Translated
from samspill.initiatives.choices import TRANSITIONS, Status
from samspill.mailings.models import Update
from samspill.organisations.models import Role


class StatusForm(forms.Form):
    """Where an initiative goes from here, and why."""

    to = forms.ChoiceField(label=gettext_lazy("New status"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("One sentence for those who look back later."),
        required=False,
        max_length=300,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, status: Status, after: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].initial = after
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (each.value, each.label) for each in Status if each in TRANSITIONS[status]
            ]


class CopyForm(forms.Form):
    """The name and the address of a new initiative that begins with an old one's steps."""

    title = forms.CharField(label=gettext_lazy("Title of the new initiative"), max_length=120)
    slug = forms.SlugField(
        label=gettext_lazy("Its address"),
        help_text=gettext_lazy("Small letters a–z, digits and hyphens, such as quiet-ferries."),
        max_length=80,
        error_messages={
            "invalid": gettext_lazy("Use only the letters a–z, digits and hyphens, without spaces.")
        },
    )


class CoordinatorForm(forms.Form):
    """Who answers for a body from now on: one of those who are its coordinators."""

    role = forms.TypedChoiceField(
        label=gettext_lazy("New coordinator"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose who is to coordinate."),
            "invalid_choice": gettext_lazy("Choose one of those in the list."),
        },
    )

    def __init__(self, *args: Any, others: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            choices = [(each.pk, each.person.name) for each in others]
            field.choices = [("", _("Choose a person")), *choices]

    @property
    def chosen(self) -> Role:
        return next(each for each in self.others if each.pk == self.cleaned_data["role"])


class UpdateForm(forms.Form):
    """A title and a text in each of the six languages; one language is enough."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, update: Update | None = None, **kwargs: Any) -> None:
        if update is not None:
            kwargs["initial"] = {
                "revision": update.revision,
                **{f"title_{code}": text for code, text in update.title.items()},
                **{f"body_{code}": text for code, text in update.body.items()},
            }
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES.items():
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title in %(language)s") % {"language": name},
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text in %(language)s") % {"language": name},
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 10, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for both parts wherever one of them has been written, and for one language at least."""
        cleaned = super().clean() or {}
        for code, name in LANGUAGES.items():
            title, body = cleaned.get(f"title_{code}"), cleaned.get(f"body_{code}")
            if title and not body:
                self.add_error(
                    f"body_{code}", _("Write the text in %(language)s too.") % {"language": name}
                )
            if body and not title:
                self.add_error(
                    f"title_{code}", _("Write a title in %(language)s too.") % {"language": name}
                )
        if not self.errors and not self.title:
            self.add_error(
                f"title_{known(get_language() or 'nb')}",
                _("Write a title and a text in at least one language."),
            )
        return cleaned

    @property
    def title(self) -> Translated:
        return self._texts("title")

    @property
    def body(self) -> Translated:
        return self._texts("body")

    def _texts(self, field: str) -> Translated:
        return Translated(
            {code: self.cleaned_data.get(f"{field}_{code}", "") for code in LANGUAGES}
        )

    def by_language(self) -> Iterator[tuple[str, str, BoundField, BoundField, bool]]:
        """List the languages, the reader's own first, with their fields and whether to show them open."""
        own = known(get_language() or "nb")
        for code in sorted(LANGUAGES, key=lambda each: each != own):
            title, body = self[f"title_{code}"], self[f"body_{code}"]
            is_open = code == own or bool(title.value() or body.value() or title.errors)
            yield code, LANGUAGES[code], title, body, is_open
