"""Send somebody to a sign-in service, redeem the code that they bring back, and sign them out there."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from samspill.accounts.oidc.configuration import Provider, is_allowed
from samspill.accounts.oidc.fetching import Unreachable, description, redeem

#: So long somebody may take at the service.
PATIENCE = timedelta(minutes=10)
ASSERTION_LIVES = timedelta(minutes=1)
_LANGUAGES = {"nb": "nb", "nn": "nn nb", "sv": "sv", "da": "da", "fi": "fi", "en": "en"}


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked of a service, kept in the asker's own session until the answer comes."""

    provider: str
    #: Whose account the answer is to be connected to; nobody's, where it is to sign somebody in.
    connects: int | None
    language: str
    next: str
    asked_at: float
    state: str = field(default_factory=_secret)
    nonce: str = field(default_factory=_secret)
    verifier: str = field(default_factory=_secret)

    def kept(self) -> Mapping[str, Any]:
        """Return what goes into the session."""
        return asdict(self)

    def is_over(self, at: datetime) -> bool:
        """Tell whether the answer comes too late."""
        return at.timestamp() - self.asked_at > PATIENCE.total_seconds()


def address_of_answer(provider: Provider) -> str:
    """Return where the service sends people back to: one address, registered there."""
    return f"{settings.SITE_URL}/oidc/{provider.id}/"


def address_of_question(provider: Provider, question: Question) -> str:
    """Return where to send somebody.

    :raises Unreachable: the service does not say.
    """
    challenge = hashlib.sha256(question.verifier.encode("ascii")).digest()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": address_of_answer(provider),
        "scope": " ".join(provider.scopes),
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode("ascii"),
        "code_challenge_method": "S256",
        "ui_locales": _LANGUAGES.get(question.language, "en"),
    }
    if provider.acr:
        asked["acr_values"] = provider.acr[0]
    return _with(str(description(provider)["authorization_endpoint"]), asked)


def is_from(provider: Provider, issuer: str | None) -> bool:
    """Tell whether an answer says that it is from the service that was asked (RFC 9207).

    :raises Unreachable: the service does not describe itself.
    """
    says = description(provider).get("authorization_response_iss_parameter_supported")
    return issuer == provider.issuer if issuer is not None or says is True else True


def redeem_code(provider: Provider, code: str, *, verifier: str, at: datetime) -> str:
    """Give the code to the service, and return the ID token for it.

    :raises Unreachable: the service refuses it, or does not answer.
    """
    address = str(description(provider)["token_endpoint"])
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": address_of_answer(provider),
        "code_verifier": verifier,
    }
    headers = {}
    if provider.private_key:
        form |= _assertion(provider, address, at)
    else:
        # RFC 6749 section 2.3.1: both are encoded as in a form before they are put together.
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"
    token = redeem(address, form, headers).get("id_token")
    if not isinstance(token, str):
        raise Unreachable("The answer has no ID token")
    return token


def address_for_signing_out(provider: Provider, token: str, *, back: str) -> str:
    """Return where one signs out of the service too, or nothing where it has no such place."""
    try:
        address = str(description(provider).get("end_session_endpoint", ""))
    except Unreachable:
        return ""
    if not is_allowed(address):
        return ""
    asked = {"id_token_hint": token, "client_id": provider.client_id}
    return _with(address, {**asked, "post_logout_redirect_uri": back})


def _assertion(provider: Provider, token_endpoint: str, at: datetime) -> Mapping[str, str]:
    """Show who we are by a signature (RFC 7523): no secret crosses the network."""
    audience = provider.issuer if provider.assertion_audience == "issuer" else token_endpoint
    claims = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": audience,
        "jti": _secret(),
        "iat": int(at.timestamp()),
        "exp": int((at + ASSERTION_LIVES).timestamp()),
    }
    key = load_pem_private_key(provider.private_key.encode("ascii"), password=None)
    algorithm = "ES256" if isinstance(key, EllipticCurvePrivateKey) else "RS256"
    headers = {"kid": provider.key_id} if provider.key_id else None
    signed = jwt.encode(claims, key, algorithm=algorithm, headers=headers)  # type: ignore[arg-type]
    return {
        "client_id": provider.client_id,
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": signed,
    }


def _with(address: str, asked: Mapping[str, str]) -> str:
    joint = "&" if urlsplit(address).query else "?"
    return f"{address}{joint}{urlencode(asked)}"
