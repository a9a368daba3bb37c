"""How signing in by django-allauth fits into the house."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samspill.accounts import emails
from samspill.accounts.queries import find_person
from samspill.core import clock
from samspill.core.email_addresses import key_of
from samspill.core.languages import known
from samspill.core.limits import count


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; mail goes by the outbox; pages stay in their language."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code that we sent. Look in the newest e-mail."),
        "too_many_login_attempts": _("Too many tries. Wait a little, then ask for a new code."),
        "rate_limited": _("Too many tries. Wait a little, then ask for a new code."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Let nobody make an account on their own."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to somebody who tries to sign in; an address without an account gets one an hour.

        :raises LookupError: allauth wants to send something that this site never does.
        """
        at = clock.now()
        person = find_person(email)
        language = person.language if person else known(get_language() or "nb")
        if template_prefix == "account/email/login_code":
            emails.sign_in_code(email, context["code"], language=language, at=at)
        elif template_prefix == "account/email/unknown_account":
            tries = count(f"accounts.unknown:{key_of(email)}", at=at, window=timedelta(hours=1))
            if tries == 1:
                emails.no_account(email, language=language, at=at)
        else:
            raise LookupError(f"No e-mail stands in for {template_prefix}")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        _template: str | None = None,
        _context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what went wrong; what went well, the pages show themselves."""
        if level >= messages.WARNING and message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def get_login_redirect_url(self, _request: HttpRequest) -> str:
        """Return the front page in the language of the page where somebody signed in."""
        return f"/{known(get_language() or 'nb')}/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the front page in the language of the page where somebody signed out."""
        return self.get_login_redirect_url(request)
