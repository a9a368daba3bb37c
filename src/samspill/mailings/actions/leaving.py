"""Stop following, be forgotten, and be left alone."""

from datetime import datetime

from django.db import transaction

from samspill.audit import actions as audit
from samspill.audit.actions import record
from samspill.core import email_addresses
from samspill.mailings.actions.moves import held, move
from samspill.mailings.actions.trail import note, who
from samspill.mailings.choices import Channel, ConsentEvent, SubscriptionStatus
from samspill.mailings.models import Silence, Subscriber, Subscription
from samspill.outbox.actions import forget_address
from samspill.outbox.choices import Cause
from samspill.outbox.models import Message


@transaction.atomic
def end(handle: str, *, at: datetime, channel: Channel = Channel.MAIL_LINK) -> Subscription:
    """Stop following a list; what has been stopped stays stopped, however often it is asked.

    :raises NotPossible: nobody has this handle any more.
    """
    subscription = held(handle)
    if subscription.status != SubscriptionStatus.ENDED:
        move(subscription, to=SubscriptionStatus.ENDED, ended_at=at)
        note(ConsentEvent.WITHDRAWN, subscription, channel=channel, at=at)
    return subscription


@transaction.atomic
def end_all(handle: str, *, at: datetime, channel: Channel = Channel.MAIL_LINK) -> int:
    """Stop following everything that this handle's address follows; say how many lists that were.

    :raises NotPossible: nobody has this handle any more.
    """
    going_on = held(handle).subscriber.subscriptions.exclude(status=SubscriptionStatus.ENDED)
    handles = list(going_on.order_by("pk").values_list("handle", flat=True))
    for each in handles:
        end(each, at=at, channel=channel)
    return len(handles)


@transaction.atomic
def end_after_complaint(message: Message, cause: Cause, at: datetime) -> None:
    """Stop everything that an address follows whose reader called our mail unwanted.

    Where mail only came back, what is followed stays: lists leave the address alone for now.
    """
    if cause is Cause.COMPLAINED:
        stop(email_addresses.key_of(message.to), at=at)


@transaction.atomic
def stop(address_key: str, *, at: datetime, channel: Channel = Channel.BOUNCE) -> int:
    """Stop writing to an address that takes no mail; say from how many lists it went.

    It is no wish of its reader's: whoever has a mailbox there again may ask to follow again.
    """
    theirs = Subscription.objects.select_related("subscriber", "interest_list")
    going_on = theirs.filter(subscriber__address_key=address_key).exclude(
        status=SubscriptionStatus.ENDED
    )
    stopped = list(going_on.select_for_update(of=("self",)).order_by("pk"))
    for subscription in stopped:
        move(subscription, to=SubscriptionStatus.ENDED, ended_at=at)
        note(ConsentEvent.STOPPED, subscription, channel=channel, at=at)
    return len(stopped)


@transaction.atomic
def erase(handle: str, *, at: datetime, channel: Channel = Channel.MAIL_LINK) -> None:
    """Forget the address of this handle: nothing keeps it, and mail not yet sent is dropped.

    The proof of consent stays, under a keyed digest from which the address cannot be read.

    :raises NotPossible: nobody has this handle any more.
    """
    erase_subscriber(held(handle).subscriber, at=at, channel=channel)


@transaction.atomic
def erase_address(address_key: str, *, at: datetime, channel: Channel) -> bool:
    """Forget an address by its keyed digest, if it follows something; tell whether it did."""
    subscriber = Subscriber.objects.filter(address_key=address_key).first()
    if subscriber is not None:
        erase_subscriber(subscriber, at=at, channel=channel)
    return subscriber is not None


@transaction.atomic
def silence(address_key: str, *, at: datetime) -> None:
    """Never write to an address again, whoever types it in, and forget it."""
    _row, is_new = Silence.objects.get_or_create(address_key=address_key, defaults={"since": at})
    erase_address(address_key, at=at, channel=Channel.MAIL_LINK)
    if is_new:
        me = f"subscriber:{address_key[:16]}"
        record("mailings.silenced", me, by=me, at=at)


@transaction.atomic
def unsilence(address_key: str, *, at: datetime) -> None:
    """Let an address be written to again when somebody asks to follow with it."""
    if Silence.objects.filter(address_key=address_key).delete()[0]:
        me = f"subscriber:{address_key[:16]}"
        record("mailings.silence_lifted", me, by=me, at=at)


def erase_subscriber(subscriber: Subscriber, *, at: datetime, channel: Channel) -> None:
    """Delete an address everywhere, within the caller's transaction."""
    me = who(subscriber)
    subscriptions = subscriber.subscriptions.select_related("subscriber", "interest_list")
    for subscription in subscriptions.order_by("pk"):
        note(ConsentEvent.ERASED, subscription, channel=channel, at=at)
    forget_address(email_addresses.for_sending(subscriber.address), at=at)
    subscriber.delete()
    audit.erase(of=me, at=at)
    record("mailings.forgotten", me, by=me, at=at, channel=str(channel))
