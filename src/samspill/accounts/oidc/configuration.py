"""Which sign-in services this site knows: read from ``SAMSPILL_OIDC``, checked before the site starts."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SAFE_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_NEEDED = ("id", "name", "issuer", "client_id")
_AUDIENCES = ("issuer", "token_endpoint")


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A sign-in service, as this installation has registered itself there."""

    id: str
    name: str
    #: Exactly as it stands in the service's tokens.
    issuer: str
    client_id: str
    #: Where the service describes itself; the well-known place below the issuer, if nothing else.
    discovery: str = ""
    #: The secret that both know, or the key (PEM) that only we know, by which we show who we are.
    client_secret: str = ""
    private_key: str = ""
    #: The same, in a file.
    private_key_file: str = ""
    key_id: str = ""
    assertion_audience: str = "issuer"
    scopes: tuple[str, ...] = ("openid",)
    #: Levels of assurance that are enough, the lowest first: it is asked for. Empty: any.
    acr: tuple[str, ...] = ()
    #: Whether signing in by it counts as two steps.
    second_factor: bool = False
    algorithms: tuple[str, ...] = ("RS256", "PS256", "ES256")

    @property
    def discovery_url(self) -> str:
        """Return where the service describes itself."""
        return self.discovery or f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def providers() -> Sequence[Provider]:
    """List the sign-in services, in the order in which they are offered.

    :raises ImproperlyConfigured: what is set cannot be right.
    """
    return _read(settings.OIDC)


def find_provider(key: str) -> Provider | None:
    """Find a sign-in service."""
    return next((each for each in providers() if each.id == key), None)


def provider_of(issuer: str) -> Provider | None:
    """Find the sign-in service of an issuer."""
    return next((each for each in providers() if each.issuer == issuer), None)


def is_allowed(address: str) -> bool:
    """Tell whether an address may be asked: by https, or on this machine in development."""
    parts = urlsplit(address)
    if parts.username or parts.password or not parts.hostname:
        return False
    if parts.scheme == "https":
        return True
    is_here = parts.hostname in {"localhost", "127.0.0.1"}
    return parts.scheme == "http" and is_here and settings.OIDC_ON_LOCALHOST


@lru_cache
def _read(written: str) -> Sequence[Provider]:
    written = written.strip()
    if not written:
        return ()
    if not written.startswith("["):
        try:
            written = Path(written).read_text(encoding="utf-8")
        except OSError as error:
            raise ImproperlyConfigured(f"SAMSPILL_OIDC: {error}") from error
    try:
        listed = json.loads(written)
    except ValueError as error:
        raise ImproperlyConfigured(f"SAMSPILL_OIDC is not JSON: {error}") from error
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise ImproperlyConfigured("SAMSPILL_OIDC is a list of objects")
    found = tuple(_provider(each) for each in listed)
    for unique in ("id", "issuer"):
        if len({getattr(each, unique) for each in found}) < len(found):
            raise ImproperlyConfigured(f"SAMSPILL_OIDC: two services have the same {unique}")
    return found


def _provider(given: Mapping[str, Any]) -> Provider:
    known = {field.name: field for field in fields(Provider)}
    name = given.get("id", "a service without id")
    if unknown := given.keys() - known.keys():
        raise ImproperlyConfigured(f"SAMSPILL_OIDC, {name}: unknown {', '.join(sorted(unknown))}")
    if missing := [each for each in _NEEDED if not given.get(each)]:
        raise ImproperlyConfigured(f"SAMSPILL_OIDC, {name}: {', '.join(missing)} missing")
    for each, value in given.items():
        default = known[each].default
        wanted = list if isinstance(default, tuple) else bool if isinstance(default, bool) else str
        if not isinstance(value, wanted):
            raise ImproperlyConfigured(f"SAMSPILL_OIDC, {name}: {each} is a {wanted.__name__}")
    made: dict[str, Any] = {
        each: tuple(value) if isinstance(value, list) else value for each, value in given.items()
    }
    if path := made.get("private_key_file"):
        made["private_key"] = Path(path).read_text(encoding="ascii")
    provider = Provider(**made)
    _check(provider)
    return provider


def _check(provider: Provider) -> None:
    """Refuse what would be unsafe.

    :raises ImproperlyConfigured: it would.
    """
    faults = {
        "id has only a–z, 0–9 and hyphens": re.fullmatch(r"[a-z0-9-]{1,40}", provider.id),
        "issuer and discovery are https addresses": is_allowed(provider.issuer)
        and is_allowed(provider.discovery_url),
        "scopes have openid": "openid" in provider.scopes,
        "algorithms are signatures by a key that only the service has": provider.algorithms
        and SAFE_ALGORITHMS.issuperset(provider.algorithms),
        "there is either client_secret or private_key": bool(provider.client_secret)
        != bool(provider.private_key),
        f"assertion_audience is one of {', '.join(_AUDIENCES)}": provider.assertion_audience
        in _AUDIENCES,
        "second_factor needs acr": provider.acr or not provider.second_factor,
    }
    for rule, holds in faults.items():
        if not holds:
            raise ImproperlyConfigured(f"SAMSPILL_OIDC, {provider.id}: {rule}")
