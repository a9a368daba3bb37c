"""What people fill in to sign in, and to look after how they do.

What cannot be a code at all is said to be none here, before a try is counted.
"""

import re
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samspill.core.email_field import EmailAddressField

_SENT_CODE = re.compile(r"[bcdfghjklmnpqrstvwxz]{8}")
_SECOND_STEP_CODE = re.compile(r"[0-9]{6}|[0-9]{8}")
MOST_CHARACTERS_OF_A_PASSWORD = 200


def _code_field(**more: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
    return forms.CharField(max_length=40, widget=forms.TextInput(attrs=attributes), **more)


class CodeRequestForm(forms.Form):
    """Where to send the code. The answer is the same for every address."""

    email = EmailAddressField(
        label=_("Your e-mail address"), help_text=_("We send a code to it that signs you in.")
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = _code_field(
        label=_("Code"),
        help_text=_("Capital or small letters, with or without the hyphen: all are fine."),
        error_messages={"required": _("Write the code from the e-mail.")},
    )

    def clean_code(self) -> str:
        """Return the code's letters.

        :raises ValidationError: no code looks like this.
        """
        code: str = normalize_user_code(self.cleaned_data["code"])
        if not _SENT_CODE.fullmatch(code):
            raise ValidationError(
                _("The code in the e-mail has eight letters, such as BCDF-GHJK. Write all of them.")
            )
        return code


class SecondStepForm(forms.Form):
    """The code that the app shows, or a recovery code."""

    code = _code_field(
        label=_("Code from the app, or a recovery code"),
        error_messages={"required": _("Write the code that the app shows.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        """Return the code's digits.

        :raises ValidationError: no code looks like this.
        """
        code: str = normalize_user_code(self.cleaned_data["code"])
        if not _SECOND_STEP_CODE.fullmatch(code):
            raise ValidationError(
                _("The app's code has six digits, and a recovery code eight. Write all of them.")
            )
        return code


class AppForm(SecondStepForm):
    """The first code of an app that is being set up."""

    code = _code_field(
        label=_("Code that the app shows"),
        error_messages={"required": _("Write the code that the app shows.")},
    )


class PasswordSignInForm(forms.Form):
    """Address and password. The answer to a wrong one is the same, whichever it was."""

    email = EmailAddressField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=MOST_CHARACTERS_OF_A_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Write your password.")},
    )


class NewPasswordForm(forms.Form):
    """A password that somebody chooses."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least twelve characters. A sentence that only you would write is good."),
        strip=False,
        max_length=MOST_CHARACTERS_OF_A_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write the password that you choose.")},
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=MOST_CHARACTERS_OF_A_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write the password once more.")},
    )

    def clean_again(self) -> str:
        """Compare the two.

        :raises ValidationError: they differ.
        """
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("password") not in {None, again}:
            raise ValidationError(_("The two passwords are not the same. Write them again."))
        return again


class PasskeyNameForm(forms.Form):
    """What a passkey's owner calls it."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you know it again, such as “My phone”."),
        max_length=60,
        error_messages={"required": _("Give the passkey a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
