"""Take an older list over: with the right by which it was kept, and row by row."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samspill.audit.actions import record
from samspill.core import email_addresses
from samspill.core.errors import NotPossible
from samspill.core.languages import known
from samspill.mailings import emails, rules
from samspill.mailings.actions.following import asked_for, hold_subscriber, new_secret
from samspill.mailings.actions.moves import move
from samspill.mailings.actions.trail import note
from samspill.mailings.choices import Channel, ConsentEvent, Imported, SubscriptionStatus
from samspill.mailings.models import InterestList, Subscription
from samspill.mailings.queries import has_left, is_silenced
from samspill.outbox.queries import suppressed


@dataclass(frozen=True, kw_only=True)
class ListedRow:
    """A row of an older list: an address, and the language to write in.

    ``misunderstood`` is what stood there for a language and is none that the site writes in.
    """

    number: int
    address: str
    language: str
    misunderstood: str = ""


@dataclass(frozen=True, kw_only=True)
class RowReport:
    """What became of a row, and why."""

    row: ListedRow
    outcome: Imported
    reason: str = ""


@transaction.atomic
def import_followers(
    interest_list: InterestList,
    rows: Iterable[ListedRow],
    *,
    basis: str,
    asks_again: bool,
    is_trial: bool = False,
    reply_to: str = "",
    by: object,
    at: datetime,
) -> list[RowReport]:
    """Take addresses over from an older list, and tell what became of each row.

    ``basis`` says by which right the list was kept; it is kept with each consent. Where it is not
    certain, ``asks_again`` sends everybody a link, and only whoever confirms follows; otherwise
    everybody follows at once, and is told so with the way out; answers go to ``reply_to``. Whoever has left, wants no mail, or
    is not reached by mail is never taken back. A trial does all of it, mails too, and takes it back.

    :raises NotPossible: the list is closed, or nobody has said the basis.
    """
    rules.check_takes_followers(interest_list)
    rules.check_basis(basis)
    answers_to = email_addresses.clean(reply_to) if reply_to else ""

    def begin(subscription: Subscription) -> Imported:
        if asks_again:
            return _ask(subscription, basis=basis, at=at)
        return _add(subscription, basis=basis, reply_to=answers_to, at=at)

    reports = list(_taken_over(interest_list, rows, begin, at=at))
    new = sum(each.outcome in {Imported.ADDED, Imported.ASKED} for each in reports)
    record("mailings.list_imported", interest_list, by=by, at=at, many=new, reason=basis)
    if is_trial:
        transaction.set_rollback(True)
    return reports


def _taken_over(
    interest_list: InterestList,
    rows: Iterable[ListedRow],
    begin: Callable[[Subscription], Imported],
    *,
    at: datetime,
) -> Iterator[RowReport]:
    seen: set[str] = set()
    for row in rows:
        try:
            address = email_addresses.clean(row.address)
        except NotPossible as error:
            yield RowReport(row=row, outcome=Imported.REFUSED, reason=str(error))
            continue
        key = email_addresses.key_of(address)
        if key in seen:
            yield RowReport(row=row, outcome=Imported.TWICE)
        elif is_silenced(key):
            yield RowReport(row=row, outcome=Imported.SILENCED)
        elif has_left(key, interest_list.key):
            yield RowReport(row=row, outcome=Imported.LEFT)
        elif suppressed([address]):
            yield RowReport(row=row, outcome=Imported.UNREACHED)
        else:
            subscriber = hold_subscriber(address, key, language=known(row.language), at=at)
            subscription, _is_new = asked_for(interest_list, subscriber, at=at)
            follows = subscription.status == SubscriptionStatus.CONFIRMED
            outcome = Imported.FOLLOWS if follows else begin(subscription)
            yield RowReport(row=row, outcome=outcome)
        seen.add(key)


def _ask(subscription: Subscription, *, basis: str, at: datetime) -> Imported:
    note(ConsentEvent.ASKED, subscription, channel=Channel.IMPORT, basis=basis, at=at)
    emails.reconfirmation(subscription, new_secret(subscription, at=at), at=at)
    return Imported.ASKED


def _add(subscription: Subscription, *, basis: str, reply_to: str, at: datetime) -> Imported:
    move(subscription, to=SubscriptionStatus.CONFIRMED, confirmed_at=at, ended_at=None)
    note(ConsentEvent.IMPORTED, subscription, channel=Channel.IMPORT, basis=basis, at=at)
    emails.taken_over(subscription, reply_to=reply_to, at=at)
    return Imported.ADDED
