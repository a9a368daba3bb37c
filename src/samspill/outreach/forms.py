"""What anyone fills in to reach a programme, and what those who answer fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.organisations.choices import Country
from samspill.organisations.forms import EnquiryForm
from samspill.organisations.models import Role
from samspill.outreach.choices import ContributionKind


class ContributionForm(EnquiryForm):
    """A proposal, input or question to a programme: a letter that says what it is and from where."""

    field_order = ("kind", "message", "name", "address", "organisation", "country", "homepage")
    kind = forms.ChoiceField(
        label=_("What do you want to send?"),
        choices=ContributionKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether it is a proposal, input or a question."),
            "invalid_choice": _("Choose whether it is a proposal, input or a question."),
        },
    )
    country = forms.ChoiceField(
        label=_("Where do you work?"),
        choices=[("", _("Another country, or none")), *Country.choices],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the countries in the list.")},
    )

    def contribution(self) -> dict[str, Any]:
        """Give what ``actions.contribute`` asks for."""
        return {
            **self.enquiry(),
            "kind": ContributionKind(self.cleaned_data["kind"]),
            "country": self.cleaned_data["country"],
        }


class StepForm(forms.Form):
    """What is done with a contribution, as somebody has seen it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def seen(self) -> int:
        """Tell which revision somebody has been shown: none where nothing sensible is said."""
        return self.cleaned_data.get("revision") or 0


class AssignForm(StepForm):
    """Who takes care of it from now on."""

    role = forms.TypedChoiceField(
        label=_("Who takes care of it?"),
        coerce=int,
        error_messages={
            "required": _("Choose who is to take care of it."),
            "invalid_choice": _(
                "This person no longer works for the programme. Choose another one."
            ),
        },
    )

    def __init__(self, *args: Any, others: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            named = [(each.pk, f"{each.person.name}, {each.organisation.name}") for each in others]
            field.choices = [("", _("Choose a person")), *named]

    @property
    def chosen(self) -> Role:
        return next(each for each in self.others if each.pk == self.cleaned_data["role"])


class AnswerForm(StepForm):
    """The answer that is mailed to whoever asked."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_(
            "It is sent by e-mail, above what they wrote. An empty line begins a new paragraph."
        ),
        max_length=10_000,
        error_messages={"required": _("Write an answer.")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class CloseForm(StepForm):
    """Why something needs no answer."""

    reason = forms.CharField(
        label=_("Why does it need no answer?"),
        help_text=_("One sentence for those who look back later. Nobody outside reads it."),
        max_length=300,
        error_messages={"required": _("Write why it needs no answer.")},
    )


class ShareForm(StepForm):
    """The question and the answer as everybody will read them."""

    question = forms.CharField(
        label=_("The question, as everybody reads it"),
        help_text=_("Take out everything that tells who asked."),
        max_length=5000,
        error_messages={"required": _("Write the question.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answer = forms.CharField(
        label=_("The answer, as everybody reads it"),
        max_length=10_000,
        error_messages={"required": _("Write an answer.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class BeginForm(StepForm):
    """The name and the address of the initiative that a proposal becomes."""

    title = forms.CharField(
        label=_("Title of the new initiative"),
        max_length=120,
        error_messages={"required": _("Write a title.")},
    )
    slug = forms.SlugField(
        label=_("Its address"),
        help_text=_("Small letters a–z, digits and hyphens, such as quiet-ferries."),
        max_length=80,
        error_messages={
            "required": _("Write an address."),
            "invalid": _("Use only the letters a–z, digits and hyphens, without spaces."),
        },
    )
