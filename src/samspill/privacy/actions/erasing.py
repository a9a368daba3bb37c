"""Erase somebody, everywhere."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.personal.whose import Whose
from samspill.core.scrubbing import scrub
from samspill.mailings.actions import erase_address as erase_follower
from samspill.mailings.choices import Channel
from samspill.privacy import rules
from samspill.privacy.actions.sweeping import sweep
from samspill.privacy.actions.trail import erase_in_trail
from samspill.privacy.elsewhere import forget_elsewhere
from samspill.privacy.queries import holdings, whose_address, whose_is

#: How many rows of each table were somebody's.
Counts = Mapping[str, int]


@transaction.atomic
def erase_person(person: Person, *, by: object, at: datetime) -> Counts:
    """Erase somebody with an account: signed out everywhere, unnamed, and not written to again.

    What the law asks to keep stays under a key from which nobody is known; the declarations of the
    models say what and why. Return how many rows of each table were theirs.

    :raises NotPermitted: whoever asks for it has no right to.
    :raises NotPossible: they ask for themselves, and something hangs on them alone.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    rules.check_may_erase(held, by=by, at=at)
    counts = _erase(whose_is(held), by=by, channel=_channel(by, held), at=at)
    record("privacy.person_erased", person, by=by, at=at, rows=counts)
    person.refresh_from_db()
    return counts


@transaction.atomic
def erase_address(address: str, *, by: object, at: datetime) -> Counts:
    """Erase somebody without an account, of whom there is but an address: who follows, who asked.

    :raises NotPossible: this can be nobody's address.
    """
    whose = whose_address(address)
    counts = _erase(whose, by=by, channel=Channel.STAFF, at=at)
    record("privacy.address_erased", f"subscriber:{whose.keys[0][:16]}", by=by, at=at, rows=counts)
    return counts


def _erase(whose: Whose, *, by: object, channel: Channel, at: datetime) -> Counts:
    # Found before anything is changed: what is changed may be what it is found by.
    found = holdings(whose)
    for key in whose.keys:
        erase_follower(key, at=at, channel=channel)
    erase_in_trail(whose, found, by=by, at=at)
    counts = sweep(found, at=at)
    transaction.on_commit(lambda: forget_elsewhere(whose))
    transaction.on_commit(scrub)
    return counts


def _channel(by: object, person: Person) -> Channel:
    if by == person:
        return Channel.PAGE
    return Channel.RULE if by == "rule" else Channel.STAFF
