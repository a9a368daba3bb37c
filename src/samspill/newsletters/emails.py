"""The mails of newsletters."""

from collections.abc import Sequence
from datetime import datetime
from textwrap import shorten

from django.conf import settings
from django.urls import reverse_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.core import prose
from samspill.core.languages import LANGUAGES, known
from samspill.core.translated import Translated
from samspill.mailings.actions import send_to_lists
from samspill.mailings.choices import HappeningKind
from samspill.mailings.emails.news import list_id
from samspill.mailings.emails.ways import FOLLOWED, reason, ways_out
from samspill.mailings.models import Sending
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import Said, key_of, lists_of, reply_to
from samspill.outbox.parts import Button, Item, Mail, Part, Prose

#: The kind of its letters; ``samspill.worker`` wires in who decides about each.
NEWSLETTER = "newsletters.newsletter"


def compose_newsletter(
    newsletter: Newsletter, things: Sequence[Said], *, followed: str = ""
) -> Mail:
    """Write a newsletter as a mail in the language that is active: also what its preview shows."""
    return Mail(
        subject=str(newsletter.title),
        title=newsletter.title,
        kicker=newsletter.programme.title,
        short=_one_line(newsletter.lead),
        parts=[
            *([Prose(newsletter.lead)] if newsletter.lead else []),
            *(part for thing in things for part in _parts(thing)),
            Button(_("Read the newsletter on the site"), _whole(newsletter.get_absolute_url())),
        ],
        reason=reason(followed or str(newsletter.programme.title)),
        links=ways_out(),
    )


def _parts(thing: Said) -> list[Part]:
    if thing.is_section:
        return [Item(title=thing.title), Prose(thing.text, level=3)]
    path = str(thing.paths)
    return [
        Item(
            title=thing.title,
            url=_whole(path) if path else "",
            note=str(thing.note),
            text=thing.text,
        )
    ]


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _one_line(lead: Translated) -> str:
    words = lead.wording(known(get_language() or "nb")).text
    return shorten(prose.excerpt(words), 140, placeholder=" …")


def newsletter(
    news: Newsletter,
    things: Sequence[Said],
    *,
    goes_at: datetime | None,
    by: Person,
    at: datetime,
) -> Sending:
    """Freeze a newsletter in every language, on its way to those who follow.

    :raises TooLong: it is longer than mail programs show.
    """
    return send_to_lists(
        NEWSLETTER,
        key=key_of(news),
        tells=HappeningKind.NEWSLETTER,
        lists=lists_of(news),
        compose=lambda: compose_newsletter(news, things, followed=FOLLOWED),
        headers={"List-Id": f"<{list_id(f'newsletters {news.programme.slug}')}>"},
        reply_to=reply_to(news.programme, at=at),
        goes_at=goes_at,
        by=by,
        at=at,
        title=news.title,
        summary=summary(news, things),
        link=reverse_lazy("newsletters:newsletter", args=[news.programme.slug, news.pk]),
    )


def summary(news: Newsletter, things: Sequence[Said]) -> Translated:
    """Say in a digest how the newsletter begins, or name what stands in it and is shown."""
    if news.lead:
        return Translated({code: prose.excerpt(text) for code, text in news.lead.items()})
    titles = [thing.title for thing in things if not thing.is_gone]
    return Translated(
        {code: " · ".join(title.wording(code).text for title in titles) for code in LANGUAGES}
        if titles
        else {}
    )
