"""Digests and pauses: how often a reader is written to, and what they have been told of."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from samspill.audit.actions import record
from samspill.mailings import emails, rules
from samspill.mailings.actions.moves import held
from samspill.mailings.actions.retelling import retold
from samspill.mailings.actions.telling import hold
from samspill.mailings.actions.trail import who
from samspill.mailings.choices import Rhythm
from samspill.mailings.models import InterestList, Subscriber
from samspill.mailings.queries import newest_happening, untold
from samspill.outbox import actions as outbox
from samspill.outbox.models import Letter

READERS_AT_A_TIME = 500


@transaction.atomic
def choose_rhythm(handle: str, rhythm: Rhythm, *, at: datetime) -> None:
    """Write to a reader at once, daily or weekly from now on; nothing is lost between.

    :raises NotPossible: nobody has this handle any more.
    """
    subscriber = _held_with_lists(handle)
    before, subscriber.rhythm = subscriber.rhythm, rhythm
    if before == rhythm:
        return
    _settle(subscriber, at=at)
    me = who(subscriber)
    changes = {"rhythm": (str(before), str(rhythm))}
    record("mailings.rhythm_chosen", me, by=me, at=at, personal=changes)


@transaction.atomic
def pause(handle: str, *, until_on: date, at: datetime) -> None:
    """Write nothing to a reader before a day; then tell them in one mail what has happened.

    :raises NotPossible: nobody has this handle any more, or the day is not in the year to come.
    """
    rules.check_can_pause_until(until_on, today=localtime(at).date())
    subscriber = _held_with_lists(handle)
    before, subscriber.paused_until_on = subscriber.paused_until_on, until_on
    _settle(subscriber, at=at)
    _record_pause(subscriber, before, at=at)


@transaction.atomic
def resume(handle: str, *, at: datetime) -> None:
    """End a pause at once.

    :raises NotPossible: nobody has this handle any more.
    """
    subscriber = _held_with_lists(handle)
    before, subscriber.paused_until_on = subscriber.paused_until_on, None
    if before is not None:
        _settle(subscriber, at=at)
        _record_pause(subscriber, before, at=at)


@transaction.atomic
def write_digests(*, at: datetime, most: int = READERS_AT_A_TIME) -> int:
    """Write the digests that are due, to some readers at a time; say to how many they came.

    Whoever's turn it is has had it afterwards, also if nothing has happened: then no mail is
    written. So nothing is left to do when this returns 0, and doing it again changes nothing.
    """
    hold(InterestList.objects.values_list("pk", flat=True))
    today = localtime(at).date()
    due = list(_due(today).select_for_update().order_by("pk")[:most])
    _write(due, at=at)
    return len(due)


def _due(today: date) -> QuerySet[Subscriber]:
    monday = today - timedelta(days=today.weekday())
    return Subscriber.objects.filter(
        Q(rhythm=Rhythm.AT_ONCE)
        | Q(rhythm=Rhythm.DAILY, told_on__lt=today)
        | Q(rhythm=Rhythm.WEEKLY, told_on__lt=monday),
        Q(paused_until_on=None) | Q(paused_until_on__lte=today),
        told_through__isnull=False,
    )


def _write(readers: Sequence[Subscriber], *, at: datetime) -> None:
    """Tell readers what they have not been told of, and remember that they have."""
    newest = newest_happening()
    news = untold(readers, through=newest)
    told_of = retold({each for theirs in news.values() for each in theirs}, at=at)
    emails.digests(news, told_of, readers, at=at)
    keys = [each.pk for each in readers]
    told = Subscriber.objects.filter(pk__in=keys)
    told.filter(rhythm=Rhythm.AT_ONCE).update(told_through=None, told_on=None, told_before=newest)
    told.exclude(rhythm=Rhythm.AT_ONCE).update(told_through=newest, told_on=localtime(at).date())
    told.update(paused_until_on=None)


def _settle(subscriber: Subscriber, *, at: datetime) -> None:
    """Keep a reader's choice, and the mark from which their next digest goes on."""
    is_paused = subscriber.paused_until_on is not None
    is_told_at_once = subscriber.rhythm == Rhythm.AT_ONCE and not is_paused
    if subscriber.told_through is None and not is_told_at_once:
        _address_what_is_on_its_way(subscriber, at=at)
        subscriber.told_through = newest_happening()
        subscriber.told_on = localtime(at).date()
    subscriber.save(update_fields=["rhythm", "paused_until_on", "told_through", "told_on"])
    if subscriber.told_through is not None and is_told_at_once:
        _write([subscriber], at=at)


def _address_what_is_on_its_way(reader: Subscriber, *, at: datetime) -> None:
    """Address to one reader, before they turn to digests, what others are still being addressed."""
    being_addressed = Letter.objects.filter(addressed_up_to__isnull=False)
    for letter in being_addressed.filter(happening__isnull=False):
        nearest = emails.next_receivers(letter, reader.pk - 1, 1)
        theirs = [each for pk, each in nearest if pk == reader.pk]
        outbox.address_copies(letter, theirs, at=at)


def _held_with_lists(handle: str) -> Subscriber:
    """Hold a reader and the lists that they follow, so that nothing happens there meanwhile."""
    subscriber = held(handle).subscriber
    hold(subscriber.subscriptions.values_list("interest_list_id", flat=True))
    return Subscriber.objects.select_for_update().get(pk=subscriber.pk)


def _record_pause(subscriber: Subscriber, before: date | None, *, at: datetime) -> None:
    me = who(subscriber)
    changes = {"paused_until_on": (before, subscriber.paused_until_on)}
    record("mailings.pause_chosen", me, by=me, at=at, personal=changes)
