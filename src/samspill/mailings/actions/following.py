"""Ask to follow, and confirm by a button behind a link that only the address's reader gets."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from samspill.core import email_addresses
from samspill.core.errors import NotPossible
from samspill.core.languages import known
from samspill.core.limits import count
from samspill.mailings import emails, rules
from samspill.mailings.actions.lists import open_list
from samspill.mailings.actions.moves import held, move
from samspill.mailings.actions.trail import note, who
from samspill.mailings.choices import Channel, ConsentEvent, SubscriptionStatus
from samspill.mailings.models import (
    AskedMail,
    ConfirmationToken,
    InterestList,
    Subscriber,
    Subscription,
)
from samspill.mailings.queries import digest_of, find_link, is_silenced
from samspill.outbox.actions import write_again

#: How long the link of a confirmation mail works, and how long an unconfirmed address is kept.
TIME_TO_CONFIRM = timedelta(days=7)
#: Anybody can type in anybody's address, so its reader gets few mails for it.
PAUSE_BETWEEN_MAILS = timedelta(hours=1)
MOST_MAILS_A_DAY = 3


@transaction.atomic
def ask(
    interest_list: InterestList,
    *,
    address: str,
    language: str,
    at: datetime,
    channel: Channel = Channel.PAGE,
    wording: str = "",
) -> None:
    """Ask to follow a list; the address gets a mail with a link to confirm it.

    Whoever asks learns nothing of the address: for one that follows already, wants no mail or has
    just been written to, all looks the same. ``wording`` is the consent as it was shown, if it was
    not ``interest_list.consent`` in this language.

    :raises NotPossible: the list is closed, or this can be nobody's address.
    """
    rules.check_takes_followers(interest_list)
    address = email_addresses.clean(address)
    key = email_addresses.key_of(address)
    if is_silenced(key):
        return
    subscriber = hold_subscriber(address, key, language=known(language), at=at)
    subscription, is_new = asked_for(interest_list, subscriber, at=at)
    follows = subscription.status == SubscriptionStatus.CONFIRMED
    may_write = _may_write(key, at=at)
    if not follows and (is_new or may_write):
        shown = {"wording": wording, "language": known(language)}
        note(ConsentEvent.ASKED, subscription, channel=channel, at=at, **shown)
    if may_write:
        _write(subscription, follows=follows, at=at)


@transaction.atomic
def ask_of(
    owner: Model | None, interest_list: InterestList, *, address: str, language: str, at: datetime
) -> None:
    """Ask to follow what may not have a list yet: it is opened now, and its owner points to it.

    :raises NotPossible: the list is closed, or this can be nobody's address.
    """
    if interest_list.pk is None:
        email_addresses.clean(address)
        interest_list = open_list(interest_list.key, interest_list.title, interest_list.controller)
        if owner is not None:
            unlisted = type(owner)._default_manager.filter(pk=owner.pk, interest_list=None)
            unlisted.update(interest_list=interest_list)
    ask(interest_list, address=address, language=language, at=at)


def asked_for(
    interest_list: InterestList, subscriber: Subscriber, *, at: datetime
) -> tuple[Subscription, bool]:
    """Return the subscription, and whether it has just begun, for the first time or once more."""
    subscription, is_new = Subscription.objects.get_or_create(
        interest_list=interest_list,
        subscriber=subscriber,
        defaults={
            "status": SubscriptionStatus.PENDING,
            "handle": secrets.token_urlsafe(32),
            "asked_at": at,
        },
    )
    subscription.interest_list, subscription.subscriber = interest_list, subscriber
    if subscription.status == SubscriptionStatus.ENDED:
        move(subscription, to=SubscriptionStatus.PENDING, asked_at=at)
        is_new = True
    return subscription, is_new


def hold_subscriber(address: str, key: str, *, language: str, at: datetime) -> Subscriber:
    """Hold the subscriber; whoever follows nothing yet may be written to in another language."""
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
        address_key=key, defaults={"address": address, "language": language, "created_at": at}
    )
    follows = subscriber.subscriptions.filter(status=SubscriptionStatus.CONFIRMED)
    if not is_new and not follows.exists():
        subscriber.address, subscriber.language = address, language
        subscriber.save(update_fields=["address", "language"])
    return subscriber


def _may_write(key: str, *, at: datetime) -> bool:
    """Claim the right to write to an address now, however many ask at once."""
    _row, is_first = AskedMail.objects.get_or_create(address_key=key, defaults={"mailed_at": at})
    rested = AskedMail.objects.filter(address_key=key, mailed_at__lte=at - PAUSE_BETWEEN_MAILS)
    if not is_first and not rested.update(mailed_at=at):
        return False
    return count(f"mailings.ask:{key}", at=at, window=timedelta(days=1)) <= MOST_MAILS_A_DAY


def _write(subscription: Subscription, *, follows: bool, at: datetime) -> None:
    if follows:
        emails.follows_already(subscription, at=at)
        return
    emails.confirmation(subscription, new_secret(subscription, at=at), at=at)


def new_secret(subscription: Subscription, *, at: datetime) -> str:
    """Make the secret of a new link, with which begins a new week to use it in."""
    Subscription.objects.filter(pk=subscription.pk).update(asked_at=at)
    secret = secrets.token_urlsafe(32)
    ConfirmationToken.objects.create(
        digest=digest_of(secret),
        subscription=subscription,
        created_at=at,
        expires_at=at + TIME_TO_CONFIRM,
    )
    return secret


@transaction.atomic
def confirm(secret: str, *, at: datetime) -> Subscription:
    """Follow a list from now on, by the link of the confirmation mail.

    :raises NotPossible: the link has been used, is too old, has a newer one, or is unknown.
    """
    link = find_link(secret, at=at)
    rules.check_can_confirm(link)
    if not ConfirmationToken.objects.filter(digest=link.digest, used_at=None).update(used_at=at):
        raise NotPossible(_("This link has been used. You already follow this."))
    if link.subscription is None:  # an open link always has one
        raise NotPossible(_("We do not know this link. It may be incomplete or too old."))
    return _confirm(link.subscription, at=at)


@transaction.atomic
def confirm_pending(handle: str, *, at: datetime) -> Subscription:
    """Confirm from the preferences page, whose link only the address's reader has.

    Whoever asks for two lists within the hour gets one mail; this way the second is not lost.

    :raises NotPossible: it is not waiting for confirmation.
    """
    subscription = held(handle)
    if subscription.status != SubscriptionStatus.PENDING:
        raise NotPossible(_("This has been answered already."))
    return _confirm(subscription, at=at)


def _confirm(subscription: Subscription, *, at: datetime) -> Subscription:
    rules.check_takes_followers(subscription.interest_list)
    move(subscription, to=SubscriptionStatus.CONFIRMED, confirmed_at=at, ended_at=None)
    subscription.confirmation_tokens.filter(used_at=None).update(used_at=at)
    note(ConsentEvent.CONFIRMED, subscription, channel=Channel.MAIL_LINK, at=at)
    # A mail has just reached them: what came back before is over.
    write_again(subscription.subscriber.address, by=who(subscription.subscriber), at=at)
    emails.receipt(subscription, at=at)
    return subscription
