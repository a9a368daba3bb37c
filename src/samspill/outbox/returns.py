"""The address that a copy comes back to: it tells which copy it was, and that it was one of ours.

It shows no address. Mail servers may write it in capitals, so it has small letters and digits only.
"""

import re
from functools import lru_cache
from hmac import HMAC

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "outbox.returns"
#: 80 bits: nobody guesses one, and the part before the @ stays below its 64 characters.
_DIGITS = 20
_WORD = re.compile(rf"\+([0-9]{{1,19}})-([0-9a-f]{{{_DIGITS}}})@", re.ASCII)


def return_address(message_pk: int) -> str:
    """Return the address to which mail servers report that they could not deliver this copy."""
    if settings.ONE_BOUNCE_ADDRESS:
        return str(settings.BOUNCE_ADDRESS)
    name, _at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{name}+{message_pk}-{_proof(message_pk)}@{domain}"


def copy_of(address: str) -> int | None:
    """Return the key of the message that this address was made for, or ``None``: it is not ours."""
    found = _WORD.search(address.lower())
    if found and constant_time_compare(found[2], _proof(int(found[1]))):
        return int(found[1])
    return None


def _proof(message_pk: int) -> str:
    proof = _begun(settings.SECRET_KEY).copy()
    proof.update(str(message_pk).encode())
    return proof.hexdigest()[:_DIGITS]


@lru_cache(maxsize=1)
def _begun(_secret: str) -> HMAC:
    """Begin a proof: what is the same in all of them costs more than the rest."""
    return salted_hmac(_SALT, "", algorithm="sha256")
