"""Sign with the key of this installation, so that others can tell what it has said (Ed25519)."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def sign(message: bytes) -> str:
    """Sign with the site's own key."""
    return _private(settings.AUDIT_KEY).sign(message).hex()


def public_key() -> str:
    """Return the key by which anybody can check what the site signs."""
    return _private(settings.AUDIT_KEY).public_key().public_bytes_raw().hex()


def signed_with(message: bytes, signature: str) -> str:
    """Return the key with which the site signed this, its own or one that it had before, or none."""
    for key in _trusted(settings.AUDIT_FORMER_KEYS):
        if _fits(key, message, signature):
            return key
    return ""


def _trusted(former: Iterable[str]) -> Iterator[str]:
    yield public_key()
    yield from former


def _fits(key: str, message: bytes, signature: str) -> bool:
    try:
        given = bytes.fromhex(signature)
        # Digits have one form only: a changed case is a changed signature.
        if given.hex() != signature:
            return False
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(given, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=4)
def _private(secret: str) -> Ed25519PrivateKey:
    """Make the key from the secret, which may be any text that is hard to guess."""
    return Ed25519PrivateKey.from_private_bytes(sha256(secret.encode()).digest())
