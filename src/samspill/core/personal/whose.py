"""Somebody, as the tables know them."""

from dataclasses import dataclass

from samspill.core.email_addresses import fold, for_sending, key_of
from samspill.core.errors import NotPossible


@dataclass(frozen=True, kw_only=True)
class Whose:
    """A person as the tables know them: an account, if there is one, and addresses."""

    account: int | None = None
    name: str = ""
    addresses: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keyed digests of the addresses."""
        return tuple(dict.fromkeys(key_of(each) for each in self.addresses if _is_sendable(each)))

    @property
    def references(self) -> tuple[str, ...]:
        """The words by which the audit trail and others refer to the person."""
        account = (f"person:{self.account}", f"accounts.person:{self.account}")
        followers = tuple(f"subscriber:{key[:16]}" for key in self.keys)
        return (account if self.account is not None else ()) + followers

    @property
    def spellings(self) -> tuple[str, ...]:
        """The ways in which the addresses may have been written down."""
        return tuple(
            dict.fromkeys(spelling for each in self.addresses for spelling in _spelled(each))
        )


def _spelled(address: str) -> tuple[str, ...]:
    if not _is_sendable(address):
        return (address,)
    return address, for_sending(address), fold(address)


def _is_sendable(address: str) -> bool:
    """Tell whether mail can reach an address: an account may have one that it cannot."""
    try:
        for_sending(address)
    except NotPossible:
        return False
    return True
