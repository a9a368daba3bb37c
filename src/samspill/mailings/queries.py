"""What pages, mails and other apps ask about interest lists."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from samspill.mailings.choices import LinkState, SubscriptionStatus
from samspill.mailings.models import (
    ConfirmationToken,
    Consent,
    InterestList,
    Silence,
    Subscriber,
    Subscription,
    Update,
)

_OF_A_CONSENT = (
    "list_key",
    "event",
    "wording",
    "wording_version",
    "language",
    "channel",
    "controller",
    "at",
)


@dataclass(frozen=True, kw_only=True)
class Link:
    """The link of a confirmation mail, as it stands when it is opened."""

    state: LinkState
    subscription: Subscription | None = None
    digest: str = ""


def digest_of(secret: str) -> str:
    """Return what is kept of the secret in a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_link(secret: str, *, at: datetime) -> Link:
    """Tell what the link of a confirmation mail is good for."""
    token = (
        ConfirmationToken.objects.select_related(
            "subscription__subscriber", "subscription__interest_list"
        )
        .filter(digest=digest_of(secret))
        .first()
    )
    if token is None:
        return Link(state=LinkState.UNKNOWN)
    return Link(state=_state(token, at), subscription=token.subscription, digest=token.digest)


def _state(token: ConfirmationToken, at: datetime) -> LinkState:
    status = token.subscription.status
    if status == SubscriptionStatus.CONFIRMED:
        return LinkState.FOLLOWS
    if token.subscription.confirmation_tokens.filter(pk__gt=token.pk).exists():
        return LinkState.SUPERSEDED
    if token.used_at or status == SubscriptionStatus.ENDED:
        return LinkState.LEFT
    return LinkState.OPEN if at < token.expires_at else LinkState.EXPIRED


def find_subscription(handle: str) -> Subscription | None:
    """Find the subscription whose link somebody holds."""
    return (
        Subscription.objects.select_related("subscriber", "interest_list")
        .filter(handle=handle)
        .first()
    )


def subscriptions_of(subscriber: Subscriber) -> list[Subscription]:
    """List what an address follows, or has asked to follow and not confirmed."""
    return list(
        subscriber.subscriptions.select_related("interest_list")
        .exclude(status=SubscriptionStatus.ENDED)
        .order_by("asked_at", "pk")
    )


def is_silenced(address_key: str) -> bool:
    """Tell whether an address has asked not to be written to."""
    return Silence.objects.filter(address_key=address_key).exists()


def followers(interest_list: InterestList) -> QuerySet[Subscription]:
    """Find the confirmed subscriptions of a list."""
    return interest_list.subscriptions.filter(status=SubscriptionStatus.CONFIRMED)


def count_followers(interest_list: InterestList) -> dict[str, int]:
    """Count who would get an update now, by language; languages without anybody are left out."""
    rows = (
        followers(interest_list)
        .values_list("subscriber__language")
        .annotate(many=Count("pk"))
        .order_by("subscriber__language")
    )
    return dict(rows)


def drafts_of(interest_list: InterestList) -> list[Update]:
    """List the updates that have not been published, the one changed last first."""
    return list(interest_list.updates.filter(published_at=None).order_by("-changed_at", "-pk"))


def everything_about(subscriber: Subscriber) -> dict[str, Any]:
    """Gather all that is kept about an address, for the person behind it (GDPR article 20)."""
    return {
        "address": subscriber.address,
        "language": subscriber.language,
        "known_since": subscriber.created_at,
        "follows": [
            {
                "list": each.interest_list.key,
                "title": str(each.interest_list.title),
                "controller": each.interest_list.controller,
                "status": each.status,
                "asked_at": each.asked_at,
                "confirmed_at": each.confirmed_at,
                "ended_at": each.ended_at,
            }
            for each in subscriber.subscriptions.select_related("interest_list").order_by("pk")
        ],
        "consents": list(
            Consent.objects.filter(address_key=subscriber.address_key)
            .order_by("at", "pk")
            .values(*_OF_A_CONSENT)
        ),
    }
