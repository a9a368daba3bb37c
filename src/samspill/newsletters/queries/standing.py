"""Whether a newsletter may still go at its moment, and which were held back then."""

from collections.abc import Iterable
from datetime import datetime

from samspill.mailings.queries import held_back
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries.content import Entry, key_of
from samspill.newsletters.queries.saying import said_by


def is_still_whole(newsletter: Newsletter, *, at: datetime) -> bool:
    """Tell whether everybody may still read all that a newsletter on its way has frozen.

    An article taken down in one of its languages is no longer whole.
    """
    programme = newsletter.programme
    if programme.published_at is None or programme.published_at > at:
        return False
    items = list(newsletter.items.order_by("number"))
    things = said_by(programme, [Entry.of(item) for item in items], at=at)
    return not any(
        said.is_gone or (said.kind is ItemKind.ARTICLE and set(item.title) - set(said.title))
        for item, said in zip(items, things, strict=True)
    )


def moments_held_back(newsletters: Iterable[Newsletter]) -> dict[int, datetime]:
    """Tell which drafts were held back by the site, and when, by their primary keys."""
    drafts = {key_of(each): each.pk for each in newsletters if each.published_at is None}
    return {drafts[key]: moment for key, moment in held_back(drafts).items()}
