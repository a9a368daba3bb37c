"""E-mail addresses that mail can really be sent to, and when two of them are the same.

Stricter than the standards where they allow what no person's address has (quotes, literals, names
without a dot), and kinder where people paste: spaces around are taken away.
"""

import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache

import idna
from django.conf import settings
from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible

MOST_CHARACTERS = 254
MOST_CHARACTERS_BEFORE_AT = 64

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
#: Top-level names that mail never reaches (RFC 6761, RFC 6762, RFC 7686).
_NOWHERE = frozenset({"invalid", "local", "localhost", "onion"})


def clean(text: str) -> str:
    """Return the one address that was typed, its domain in lower case and in its own letters.

    :raises NotPossible: it cannot be one person's address; the sentence tells what to do.
    """
    address = text.strip(" \t\u00a0")
    _check_is_one_address(address)
    local_part, _at, domain = address.rpartition("@")
    _check_local_part(local_part)
    readable, for_sending = _domains(domain)
    if len(local_part) + 1 + len(for_sending) > MOST_CHARACTERS:
        raise NotPossible(_("This e-mail address is too long. Please check what follows the @."))
    return f"{local_part}@{readable}"


def for_sending(address: str) -> str:
    """Write a cleaned address as mail servers want it: its domain in the letters a–z."""
    local_part, _at, domain = address.rpartition("@")
    return f"{local_part}@{_domains(domain)[1]}"


def fold(address: str) -> str:
    """Write a cleaned address so that two that reach the same mailbox are equal."""
    return for_sending(address).casefold()


def key_of(address: str) -> str:
    """Return the keyed digest by which a cleaned address is found again and never shown."""
    return hmac.new(
        settings.ADDRESS_KEY.encode(), fold(address).encode(), hashlib.sha256
    ).hexdigest()


def _check_is_one_address(address: str) -> None:
    """Refuse what is empty, hides something, or is more or less than one address."""
    if not address:
        raise NotPossible(_("Write an e-mail address, such as kari@kommune.example."))
    if any(unicodedata.category(character)[0] in "CZ" for character in address):
        raise NotPossible(
            _("Write the e-mail address without spaces or line breaks, and only one address.")
        )
    if any(character in '<>",;:()[]\\' for character in address):
        raise NotPossible(
            _("Write only one e-mail address, without a name, quotation marks, commas or brackets.")
        )
    if address.count("@") != 1:
        raise NotPossible(
            _("An e-mail address has one @ in it, such as kari@kommune.example. Please check it.")
        )


def _check_local_part(local_part: str) -> None:
    """Refuse what no mail server gives a person before the @."""
    if not local_part:
        raise NotPossible(_("Write also what comes before the @, such as kari@kommune.example."))
    if foreign := "".join(dict.fromkeys(each for each in local_part if not each.isascii())):
        raise NotPossible(
            _(
                "Many mail servers cannot handle “%(letters)s” before the @. Please give an"
                " address that has only the letters a–z there; most mailboxes have one."
            )
            % {"letters": foreign}
        )
    if len(local_part) > MOST_CHARACTERS_BEFORE_AT:
        raise NotPossible(_("There are more than 64 characters before the @. Please check them."))
    if local_part.startswith("-") or not _LOCAL_PART.fullmatch(local_part):
        raise NotPossible(
            _("Check what comes before the @: no hyphen or dot first, no dot last or doubled.")
        )


#: Domains are few, and worked out anew for every address that is compared.
@lru_cache(maxsize=4096)
def _domains(domain: str) -> tuple[str, str]:
    """Return a domain as people read it and as mail servers do.

    :raises NotPossible: there can be no such domain.
    """
    try:
        ascii_form = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
        readable = idna.decode(ascii_form)
    except (idna.IDNAError, UnicodeError) as error:
        raise NotPossible(
            _("There can be no e-mail domain called “%(domain)s”. Please check it.")
            % {"domain": domain[:80]}
        ) from error
    top = ascii_form.rpartition(".")[2]
    if "." not in ascii_form or not top or top.isdigit() or top in _NOWHERE:
        raise NotPossible(
            _("Write the whole domain after the @, such as kommune.example: mail must reach it.")
        )
    return readable, ascii_form
