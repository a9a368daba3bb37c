"""Which rows are somebody's."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Model, Q

from samspill.accounts.models import Person
from samspill.core.email_addresses import clean, for_sending
from samspill.core.personal import Belongs
from samspill.core.personal.belonging import rows_of, ways
from samspill.core.personal.whose import Whose


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Rows of one table that belong to somebody in one way."""

    model: type[Model]
    way: Belongs
    keys: Sequence[object]


def whose_is(person: Person) -> Whose:
    """Name an account, with the addresses that its owner has shown to read."""
    confirmed = EmailAddress.objects.filter(user_id=person.pk, verified=True)
    addresses = [person.email, *confirmed.order_by("pk").values_list("email", flat=True)]
    return Whose(
        account=person.pk, name=person.name, addresses=tuple(dict.fromkeys(filter(None, addresses)))
    )


def whose_address(address: str) -> Whose:
    """Name somebody by an address alone.

    :raises NotPossible: this can be nobody's address.
    """
    return Whose(addresses=(clean(address),))


def find_anybody(address: str) -> Person | None:
    """Find who has an account with an address, whether it can be signed in with or not."""
    address = clean(address)
    same = Q(email__iexact=address) | Q(email__iexact=for_sending(address))
    return Person.objects.filter(same).order_by("pk").first()


def holdings(whose: Whose) -> list[Holding]:
    """Find all rows that are somebody's, table by table; tables without any are left out."""
    found = []
    for model, way in ways():
        keys = list(rows_of(model, way, whose).order_by("pk").values_list("pk", flat=True))
        if keys:
            found.append(Holding(model=model, way=way, keys=keys))
    return found
