"""What people fill in to reach an organisation, and to look after who acts for it."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samspill.core.email_field import EmailAddressField
from samspill.core.languages import LANGUAGES, known
from samspill.organisations.choices import CONFIRMED_BY_A_SECOND, RoleKind
from samspill.organisations.models import Role

#: What stands in no name, and would make a link or markup of one in somebody's mail program.
_NO_NAME = re.compile(r"[<>@/\\\[\]{}]|www\.", re.IGNORECASE)


class EnquiryForm(forms.Form):
    """A letter to a contact person. ``homepage`` is a trap that only machines fill in."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = EmailAddressField(
        label=_("Your e-mail address"), help_text=_("The answer is sent to this address.")
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    message = forms.CharField(
        label=_("What do you want to ask or say?"),
        max_length=5000,
        error_messages={"required": _("Write what you want to ask or say.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    homepage = forms.CharField(
        label=_("Leave this field empty."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Tell whether the trap has been filled in; the sender is answered as if all were well."""
        return bool(self.cleaned_data.get("homepage"))

    def enquiry(self) -> dict[str, Any]:
        """Give what ``actions.write_enquiry`` asks for."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "address": cleaned["address"],
            "organisation": cleaned["organisation"],
            "text": cleaned["message"],
        }


class InvitationForm(forms.Form):
    """Whom to invite, and to what."""

    address = EmailAddressField(
        label=_("Their e-mail address"),
        help_text=_("The invitation works for this address only."),
        error_messages={"required": _("Write the e-mail address of whom you invite.")},
    )
    kind = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Choose a role.")})
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=list(LANGUAGES.items()))
    to_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Leave it empty if the role has no end."),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as year, month, day: 2027-05-31.")},
    )

    def __init__(self, *args: Any, kinds: frozenset[RoleKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].widget.attrs["autocomplete"] = "off"
        self.fields["language"].initial = known(get_language() or "nb")
        if kinds & CONFIRMED_BY_A_SECOND:
            self.fields["to_on"].help_text = _(
                "Leave it empty if the role has no end. An auditor has one, within a year."
            )
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            offered = [(each.value, each.label) for each in RoleKind if each in kinds]
            field.choices = [("", _("Choose …")), *offered]


class NameForm(forms.Form):
    """The name of somebody who gets an account."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("First and last name, as others at work know you."),
        max_length=80,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        """Return the name in one line.

        :raises ValidationError: it is not only a name.
        """
        name = " ".join(str(self.cleaned_data["name"]).split())
        if _NO_NAME.search(name):
            raise ValidationError(_("Write only your name, without addresses or signs such as <."))
        return name


class ReasonForm(forms.Form):
    """Why somebody with ties on two sides may read what is confidential."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("What you know of their work on both sides, for those who look back later."),
        max_length=500,
        error_messages={"required": _("Write why this person may read what is confidential.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ActingForm(forms.Form):
    """In which of one's roles one acts."""

    role = forms.ChoiceField(
        label=_("For whom do you act now?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose for whom you act."),
            "invalid_choice": _("You no longer have this role. Choose another one."),
        },
    )

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (str(role.pk), f"{role.organisation.name}: {role.get_kind_display()}")
                for role in roles
            ]
