"""What pages, mails and other apps ask about interest lists."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy

from samspill.core.email_addresses import for_sending
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.mailings.choices import (
    Channel,
    ConsentEvent,
    HappeningKind,
    LinkState,
    SubscriptionStatus,
)
from samspill.mailings.models import (
    ConfirmationToken,
    Consent,
    InterestList,
    Silence,
    Subscriber,
    Subscription,
    Update,
)
from samspill.outbox.models import Message, Suppression

_ENDINGS = frozenset({ConsentEvent.WITHDRAWN, ConsentEvent.STOPPED, ConsentEvent.ERASED})
_OF_A_CONSENT = (
    "purpose",
    "list_key",
    "event",
    "wording",
    "wording_version",
    "language",
    "channel",
    "controller",
    "basis",
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


def waiting_beside(subscription: Subscription) -> list[Subscription]:
    """List what else the address of a subscription has asked to follow, and not confirmed."""
    theirs = subscriptions_of(subscription.subscriber)
    return [
        each
        for each in theirs
        if each.status == SubscriptionStatus.PENDING and each.pk != subscription.pk
    ]


def one_that_is_followed(subscriber: int) -> Subscription | None:
    """Find something that an address follows, by its key: its handle opens all its pages."""
    return (
        Subscription.objects.select_related("subscriber", "interest_list")
        .filter(subscriber=subscriber, status=SubscriptionStatus.CONFIRMED)
        .order_by("pk")
        .first()
    )


def those_that_are_followed(subscribers: Iterable[int]) -> dict[int, Subscription]:
    """Find the same for many addresses, by their keys."""
    theirs = Subscription.objects.filter(
        subscriber__in=list(subscribers), status=SubscriptionStatus.CONFIRMED
    )
    followed: dict[int, Subscription] = {}
    for each in theirs.select_related("interest_list").order_by("pk"):
        followed.setdefault(each.subscriber_id, each)
    return followed


def is_silenced(address_key: str) -> bool:
    """Tell whether an address has asked not to be written to."""
    return Silence.objects.filter(address_key=address_key).exists()


def has_left(address_key: str, list_key: str) -> bool:
    """Tell whether somebody has stopped following a list, by the proof that is kept of it."""
    events = Consent.objects.filter(address_key=address_key, list_key=list_key).exclude(
        event=ConsentEvent.ERASED, channel=Channel.RULE
    )
    newest = events.exclude(event=ConsentEvent.ASKED).order_by("-pk").first()
    if newest is not None and newest.event in _ENDINGS:
        return True
    return Subscription.objects.filter(
        subscriber__address_key=address_key,
        interest_list__key=list_key,
        status=SubscriptionStatus.ENDED,
    ).exists()


def followers(interest_list: InterestList) -> QuerySet[Subscription]:
    """Find the confirmed subscriptions of a list."""
    return interest_list.subscriptions.filter(status=SubscriptionStatus.CONFIRMED)


def followers_of(lists: Iterable[int]) -> QuerySet[Subscription]:
    """Find the confirmed subscriptions of some lists, by their keys."""
    return Subscription.objects.filter(
        interest_list__in=list(lists), status=SubscriptionStatus.CONFIRMED
    )


def count_followers(interest_list: InterestList, *more: int) -> dict[str, int]:
    """Count who follows a list, or one of more, by language; each reader once, nobody left out.

    Languages without anybody are left out.
    """
    return by_language(followers_of([interest_list.pk, *more]))


def is_unreached(address_key: str) -> Exists:
    """Ask of a row whether mail came back for good from its address, named by a field's path."""
    return Exists(Suppression.objects.filter(address_key=OuterRef(address_key)))


def count_unreached(interest_list: InterestList) -> int:
    """Count those who follow a list and are not written to, because mail does not reach them."""
    theirs = followers(interest_list)
    return theirs.filter(is_unreached("subscriber__address_key")).count()


def listed_followers(interest_list: InterestList) -> list[tuple[str, str, datetime | None, bool]]:
    """List those who follow: address, language, since when, and whether mail reaches them."""
    rows = followers(interest_list).annotate(is_reached=~is_unreached("subscriber__address_key"))
    return list(
        rows.order_by("confirmed_at", "pk").values_list(
            "subscriber__address", "subscriber__language", "confirmed_at", "is_reached"
        )
    )


def by_language(subscriptions: QuerySet[Subscription]) -> dict[str, int]:
    """Count who stands behind subscriptions, by language: each reader once."""
    rows = (
        subscriptions.values_list("subscriber__language")
        .annotate(many=Count("subscriber", distinct=True))
        .order_by("subscriber__language")
    )
    return dict(rows)


def list_or_new(
    owned: InterestList | None, *, key: str, title: Translated, controller: str
) -> InterestList:
    """Return the list of an owner, or one as it will be when somebody first asks to follow."""
    return owned or InterestList(key=key, title=title, controller=controller)


def list_of_kind(kind: HappeningKind, *, controller: str) -> InterestList:
    """Return the list of those who follow one kind of happening, or one as it will be."""
    found = InterestList.objects.filter(key=f"kind:{kind}").first()
    return list_or_new(found, key=f"kind:{kind}", title=_title_of(kind), controller=controller)


def lists_of_kind(kind: HappeningKind) -> list[int]:
    """Name the list of those who follow one kind of happening, if there is one, by its key."""
    return list(InterestList.objects.filter(key=f"kind:{kind}").values_list("pk", flat=True))


def _title_of(kind: HappeningKind) -> Translated:
    words = {
        HappeningKind.GATHERING: gettext_lazy("All gatherings"),
        HappeningKind.INITIATIVE: gettext_lazy("All new initiatives"),
        HappeningKind.ARTICLE: gettext_lazy("All articles"),
    }
    return Translated({code: said_in(code, lambda: str(words[kind])) for code in LANGUAGES})


def said_in(language: str, say: Callable[[], str]) -> str:
    """Say something in a language."""
    with translation.override(language):
        return say()


def drafts_of(interest_list: InterestList) -> list[Update]:
    """List the updates that have not been published, the one changed last first."""
    return list(interest_list.updates.filter(published_at=None).order_by("-changed_at", "-pk"))


def everything_about(subscriber: Subscriber) -> dict[str, Any]:
    """Gather all that is kept about an address, for the person behind it (GDPR article 20)."""
    return {
        "address": subscriber.address,
        "language": subscriber.language,
        "how_often": subscriber.rhythm,
        "paused_until": subscriber.paused_until_on,
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
        "mails": list(
            Message.objects.filter(
                to=for_sending(subscriber.address), letter__kind__startswith="mailings."
            )
            .order_by("pk")
            .values("letter__kind", "written_at", "sent_at", "bounced_at", "complained_at")
        ),
        "no_mail_since": list(
            Suppression.objects.filter(address_key=subscriber.address_key).values(
                "cause", "status", "suppressed_at"
            )
        ),
    }
