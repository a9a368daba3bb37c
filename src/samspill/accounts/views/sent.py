"""A code on its way by e-mail: kept in the session of who asked, as a digest, until it is used."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from samspill.accounts import rules
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPossible
from samspill.core.network import network_of


@dataclass(frozen=True)
class SentCode:
    """A code that was sent, or that seems so: nothing here tells whether the address is known."""

    address: str
    digest: str
    serial: str
    sent_at: float

    def keep(self, request: HttpRequest, name: str) -> None:
        """Put it into the session."""
        request.session[name] = asdict(self)


def written(address: str, code: str, *, at: datetime) -> SentCode:
    """Return what is kept of a code."""
    serial = secrets.token_hex(16)
    return SentCode(address, _digest(serial, code), serial, at.timestamp())


def find(request: HttpRequest, name: str, *, at: datetime) -> SentCode | None:
    """Return the code that is waited for, unless it works no more."""
    kept: dict[str, Any] | None = request.session.get(name)
    if not kept or at.timestamp() - kept["sent_at"] > settings.SECONDS_A_CODE_WORKS:
        return None
    return SentCode(**kept)


def forget(request: HttpRequest, name: str) -> None:
    """Wait for no code any more."""
    request.session.pop(name, None)


def check(request: HttpRequest, sent: SentCode, code: str, *, at: datetime) -> bool:
    """Count a try, and tell whether it is the code; it is only once.

    :raises NotPossible: there have been too many tries.
    """
    rules.check_tries("code", account=key_of(sent.address), network=network_of(request), at=at)
    rules.check_tries_of_code(sent.serial, at=at)
    if not compare_digest(sent.digest, _digest(sent.serial, code)):
        return False
    rules.check_once(f"code:{sent.serial}", at=at)
    return True


def wrong() -> NotPossible:
    """Return what is said of a code that is another."""
    return NotPossible(_("This is not the code that we sent. Look in the newest e-mail."))


def _digest(serial: str, code: str) -> str:
    letters = normalize_user_code(code)
    return salted_hmac(
        "samspill.accounts.code", f"{serial}:{letters}", algorithm="sha256"
    ).hexdigest()
