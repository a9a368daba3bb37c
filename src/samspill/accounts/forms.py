"""What people fill in to sign in. The limits hold however many try at once."""

import hashlib
from datetime import timedelta
from typing import Any

from allauth.account import forms as allauth
from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samspill.accounts.queries import find_person
from samspill.core import clock
from samspill.core.email_addresses import key_of
from samspill.core.email_field import EmailAddressField
from samspill.core.errors import NotPossible
from samspill.core.limits import check_limit

WINDOW = timedelta(minutes=15)
MOST_CODES_FOR_AN_ADDRESS = 5
MOST_TRIES_IN_A_SESSION = 6


class CodeRequestForm(allauth.RequestLoginCodeForm):
    """Where to send the code. The answer is the same for every address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailAddressField(
            label=_("Your e-mail address"), help_text=_("We send a code to it that signs you in.")
        )

    def clean_email(self) -> str:
        """Look for the person behind the address, without letting on.

        :raises ValidationError: too many codes have been asked for with this address.
        """
        address: str = super().clean_email()
        _check(f"accounts.codes:{key_of(address)}", MOST_CODES_FOR_AN_ADDRESS)
        self._user = find_person(address)
        return address


class CodeForm(allauth.ConfirmLoginCodeForm):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Capital or small letters, with or without the hyphen: all are fine."),
        max_length=40,
        error_messages={"required": _("Write the code from the e-mail.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def clean_code(self) -> str:
        """Compare the code.

        :raises ValidationError: it is not the one, or too many have been tried.
        """
        session = context.request.session.session_key or ""
        digest = hashlib.sha256(session.encode()).hexdigest()
        _check(f"accounts.tries:{digest}", MOST_TRIES_IN_A_SESSION)
        code: str = super().clean_code()
        return code


def _check(key: str, most: int) -> None:
    try:
        check_limit(key, most, WINDOW, clock.now())
    except NotPossible as error:
        raise ValidationError(str(error), code="too_many") from error
