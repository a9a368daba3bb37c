"""Mails to many: what happened, to each of those who follow, once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspill.core.email_addresses import for_sending
from samspill.core.translated import Translated
from samspill.mailings.choices import SubscriptionStatus
from samspill.mailings.emails.ways import FOLLOWED, own_links, reason, referred_to, ways_out
from samspill.mailings.models import Happening, Subscription, Update
from samspill.mailings.queries import followers_of, receivers_at_once
from samspill.outbox import actions as outbox
from samspill.outbox.kinds import LIST_UNSUBSCRIBE
from samspill.outbox.models import Letter, Message
from samspill.outbox.parts import Button, Mail, Paragraph, Prose

#: The kinds of these letters; ``samspill.worker`` wires in who decides about each.
UPDATE = "mailings.update"
HAPPENING = "mailings.happening"


def happening(news: Happening, *, languages: Iterable[str], at: datetime) -> Letter:
    """Freeze what tells of something new those who want to hear at once."""
    return outbox.freeze(
        HAPPENING,
        key=f"{HAPPENING}:{news.pk}",
        compose=lambda: compose_happening(news),
        languages=languages,
        headers={"List-Id": f"<{list_id(news.kind)}>"},
        at=at,
    )


def next_receivers(letter: Letter, after: int, many: int) -> Sequence[tuple[int, outbox.Receiver]]:
    """Tell who gets a letter next: those who followed when it happened, by their keys.

    Who follows several of the lists gets one copy, for the nearest. What has been recalled goes to
    nobody more.
    """
    news = Happening.objects.filter(letter=letter, recalled_at=None).first()
    if news is None:
        return []
    return [
        (
            pk,
            outbox.Receiver(
                to=for_sending(address), language=language, reference=f"subscription:{subscription}"
            ),
        )
        for pk, address, language, subscription in receivers_at_once(news, after=after, many=many)
    ]


def compose_update(
    news: Update, *, link: str | Promise, short_title: Translated | str, followed: str = ""
) -> Mail:
    """Write an update as a mail in the language that is active: also what its preview shows."""
    page = str(link)
    return Mail(
        subject=f"{short_title}: {news.title}",
        title=news.title,
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
        title=news.title,
        parts=[
            Paragraph(label),
            *([Paragraph(news.summary)] if news.summary else []),
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


def personal_in_happenings(messages: Sequence[Message]) -> Mapping[int, Mapping[str, str] | None]:
    """Do so for many copies at once, in three questions."""
    letters = {each.letter_id for each in messages}
    recalled = Happening.objects.filter(letter__in=letters).exclude(recalled_at=None)
    gone = set(recalled.values_list("letter_id", flat=True))
    decided = personal_in_updates([each for each in messages if each.letter_id not in gone])
    return {each.pk: decided.get(each.pk) for each in messages}


def _another(left: Subscription, message: Message) -> Subscription | None:
    lists = Happening.interest_lists.through.objects.filter(
        happening__letter=message.letter_id
    ).values_list("interestlist_id", flat=True)
    theirs = followers_of(lists).filter(subscriber=left.subscriber_id)
    return theirs.select_related("subscriber", "interest_list").order_by("pk").first()


def list_id(key: str) -> str:
    """Write a list's key as RFC 2919 wants it."""
    label = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    return f"{label}.lists.{settings.MAIL_DOMAIN}"
