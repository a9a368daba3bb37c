"""The e-mails of interest lists: one function each."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspill.core.email_addresses import for_sending
from samspill.core.translated import Translated
from samspill.mailings.choices import SubscriptionStatus
from samspill.mailings.models import Subscription, Update
from samspill.mailings.queries import count_followers, digest_of, followers, is_silenced
from samspill.outbox import actions as outbox
from samspill.outbox.kinds import LIST_UNSUBSCRIBE
from samspill.outbox.models import Letter, Message
from samspill.outbox.parts import Button, Link, Mail, Paragraph, Prose

#: The kinds that this app's letters have; ``samspill.worker`` wires in who decides about each.
TO_ONE = "mailings.to_one"
UPDATE = "mailings.update"

SILENCE_SALT = "mailings.silence"


def confirmation(subscription: Subscription, secret: str, *, at: datetime) -> None:
    """Ask the address's reader whether they want to follow: only the button on the page counts."""
    title = subscription.interest_list.title

    def compose() -> Mail:
        return Mail(
            subject=_("Confirm that you want to follow %(title)s") % {"title": title},
            parts=[
                Paragraph(
                    _("Somebody, probably you, has asked for news about “%(title)s” by e-mail.")
                    % {"title": title}
                ),
                Paragraph(
                    _("Open the page below within seven days and press the button there to follow.")
                ),
                Button(_("Open the page to confirm"), "%%confirm%%"),
                Paragraph(_("If it was not you, do nothing: you will not be written to.")),
            ],
            reason=_("You get this e-mail because your address was written in a form on our site."),
            links=[Link(_("Do not write to me again"), "%%silence%%")],
        )

    silence = Signer(salt=SILENCE_SALT).sign(subscription.subscriber.address_key)
    with translation.override(subscription.subscriber.language):
        personal = {
            "confirm": _address("mailings:confirm", secret),
            "silence": _address("mailings:silence", silence),
        }
    key = f"mailings.confirmation:{digest_of(secret)[:40]}"
    _post(key, subscription, compose, personal=personal, at=at)


def follows_already(subscription: Subscription, *, at: datetime) -> None:
    """Tell whoever asks again that they follow already: the page must not."""
    title = subscription.interest_list.title

    def compose() -> Mail:
        return Mail(
            subject=_("You already follow %(title)s") % {"title": title},
            parts=[
                Paragraph(
                    _(
                        "Somebody, probably you, has asked for news about “%(title)s”. You"
                        " follow it already, so there is nothing more to do."
                    )
                    % {"title": title}
                )
            ],
            reason=_reason(str(title)),
            links=_ways_out(),
        )

    _post(f"mailings.follows:{subscription.pk}:{at:%Y%m%d%H%M%S%f}", subscription, compose, at=at)


def receipt(subscription: Subscription, *, at: datetime) -> None:
    """Confirm that somebody follows, and say how to stop."""
    interest_list = subscription.interest_list

    def compose() -> Mail:
        return Mail(
            subject=_("You follow %(title)s") % {"title": interest_list.title},
            parts=[
                Paragraph(
                    _("You now follow “%(title)s”. We write when there is news, and only then.")
                    % {"title": interest_list.title}
                ),
                Paragraph(
                    _("You can stop whenever you like: there is a link at the end of every e-mail.")
                ),
                Paragraph(
                    _("%(controller)s is responsible for your address and uses it for this only.")
                    % {"controller": interest_list.controller}
                ),
            ],
            reason=_reason(str(interest_list.title)),
            links=_ways_out(),
        )

    _post(f"mailings.receipt:{subscription.pk}:{at:%Y%m%d%H%M%S%f}", subscription, compose, at=at)


def update(
    news: Update,
    *,
    link: str | Promise,
    short_title: Translated | str,
    reply_to: str,
    at: datetime,
) -> tuple[Letter | None, int]:
    """Freeze an update in the languages of its readers and address a copy to each of them."""
    languages = list(count_followers(news.interest_list))
    if not languages:
        return None, 0
    letter = outbox.freeze(
        UPDATE,
        key=f"{UPDATE}:{news.pk}",
        compose=lambda: compose_update(news, link=link, short_title=short_title),
        languages=languages,
        at=at,
        headers={
            "List-Id": f"<{_list_id(news.interest_list.key)}>",
            **({"Reply-To": reply_to} if reply_to else {}),
        },
    )
    return letter, outbox.address_copies(letter, _receivers(news), at=at)


def compose_update(news: Update, *, link: str | Promise, short_title: Translated | str) -> Mail:
    """Write an update as a mail in the language that is active: also what its preview shows."""
    page = str(link)
    return Mail(
        subject=f"{short_title}: {news.title}",
        title=str(news.title),
        parts=[
            Prose(news.body),
            Button(
                _("Read the update on the site"),
                f"{settings.SITE_URL}{page}" if page.startswith("/") else page,
            ),
        ],
        reason=_reason(str(news.interest_list.title)),
        links=_ways_out(),
    )


def personal_in_update(message: Message) -> Mapping[str, str] | None:
    """Fill in a reader's own links when their copy is sent; nobody who has left gets one."""
    subscription = _referred_to(message)
    if subscription is None or subscription.status != SubscriptionStatus.CONFIRMED:
        return None
    links = _own_links(subscription, message.language)
    return {**links, LIST_UNSUBSCRIBE: links["unsubscribe"]}


def personal_to_one(message: Message) -> Mapping[str, str] | None:
    """Fill in the links of a mail to one, unless its reader has been silenced or erased since."""
    subscription = _referred_to(message)
    if subscription is None or is_silenced(subscription.subscriber.address_key):
        return None
    return _own_links(subscription, message.language)


def _own_links(subscription: Subscription, language: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "unsubscribe": _address("mailings:unsubscribe", subscription.handle),
            "preferences": _address("mailings:preferences", subscription.handle),
        }


def _referred_to(message: Message) -> Subscription | None:
    pk = message.reference.removeprefix("subscription:")
    return Subscription.objects.select_related("subscriber").filter(pk=int(pk or 0)).first()


def _receivers(news: Update) -> Iterator[outbox.Receiver]:
    rows = (
        followers(news.interest_list)
        .order_by("pk")
        .values_list("pk", "subscriber__address", "subscriber__language")
    )
    for pk, address, language in rows.iterator(chunk_size=2000):
        yield outbox.Receiver(
            to=for_sending(address), language=language, reference=f"subscription:{pk}"
        )


def _post(
    key: str,
    subscription: Subscription,
    compose: Callable[[], Mail],
    *,
    at: datetime,
    personal: Mapping[str, str] | None = None,
) -> None:
    """Write to the subscriber. What is secret is personal: it is forgotten once it is sent."""
    outbox.post(
        TO_ONE,
        key=key,
        to=for_sending(subscription.subscriber.address),
        language=subscription.subscriber.language,
        compose=compose,
        at=at,
        reference=f"subscription:{subscription.pk}",
        personal=personal,
    )


def _reason(title: str) -> str:
    return _("You get this e-mail because you follow “%(title)s”.") % {"title": title}


def _ways_out() -> list[Link]:
    return [
        Link(_("Stop following"), "%%unsubscribe%%"),
        Link(_("Change language or see what you follow"), "%%preferences%%"),
    ]


def _address(name: str, secret: str) -> str:
    """Write the whole address of a page, in the language that is active."""
    return f"{settings.SITE_URL}{reverse(name, args=[secret])}"


def _list_id(key: str) -> str:
    """Write a list's key as RFC 2919 wants it."""
    label = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    return f"{label}.lists.{settings.MAIL_DOMAIN}"
