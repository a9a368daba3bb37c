"""The form field for an e-mail address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samspill.core import email_addresses
from samspill.core.errors import NotPossible


class EmailAddressField(forms.CharField):
    """One e-mail address, cleaned; what is wrong with it is said in a sentence."""

    widget = forms.EmailInput
    default_error_messages = {"required": _("Write your e-mail address.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("E-mail address"), **kwargs, "strip": False})
        self.widget.attrs.update(
            autocomplete="email",
            spellcheck="false",
            maxlength=email_addresses.MOST_CHARACTERS,
            size=30,
        )

    def clean(self, value: Any) -> str:
        """Clean the address.

        :raises ValidationError: it is missing, or cannot be one person's address.
        """
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return email_addresses.clean(typed)
        except NotPossible as error:
            raise ValidationError(str(error), code="invalid") from error
