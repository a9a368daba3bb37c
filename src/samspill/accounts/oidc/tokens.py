"""Check an ID token: who somebody is, by whose word, for whom, how surely, and in answer to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

import jwt

from samspill.accounts.oidc.configuration import Provider
from samspill.accounts.oidc.fetching import keys

#: Two clocks may differ by so much.
LEEWAY = timedelta(seconds=30)
#: A token is made when it is asked for: an older one is somebody's store.
OLDEST = timedelta(minutes=5)
MOST_CHARACTERS = 100_000
MOST_CHARACTERS_OF_SUBJECT = 255


class Refused(Exception):
    """The token does not prove what it should; the message is for the log."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """Who somebody is at a sign-in service. Nothing else of a token is looked at, or kept."""

    issuer: str
    subject: str
    acr: str
    session: str


def check(token: str, provider: Provider, *, nonce: str, at: datetime) -> Proof:
    """Return who a token speaks of.

    :raises Refused: any part of it is not as it must be.
    :raises Unreachable: the service's keys cannot be read.
    """
    claims = _signed(token, provider)
    _check_times(claims, at)
    _check_for_us(claims, provider)
    said = claims.get("nonce")
    if not nonce or not isinstance(said, str) or not compare_digest(said.encode(), nonce.encode()):
        raise Refused("The nonce is another")
    acr = claims.get("acr")
    if provider.acr and acr not in provider.acr:
        raise Refused("The level of assurance is too low")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= MOST_CHARACTERS_OF_SUBJECT:
        raise Refused("There is no subject")
    session = claims.get("sid")
    return Proof(
        issuer=provider.issuer,
        subject=subject,
        acr=acr if isinstance(acr, str) else "",
        session=session if isinstance(session, str) else "",
    )


def _signed(token: str, provider: Provider) -> Mapping[str, Any]:
    """Return what the service has signed, by one of the algorithms that it is allowed."""
    if len(token) > MOST_CHARACTERS:
        raise Refused("The token is too large")
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in provider.algorithms:
            raise Refused("The algorithm is not allowed")
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key=_key(header, provider),
            algorithms=list(provider.algorithms),
            # Times and names are checked below, in one place each.
            options={
                "verify_aud": False,
                "verify_iss": False,
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "verify_sub": False,
                "verify_jti": False,
            },
        )
    except jwt.PyJWTError as error:
        raise Refused(f"The signature does not hold: {type(error).__name__}") from error
    return claims


def _key(header: Mapping[str, Any], provider: Provider) -> jwt.PyJWK:
    """Find the key that a token names; a service with one key need not name it."""
    for is_fresh in (False, True):
        usable = [
            key
            for key in jwt.PyJWKSet.from_dict(dict(keys(provider, is_fresh=is_fresh))).keys
            if key.public_key_use in {None, "sig"} and key.key_type != "oct"
        ]
        named = [key for key in usable if key.key_id == header.get("kid")]
        if "kid" not in header and len(usable) == 1:
            named = usable
        if named:
            return named[0]
    raise Refused("The key is not the service's")


def _check_times(claims: Mapping[str, Any], at: datetime) -> None:
    """Refuse what is over, what has not begun, and what has lain about."""
    now, leeway = at.timestamp(), LEEWAY.total_seconds()
    made, ends = _time(claims, "iat"), _time(claims, "exp")
    if now > ends + leeway:
        raise Refused("The token is over")
    if made > now + leeway:
        raise Refused("The token is from the future")
    if now - made > OLDEST.total_seconds() + leeway:
        raise Refused("The token is old")
    if "nbf" in claims and _time(claims, "nbf") > now + leeway:
        raise Refused("The token is not valid yet")


def _time(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(f"The time {name} is missing")
    return value


def _check_for_us(claims: Mapping[str, Any], provider: Provider) -> None:
    """Refuse what another has said, or has said to another."""
    if claims.get("iss") != provider.issuer:
        raise Refused("The issuer is another")
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if not isinstance(audiences, list) or provider.client_id not in audiences:
        raise Refused("The token is for somebody else")
    presenter = claims.get("azp", provider.client_id if len(audiences) == 1 else None)
    if presenter != provider.client_id:
        raise Refused("The token is presented by somebody else")
