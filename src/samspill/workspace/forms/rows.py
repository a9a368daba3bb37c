"""What the pages ask about one row of an initiative's page."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspill.core.forms import TranslatedFormField
from samspill.core.languages import LANGUAGES
from samspill.editorial.forms.fields import RowField, say_role
from samspill.initiatives.choices import (
    BODY_DUTIES,
    AnswerKind,
    DocumentKind,
    Duty,
    Part,
    StepKind,
)
from samspill.organisations.choices import Country
from samspill.organisations.models import Organisation
from samspill.workspace.forms.fields import NamedField, time_field
from samspill.workspace.forms.initiatives import CHOOSE
from samspill.workspace.forms.revising import RevisingForm
from samspill.workspace.queries.people import roles_for_team
from samspill.workspace.queries.rows import is_current

_TITLE_NEEDED = {"required": gettext_lazy("Write a title in at least one language.")}


def _title(help_text: Any = "", *, most: int = 160) -> TranslatedFormField:
    return TranslatedFormField(
        label=gettext_lazy("Title"),
        help_text=help_text,
        max_length=most,
        error_messages=_TITLE_NEEDED,
    )


def _text(label: Any, help_text: Any = "", *, rows: int = 6) -> TranslatedFormField:
    return TranslatedFormField(
        label=label, help_text=help_text, max_length=20_000, rows=rows, required=False
    )


def _one_of(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        **more,
    )


class StepForm(RevisingForm):
    """A step of the process."""

    title = _title()
    kind = _one_of(gettext_lazy("Kind"), StepKind.choices)
    starts = time_field(gettext_lazy("Begins"))
    ends = time_field(gettext_lazy("Ends"), help_text="")
    done = time_field(
        gettext_lazy("Done"), help_text=gettext_lazy("When it was done, once it has been.")
    )
    summary = _text(
        gettext_lazy("Summary"), gettext_lazy("A sentence or two, always shown."), rows=3
    )
    text = _text(gettext_lazy("Text"), gettext_lazy("More, for those who want to know it."))


class RequirementForm(RevisingForm):
    """What a body must meet to take part."""

    title = _title(most=300)
    explanation = _text(gettext_lazy("Explanation"))
    answer = _one_of(gettext_lazy("How a body shows it"), AnswerKind.choices)
    asks_evidence = forms.BooleanField(label=gettext_lazy("Asks for evidence"), required=False)
    until = time_field(gettext_lazy("Until"))


class DocumentForm(RevisingForm):
    """A document or a web page, by its address."""

    title = _title()
    url = forms.URLField(
        label=gettext_lazy("Address on the web"),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": gettext_lazy("Write the address, such as https://example.org/plan.pdf."),
            "invalid": gettext_lazy("Write the address, such as https://example.org/plan.pdf."),
        },
    )
    kind = _one_of(gettext_lazy("Kind"), DocumentKind.choices)
    language = _one_of(
        gettext_lazy("Language"),
        [("", gettext_lazy("Several, or none")), *LANGUAGES.items()],
        required=False,
    )
    published = time_field(gettext_lazy("Published"))


_NOTE = TranslatedFormField(
    label=gettext_lazy("Note"),
    help_text=gettext_lazy("A few words beside the name."),
    max_length=200,
    required=False,
)


class PartyForm(RevisingForm):
    """Since when, until when and how an organisation has its part."""

    since = time_field(gettext_lazy("Since"))
    until = time_field(
        gettext_lazy("Until"),
        help_text=gettext_lazy("Empty as long as the organisation has its part."),
    )
    note = _NOTE


class NewPartyForm(PartyForm):
    """Which organisation has which part."""

    field_order = ("organisation", "part", "since", "until", "note")
    part = _one_of(pgettext_lazy("of an organisation", "Part"), Part.choices)

    def further(self) -> Mapping[str, forms.Field]:
        rows = Organisation.objects.visible_to(self.options["person"]).order_by("slug")
        help_text = _("The name of an organisation in the register, or the address of its page.")
        field = NamedField(rows, label=_("Organisation"), help_text=help_text)
        return {"organisation": field}


class TeamForm(RevisingForm):
    """Who does what in the initiative, and for which country somebody answers."""

    field_order = ("role", "duty", "country")
    duty = _one_of(
        gettext_lazy("Duty"),
        [(each.value, each.label) for each in Duty if each not in BODY_DUTIES],
    )
    country = _one_of(
        gettext_lazy("Country"),
        [("", gettext_lazy("None")), *Country.choices],
        required=False,
        help_text=gettext_lazy("A contact person answers those who write from a country."),
    )

    def further(self) -> Mapping[str, forms.Field]:
        person, at = self.options["person"], self.options["at"]
        initiative: Any = getattr(self.row, "initiative", None)
        roles = roles_for_team(initiative, person, at=at)
        now: Any = getattr(self.row, "role", None) if self.row.pk else None
        is_kept = now and now not in roles and is_current(now, at=at)
        offered = [*roles, *([now] if is_kept else [])]
        help_text = _("People with a role at the programme's host, or at one of the parties.")
        wrong = {"required": _("Choose a person."), "invalid_choice": CHOOSE}
        field = RowField(
            offered, say=say_role, label=_("Person"), help_text=help_text, error_messages=wrong
        )
        return {"role": field}

    def clean(self) -> dict[str, Any]:
        """Ask a contact person for their country."""
        said = super().clean() or {}
        if said.get("duty") == Duty.CONTACT and not said.get("country"):
            self.add_error("country", _("Choose the country that this contact person answers for."))
        return said
