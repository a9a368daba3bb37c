"""Mails to many: what happened, to each of those who follow, once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspill.core.email_addresses import for_sending
from samspill.core.translated import Translated
from samspill.mailings.choices import SubscriptionStatus
from samspill.mailings.emails.ways import FOLLOWED, own_links, reason, referred_to, ways_out
from samspill.mailings.models import Happening, Subscription, Update
from samspill.mailings.queries import count_told_at_once, followers_of, told_at_once
from samspill.outbox import actions as outbox
from samspill.outbox.kinds import LIST_UNSUBSCRIBE
from samspill.outbox.models import Letter, Message
from samspill.outbox.parts import Button, Mail, Paragraph, Prose

#: The kinds of these letters; ``samspill.worker`` wires in who decides about each.
UPDATE = "mailings.update"
HAPPENING = "mailings.happening"


def update(
    news: Update,
    *,
    lists: Sequence[int],
    link: str | Promise,
    short_title: Translated | str,
    reply_to: str,
    at: datetime,
) -> tuple[Letter | None, int]:
    """Freeze an update in the languages of its readers and address a copy to each of them.

    Who follows several of the lists gets one copy, for the list that stands first.
    """
    return _to_lists(
        UPDATE,
        key=f"{UPDATE}:{news.pk}",
        compose=lambda: compose_update(news, link=link, short_title=short_title, followed=FOLLOWED),
        lists=lists,
        headers={
            "List-Id": f"<{list_id(news.interest_list.key)}>",
            **({"Reply-To": reply_to} if reply_to else {}),
        },
        at=at,
    )


def happening(news: Happening, *, lists: Sequence[int], at: datetime) -> tuple[Letter | None, int]:
    """Tell of something new those who want to hear at once: one copy to each reader."""
    return _to_lists(
        HAPPENING,
        key=f"{HAPPENING}:{news.pk}",
        compose=lambda: compose_happening(news),
        lists=lists,
        headers={"List-Id": f"<{list_id(news.kind)}>"},
        at=at,
    )


def compose_update(
    news: Update, *, link: str | Promise, short_title: Translated | str, followed: str = ""
) -> Mail:
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
        reason=reason(followed or str(news.interest_list.title)),
        links=ways_out(),
    )


def compose_happening(news: Happening) -> Mail:
    """Tell of something new in the language that is active."""
    label = news.get_kind_display()
    return Mail(
        subject=f"{label}: {news.title}",
        title=str(news.title),
        parts=[
            Paragraph(label),
            *([Paragraph(str(news.summary))] if news.summary else []),
            Button(_("Read more on the site"), address_of_happening(news)),
        ],
        reason=reason(FOLLOWED),
        links=ways_out(),
    )


def address_of_happening(news: Happening) -> str:
    """Write the whole address of what happened, in the language that is active."""
    page = str(news.paths)
    return f"{settings.SITE_URL}{page}" if page.startswith("/") else page


def personal_in_update(message: Message) -> Mapping[str, str] | None:
    """Fill in a reader's own links when their copy is sent; nobody who has left gets one.

    Who has left one list and still follows another that the letter went to gets it for that one.
    """
    return _personal(message, referred_to(message))


def personal_in_updates(messages: Sequence[Message]) -> Mapping[int, Mapping[str, str] | None]:
    """Do so for many copies at once, in two questions."""
    keys = {each.pk: int(each.reference.removeprefix("subscription:") or 0) for each in messages}
    known = Subscription.objects.prefetch_related("interest_list").in_bulk(set(keys.values()))
    return {each.pk: _personal(each, known.get(keys[each.pk])) for each in messages}


def _personal(message: Message, subscription: Subscription | None) -> Mapping[str, str] | None:
    if subscription is None:
        return None
    if subscription.status != SubscriptionStatus.CONFIRMED:
        subscription = _another(subscription, message)
    if subscription is None:
        return None
    links = own_links(subscription, message.language)
    return {**links, LIST_UNSUBSCRIBE: links["unsubscribe"]}


def personal_in_happening(message: Message) -> Mapping[str, str] | None:
    """Do the same for other news, unless it has been recalled since."""
    if Happening.objects.filter(letter=message.letter_id).exclude(recalled_at=None).exists():
        return None
    return personal_in_update(message)


def _another(left: Subscription, message: Message) -> Subscription | None:
    lists = Happening.interest_lists.through.objects.filter(
        happening__letter=message.letter_id
    ).values_list("interestlist_id", flat=True)
    theirs = followers_of(lists).filter(subscriber=left.subscriber_id)
    return theirs.select_related("subscriber", "interest_list").order_by("pk").first()


def _to_lists(
    kind: str,
    *,
    key: str,
    compose: Callable[[], Mail],
    lists: Sequence[int],
    headers: Mapping[str, str],
    at: datetime,
) -> tuple[Letter | None, int]:
    languages = list(count_told_at_once(lists))
    if not languages:
        return None, 0
    letter = outbox.freeze(
        kind, key=key, compose=compose, languages=languages, at=at, headers=headers
    )
    return letter, outbox.address_copies(letter, _receivers(lists), at=at)


def _receivers(lists: Sequence[int]) -> Iterator[outbox.Receiver]:
    place = {pk: number for number, pk in enumerate(lists)}
    rows = (
        told_at_once(lists)
        .order_by("subscriber_id", "pk")
        .values_list(
            "subscriber_id", "interest_list_id", "pk", "subscriber__address", "subscriber__language"
        )
    )
    for _reader, theirs in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[0]):
        _same, _list, pk, address, language = min(theirs, key=lambda row: place[row[1]])
        yield outbox.Receiver(
            to=for_sending(address), language=language, reference=f"subscription:{pk}"
        )


def list_id(key: str) -> str:
    """Write a list's key as RFC 2919 wants it."""
    label = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    return f"{label}.lists.{settings.MAIL_DOMAIN}"
