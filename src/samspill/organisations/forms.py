"""What people fill in to reach an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.core.email_field import EmailAddressField


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
