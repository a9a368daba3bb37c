"""What every act of a follower leaves behind: a consent row and an audit entry, without address."""

from datetime import datetime

from django.db.models import Model
from django.utils import translation

from samspill.audit.actions import record
from samspill.mailings.choices import Channel, ConsentEvent, consent_version
from samspill.mailings.models import Consent, Subscriber, Subscription


def who(subscriber: Subscriber) -> str:
    """Name a subscriber in the audit trail."""
    return f"subscriber:{subscriber.address_key[:16]}"


def writer(by: object) -> str:
    """Refer to who writes as the audit trail does: by a key that outlives the name."""
    return f"{by._meta.model_name}:{by.pk}" if isinstance(by, Model) else str(by)


def note(
    event: ConsentEvent,
    subscription: Subscription,
    *,
    channel: Channel,
    at: datetime,
    wording: str = "",
    language: str = "",
    basis: str = "",
) -> None:
    """Keep the proof of what happened to a consent, and an entry in the audit trail.

    The wording is what the form shows in the language, which is the subscriber's if none is given.
    What rests on an older list, by the ``basis`` that was told, was agreed to in words that we do
    not know: none are claimed.
    """
    interest_list, subscriber = subscription.interest_list, subscription.subscriber
    language = language or subscriber.language
    with translation.override(language):
        shown = wording or interest_list.consent
    Consent.objects.create(
        address_key=subscriber.address_key,
        list_key=interest_list.key,
        event=event,
        wording="" if basis else shown,
        wording_version="" if basis else consent_version(interest_list.key),
        language=language,
        channel=channel,
        controller=interest_list.controller,
        basis=basis,
        at=at,
    )
    record(f"mailings.{event}", interest_list, by=who(subscriber), at=at, channel=str(channel))
