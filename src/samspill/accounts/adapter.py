"""How signing in by django-allauth fits into the house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from samspill.accounts.actions import signed_in
from samspill.accounts.http import (
    SEEN,
    browser_of,
    first_means,
    front_page,
    has_proven_second_step,
    provider_session_of,
)
from samspill.accounts.models import Person
from samspill.core import clock
from samspill.core.network import network_of
from samspill.core.sealing import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; sessions are written down; pages stay in their language."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Let nobody make an account on their own."""
        return False

    def send_mail(self, template_prefix: str, _email: str, _context: dict[str, Any]) -> None:
        """Refuse: every mail of this site is written by its own functions.

        :raises LookupError: allauth wants to send something that this site never does.
        """
        raise LookupError(f"No e-mail stands in for {template_prefix}")

    def get_login_stages(self) -> list[str]:
        """Name the one step that may come between the first and being signed in."""
        return ["samspill.accounts.adapter.SecondStep"]

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Write down where somebody has signed in, and lead on."""
        response = super().post_login(request, user, **more)
        browser, system = browser_of(request)
        request.session[SEEN] = clock.now().timestamp()
        signed_in(
            user,
            key=request.session.session_key or "",
            means=first_means(request, user),
            browser=browser,
            system=system,
            network=network_of(request),
            provider_session=provider_session_of(request, user),
            at=clock.now(),
        )
        return response

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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the front page in the language of the page where somebody signed in."""
        return front_page(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the front page in the language of the page where somebody signed out."""
        return front_page(request)


class SecondStep(AuthenticateStage):
    """The second step, for everybody who has one and has not taken it by the first already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        if isinstance(person, Person) and has_proven_second_step(request, person):
            return False
        return bool(super()._should_handle(request))


class SecondStepAdapter(DefaultMFAAdapter):
    """What apps and recovery codes are checked by is sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret again."""
        return unseal(encrypted_text)
