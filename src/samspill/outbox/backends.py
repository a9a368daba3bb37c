"""Hand mail over by a Django e-mail backend, for hosts whose mail service has no SMTP.

Anymail's backends are meant (Postmark, Brevo, Amazon SES and others). What is promised about
copies needs SMTP: a service may set a Message-ID of its own.
"""

from contextlib import suppress
from email import message_from_bytes, policy
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection

from samspill.outbox.sending import Courier, Envelope, LostConnection, Outcome, Unreachable

#: What Django or the service writes itself.
_WRITTEN_BY_OTHERS = frozenset(
    {"subject", "from", "to", "reply-to", "mime-version", "content-type", "dkim-signature"}
)
#: The states of anymail in which a service has not taken a message.
_REFUSED = frozenset({"rejected", "invalid", "failed"})
_NOT_LET_IN = frozenset({401, 403})
_TOO_MANY = 429
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


class Hands(Protocol):
    """Whoever hands messages over, one by one."""

    def deliver(
        self, envelope: Envelope, message: bytes, *, following: Envelope | None = None
    ) -> tuple[Outcome, str]:
        """Hand one message over, ``following`` being next; return what became of it, in words."""

    def close(self) -> None:
        """Let go of the connection."""


def courier() -> Hands:
    """Return who hands mail over on this site."""
    return BackendCourier() if settings.MAIL_BACKEND else Courier()


class BackendCourier:
    """A Django e-mail backend that is kept open while there is mail."""

    def __init__(self) -> None:
        self._backend: Any = None

    def deliver(
        self,
        envelope: Envelope,  # noqa: ARG002
        message: bytes,
        *,
        following: Envelope | None = None,  # noqa: ARG002
    ) -> tuple[Outcome, str]:
        """Hand one message over; return what the service made of it, in its words.

        :raises Unreachable: the service does not let us in, or the set-up is wrong.
        :raises LostConnection: nobody can tell what became of it.
        """
        letter = _letter(message)
        try:
            self._backend = self._backend or get_connection(settings.MAIL_BACKEND)
            self._backend.open()
            self._backend.send_messages([letter])
        except Exception as error:  # noqa: BLE001  (backends raise whatever their parts raise)
            self.close()
            return _judged(error)
        made_of_it = getattr(letter, "anymail_status", None)
        said = set(made_of_it.status or ()) if made_of_it else set()
        refused = said & _REFUSED
        if refused:
            return Outcome.REFUSED, f"550 {', '.join(sorted(refused))}"
        return Outcome.ACCEPTED, "Accepted"

    def close(self) -> None:
        """Let go of the connection."""
        if self._backend is not None:
            with suppress(Exception):
                self._backend.close()
            self._backend = None


def _judged(error: Exception) -> tuple[Outcome, str]:
    """Tell what a service's error says about the message.

    :raises Unreachable: it says nothing about the message, but something about us.
    :raises LostConnection: it does not say.
    """
    from anymail.exceptions import (  # noqa: PLC0415  (slow to load, and needed by few)
        AnymailRecipientsRefused,
        AnymailUnsupportedFeature,
    )

    if isinstance(error, AnymailRecipientsRefused):
        return Outcome.REFUSED, f"550 {error}"
    status = getattr(error, "status_code", None)
    if isinstance(error, ImproperlyConfigured | ImportError) or status in _NOT_LET_IN:
        raise Unreachable(str(error)) from error
    if isinstance(error, AnymailUnsupportedFeature):
        return Outcome.REFUSED, str(error)
    if status == _TOO_MANY or (status is not None and status >= _SERVER_ERROR):
        return Outcome.LATER, f"{status} {error}"
    if status is not None and status >= _CLIENT_ERROR:
        return Outcome.REFUSED, str(error)
    raise LostConnection(error, is_perhaps_sent=True) from error


def _letter(message: bytes) -> EmailMultiAlternatives:
    """Take one of our messages apart, as Django's backends want it."""
    parsed = message_from_bytes(message, policy=policy.default)
    bodies = {
        kind: part.get_content()
        for kind in ("plain", "html")
        if (part := parsed.get_body((kind,))) is not None
    }
    answers = parsed.get("Reply-To")
    letter = EmailMultiAlternatives(
        subject=str(parsed["Subject"]),
        body=bodies.get("plain", ""),
        from_email=str(parsed["From"]),
        to=[str(parsed["To"])],
        reply_to=[str(answers)] if answers else None,
        headers={
            name: str(value)
            for name, value in parsed.items()
            if name.lower() not in _WRITTEN_BY_OTHERS
        },
    )
    if "html" in bodies:
        letter.attach_alternative(bodies["html"], "text/html")
    return letter
