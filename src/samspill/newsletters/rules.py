"""What must hold for newsletters. A check returns nothing or raises its reason."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from samspill.accounts.models import Reader
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.policy import allows
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import (
    COLUMNS,
    Content,
    Said,
    choosable,
    initiatives_of,
    themes_of,
)
from samspill.programmes.models import Programme
from samspill.programmes.queries import duties_of

MOST_ENTRIES = 30


def check_may(person: Reader, action: str, programme: Programme, *, at: datetime) -> None:
    """Those who write for a programme, or for one above it, decide about its newsletters."""
    if not allows(action, roles=duties_of(person, programme, at)):
        raise NotPermitted(_("Only those who write for this programme can do this."))


def check_content(content: Content, programme: Programme, *, at: datetime) -> None:
    """A newsletter has a title, and says nothing that its readers may not see."""
    if not content.title:
        raise NotPossible(_("Write a title."))
    if len(content.entries) > MOST_ENTRIES:
        raise NotPossible(_("At most 30 things stand in a newsletter. Take some out."))
    for number, entry in enumerate(content.entries, start=1):
        if entry.kind is ItemKind.SECTION and not (entry.title and entry.text):
            raise NotPossible(_("Number %(number)d is empty.") % {"number": number})
    for kind in COLUMNS:
        keys = set(content.keys(kind))
        open_to_all = choosable(kind, programme, at=at).filter(pk__in=keys)
        if keys - set(open_to_all.values_list("pk", flat=True)):
            raise NotPossible(_gone())
    _check_lists(content, programme, at=at)


def _check_lists(content: Content, programme: Programme, *, at: datetime) -> None:
    themes = set(themes_of(programme).values_list("pk", flat=True))
    initiatives = set(initiatives_of(programme, at=at).values_list("pk", flat=True))
    if content.themes - themes or content.initiatives - initiatives:
        raise NotPossible(_("Choose only themes and initiatives of this programme."))


def check_sendable(newsletter: Newsletter, things: Sequence[Said], *, at: datetime) -> None:
    """A newsletter is sent with something in it, all of which everybody may read."""
    programme = newsletter.programme
    if programme.published_at is None or programme.published_at > at:
        raise NotPossible(_("Publish the programme first: nobody can read the newsletter yet."))
    if not things:
        raise NotPossible(_("Put something into the newsletter before you send it."))
    if any(thing.is_gone for thing in things):
        raise NotPossible(_gone())


def _gone() -> str:
    return _(
        "Something in the newsletter can no longer be read by everybody. It is marked below: take"
        " it out."
    )
