"""Somebody, as the tables know them."""

from dataclasses import dataclass

from samspill.core.email_addresses import fold, for_sending, key_of


@dataclass(frozen=True, kw_only=True)
class Whose:
    """A person as the tables know them: an account, if there is one, and addresses."""

    account: int | None = None
    name: str = ""
    addresses: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keyed digests of the addresses."""
        return tuple(dict.fromkeys(key_of(each) for each in self.addresses))

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
            dict.fromkeys(
                spelling
                for each in self.addresses
                for spelling in (each, for_sending(each), fold(each))
            )
        )
