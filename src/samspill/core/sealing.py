"""Keep a secret in the database so that a copy of the database alone does not give it away."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(secret: str) -> str:
    """Encrypt a text with a key that follows from the site's secret key."""
    return _box().encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Return the text that was sealed.

    :raises ValueError: it was sealed by another site, or somebody has changed it.
    """
    try:
        return _box().decrypt(sealed.encode("ascii", "replace")).decode()
    except InvalidToken as error:
        raise ValueError("This was not sealed here") from error


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(str(each))) for each in keys])


def _key(secret_key: str) -> bytes:
    digest = hmac.new(secret_key.encode(), b"samspill.core.sealing", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest)
