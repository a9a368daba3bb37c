"""Digests: all that has happened since the last one, in one mail."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.core.email_addresses import for_sending
from samspill.mailings.emails.news import address_of_happening, list_id
from samspill.mailings.emails.ways import address_of, own_links
from samspill.mailings.models import Happening, Subscriber, Subscription
from samspill.mailings.queries import one_that_is_followed, those_that_are_followed
from samspill.outbox import actions as outbox
from samspill.outbox.kinds import LIST_UNSUBSCRIBE
from samspill.outbox.models import Letter, Message
from samspill.outbox.parts import Heading, Link, Mail, Paragraph, Part

#: The kind of these letters; ``samspill.worker`` wires in who decides about each.
DIGEST = "mailings.digest"
#: More would be cut by mail programs.
MOST_IN_A_DIGEST = 30


def digests(
    untold: Mapping[int, Sequence[int]],
    told_of: Mapping[int, Happening],
    readers: Iterable[Subscriber],
    *,
    at: datetime,
) -> int:
    """Write to each reader what they have not been told of; say how many copies were added.

    ``told_of`` has what may be told, by key: what is not in it is left out. Readers of one language
    with the same news share a letter. It is found again by what stands in it, so that nobody gets
    it twice.
    """
    theirs = {pk: tuple(each for each in news if each in told_of) for pk, news in untold.items()}
    wanted = sorted(
        (each.language, theirs[each.pk], each.pk, each.address)
        for each in readers
        if theirs.get(each.pk)
    )
    added = 0
    for (language, news), group in groupby(wanted, key=lambda row: row[:2]):
        receivers = [
            outbox.Receiver(
                to=for_sending(address), language=language, reference=f"subscriber:{pk}"
            )
            for _language, _news, pk, address in group
        ]
        happenings = [told_of[each] for each in reversed(news)]
        added += outbox.address_copies(_letter(language, happenings, at=at), receivers, at=at)
    return added


def _letter(language: str, happenings: Sequence[Happening], *, at: datetime) -> Letter:
    said = [[each.pk, dict(each.title), dict(each.summary)] for each in happenings]
    same = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:40]
    key = f"{DIGEST}:{language}:{same}"
    written = Letter.objects.filter(key=key).first()
    if written is not None:
        return written
    return outbox.freeze(
        DIGEST,
        key=key,
        compose=lambda: compose_digest(happenings),
        languages=[language],
        headers={"List-Id": f"<{list_id('digest')}>"},
        at=at,
    )


def compose_digest(happenings: Sequence[Happening]) -> Mail:
    """Write a digest in the language that is active, the newest first."""
    shown, rest = happenings[:MOST_IN_A_DIGEST], len(happenings) - MOST_IN_A_DIGEST
    parts = [part for each in shown for part in _told(each)]
    if rest > 0:
        parts.append(
            Paragraph(
                ngettext(
                    "%(count)d older piece of news stands on the site.",
                    "%(count)d older pieces of news stand on the site.",
                    rest,
                )
                % {"count": rest}
            )
        )
    return Mail(
        subject=_subject(happenings),
        title=_("What is new in what you follow"),
        parts=parts,
        reason=_("You get this e-mail because you have asked for all your news in one e-mail."),
        links=[
            Link(_("Stop following everything"), "%%unsubscribe%%"),
            Link(_("Choose how often, pause, or see what you follow"), "%%preferences%%"),
        ],
    )


def _subject(happenings: Sequence[Happening]) -> str:
    first, more = str(happenings[0].title), len(happenings) - 1
    if not more:
        return first
    return ngettext(
        "%(title)s, and %(count)d more piece of news",
        "%(title)s, and %(count)d more pieces of news",
        more,
    ) % {"title": first, "count": more}


def _told(news: Happening) -> list[Part]:
    day = formats.date_format(localtime(news.happened_at).date(), "DATE_FORMAT")
    return [
        Heading(news.title),
        Paragraph(f"{news.get_kind_display()} · {day}"),
        *([Paragraph(news.summary)] if news.summary else []),
        Link(_("Read about it on the site"), address_of_happening(news)),
    ]


def personal_in_digest(message: Message) -> Mapping[str, str] | None:
    """Fill in a reader's own links, unless they follow nothing any more."""
    return _personal(message, one_that_is_followed(_reader(message)))


def personal_in_digests(messages: Sequence[Message]) -> Mapping[int, Mapping[str, str] | None]:
    """Do so for many copies at once, in two questions."""
    followed = those_that_are_followed([_reader(each) for each in messages])
    return {each.pk: _personal(each, followed.get(_reader(each))) for each in messages}


def _reader(message: Message) -> int:
    return int(message.reference.removeprefix("subscriber:") or 0)


def _personal(message: Message, subscription: Subscription | None) -> Mapping[str, str] | None:
    if subscription is None:
        return None
    links = own_links(subscription, message.language)
    everything = address_of("mailings:unsubscribe_all", subscription.handle, message.language)
    return {**links, "unsubscribe": everything, LIST_UNSUBSCRIBE: everything}
