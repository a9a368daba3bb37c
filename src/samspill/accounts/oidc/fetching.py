"""Ask a sign-in service over the network: by https, in five seconds, a megabyte, and nowhere else.

No redirect is followed, and the whole exchange has one deadline, whoever sends a byte now and then.
"""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

from django.core.cache import cache

from samspill.accounts.oidc.configuration import Provider, is_allowed

SECONDS = 5.0
MOST_BYTES = 1024 * 1024
#: So long a service's description and keys are kept.
KEPT_SECONDS = 600
#: So soon keys are asked for again at most, when a token names one that is not among them.
AGAIN_SECONDS = 60
_WANTED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_OK = range(200, 300)


class Unreachable(Exception):
    """The service did not answer as it should; the message is for the log."""


def description(provider: Provider) -> Mapping[str, Any]:
    """Return how a service describes itself.

    :raises Unreachable: it does not, or describes another.
    """
    key = f"oidc:{provider.id}:{provider.discovery_url}"
    if (kept := cache.get(key)) is not None:
        return dict(kept)
    found = _object(_exchange("GET", provider.discovery_url))
    if found.get("issuer") != provider.issuer:
        raise Unreachable("The description is of another issuer")
    for each in _WANTED:
        if not is_allowed(str(found.get(each, ""))):
            raise Unreachable(f"The description has no safe {each}")
    cache.set(key, found, KEPT_SECONDS)
    return found


def keys(provider: Provider, *, is_fresh: bool = False) -> Mapping[str, Any]:
    """Return a service's public keys, asked for anew where a token names one that is not known.

    :raises Unreachable: it gives none.
    """
    address = str(description(provider)["jwks_uri"])
    key = f"oidc-keys:{provider.id}:{address}"
    kept = cache.get(key)
    if kept is not None and not (is_fresh and cache.add(f"{key}:again", 1, AGAIN_SECONDS)):
        return dict(kept)
    found = _object(_exchange("GET", address))
    cache.set(key, found, KEPT_SECONDS)
    return found


def redeem(
    address: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """Send a form, and return the answer.

    :raises Unreachable: there is none, or it is a refusal.
    """
    return _object(_exchange("POST", address, urlencode(form), headers or {}))


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreachable("The answer is not JSON") from error
    if not isinstance(found, dict):
        raise Unreachable("The answer is no JSON object")
    return found


def _exchange(
    method: str, address: str, form: str = "", headers: Mapping[str, str] | None = None
) -> bytes:
    if not is_allowed(address):
        raise Unreachable("The address is not https")
    deadline = time.monotonic() + SECONDS
    parts = urlsplit(address)
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    given = {"Accept": "application/json", "Connection": "close", **(headers or {})}
    if method == "POST":
        given["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection = _connection(address)
        connection.connect()
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"No connection: {type(error).__name__}") from error
    alarm = Timer(max(0.0, deadline - time.monotonic()), _break_off, [connection.sock])
    alarm.daemon = True
    alarm.start()
    try:
        connection.request(method, path, body=form or None, headers=given)
        answer = connection.getresponse()
        body = answer.read(MOST_BYTES + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unreachable(f"The answer broke off: {type(error).__name__}") from error
    finally:
        alarm.cancel()
        connection.close()
    if time.monotonic() > deadline:
        raise Unreachable("The answer took too long")
    if len(body) > MOST_BYTES:
        raise Unreachable("The answer is too large")
    if answer.status not in _OK:
        raise Unreachable(f"The answer has status {answer.status}")
    return body


def _connection(address: str) -> http.client.HTTPConnection:
    """Make a connection, by the machine's own proxy if it has one."""
    parts = urlsplit(address)
    host = str(parts.hostname)
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=SECONDS)
    context = ssl.create_default_context()
    proxy = urlsplit(getproxies().get("https", ""))
    if not proxy.hostname or proxy_bypass(host):
        return http.client.HTTPSConnection(host, parts.port, timeout=SECONDS, context=context)
    connection = http.client.HTTPSConnection(
        proxy.hostname, proxy.port, timeout=SECONDS, context=context
    )
    connection.set_tunnel(host, parts.port or 443)
    return connection


def _break_off(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
