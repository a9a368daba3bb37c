"""What every act of a follower leaves behind: a consent row and an audit entry, without address."""

from datetime import datetime

from django.utils import translation

from samspill.audit.actions import record
from samspill.mailings.choices import WORDING_VERSION, Channel, ConsentEvent, consent_wording
from samspill.mailings.models import Consent, Subscriber, Subscription


def who(subscriber: Subscriber) -> str:
    """Name a subscriber in the audit trail."""
    return f"subscriber:{subscriber.address_key[:16]}"


def note(
    event: ConsentEvent,
    subscription: Subscription,
    *,
    channel: Channel,
    at: datetime,
    wording: str = "",
) -> None:
    """Keep the proof of what happened to a consent, and an entry in the audit trail."""
    interest_list, subscriber = subscription.interest_list, subscription.subscriber
    Consent.objects.create(
        address_key=subscriber.address_key,
        list_key=interest_list.key,
        event=event,
        wording=wording or wording_for(subscription),
        wording_version=WORDING_VERSION,
        language=subscriber.language,
        channel=channel,
        controller=interest_list.controller,
        at=at,
    )
    record(f"mailings.{event}", interest_list, by=who(subscriber), at=at, channel=str(channel))


def wording_for(subscription: Subscription) -> str:
    """Write the consent as the form shows it to readers of the subscriber's language."""
    with translation.override(subscription.subscriber.language):
        interest_list = subscription.interest_list
        return consent_wording(str(interest_list.title), interest_list.controller)
