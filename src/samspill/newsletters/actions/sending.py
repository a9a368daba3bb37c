"""Send a newsletter: to oneself for a test, and to those who follow; and take it back in time."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings import actions as mailings
from samspill.mailings.actions.telling import shortened
from samspill.mailings.models import Happening, Sending
from samspill.mailings.queries import standing
from samspill.newsletters import emails, rules
from samspill.newsletters.actions.writing import drafts, why_not
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.findable import put_newsletter
from samspill.newsletters.models import Item, Newsletter
from samspill.newsletters.queries import Said, is_still_whole, key_of, pk_of, reply_to, said_in
from samspill.outbox.rendering import TooLong

#: Who holds newsletters back, in the trail.
WORKER = "worker"


@transaction.atomic
def send(
    newsletter: Newsletter,
    *,
    revision: int,
    goes_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Let a newsletter go to those who follow: a minute from now, or at a moment to come.

    What is sent is what the person has seen. All that it says is frozen now, in every language; it
    is shown on the site from the moment at which it goes.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it is empty, too long, on its way already, says what not everybody may
        read, or somebody else has changed it meanwhile; or the moment has passed.
    """
    rules.check_may(by, "newsletters.send", newsletter.programme, at=at)
    things = said_in(newsletter, at=at)
    rules.check_sendable(newsletter, things, at=at)
    try:
        sending = emails.newsletter(newsletter, things, goes_at=goes_at, by=by, at=at)
    except TooLong as error:
        raise NotPossible(_too_long()) from error
    if not drafts(newsletter, revision).update(published_at=sending.goes_at):
        raise NotPossible(why_not(newsletter, _changed_meanwhile()))
    newsletter.refresh_from_db()
    _freeze(newsletter, things)
    put_newsletter(newsletter, at=at)
    record("newsletters.sent", newsletter, by=by, at=at, published_at=(None, sending.goes_at))


def _freeze(newsletter: Newsletter, things: list[Said]) -> None:
    """Keep what the things say, as it is shown from now on."""
    items = list(newsletter.items.order_by("number"))
    for item, said in zip(items, things, strict=True):
        item.title, item.text, item.note, item.paths = said.title, said.text, said.note, said.paths
    Item.objects.bulk_update(items, ["title", "text", "note", "paths"])


def _thaw(newsletter: Newsletter) -> None:
    """Let what has been chosen say itself again."""
    chosen = newsletter.items.exclude(kind=ItemKind.SECTION)
    empty = Translated()
    chosen.update(title=empty, text=empty, note=empty, paths=empty)


@transaction.atomic
def recall(newsletter: Newsletter, *, by: Person, at: datetime) -> None:
    """Take a newsletter back before it goes; it is a draft again, with all that was in it.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it has gone, or was not on its way.
    """
    rules.check_may(by, "newsletters.send", newsletter.programme, at=at)
    sending = standing(key_of(newsletter))
    if sending is None:
        raise NotPossible(_("This newsletter is a draft: there is nothing to stop."))
    mailings.recall_sending(sending, by=by, at=at)
    was = newsletter.published_at
    _draft_again(newsletter, at=at)
    record("newsletters.recalled", newsletter, by=by, at=at, published_at=(was, None))


@transaction.atomic
def look_once_more(sending: Sending, at: datetime) -> bool:
    """Tell, when its moment has come, whether a newsletter may go; if not, it is a draft again.

    What was taken down or cancelled after somebody decided is sent to nobody.
    """
    newsletter = Newsletter.objects.select_related("programme").get(pk=pk_of(sending.key))
    if is_still_whole(newsletter, at=at):
        return True
    was = newsletter.published_at
    _draft_again(newsletter, at=at)
    record("newsletters.held_back", newsletter, by=WORKER, at=at, published_at=(was, None))
    return False


def retell(happenings: Sequence[Happening], at: datetime) -> list[Happening]:
    """Let digests tell of newsletters no more than their pages show; of those hidden, nothing."""
    shown = Newsletter.objects.visible_to(AnonymousUser(), at=at)
    sent = shown.select_related("programme").in_bulk([pk_of(each.key) for each in happenings])
    told = [(each, sent[pk_of(each.key)]) for each in happenings if pk_of(each.key) in sent]
    for each, newsletter in told:
        each.summary = shortened(emails.summary(newsletter, said_in(newsletter, at=at)))
    return [each for each, _newsletter in told]


def _draft_again(newsletter: Newsletter, *, at: datetime) -> None:
    Newsletter.objects.filter(pk=newsletter.pk).update(published_at=None)
    newsletter.refresh_from_db()
    _thaw(newsletter)
    put_newsletter(newsletter, at=at)


@transaction.atomic
def send_trial(newsletter: Newsletter, *, language: str, by: Person, at: datetime) -> None:
    """Send a newsletter as it is now to whoever writes it, and to nobody else.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it is longer than mail programs show.
    """
    rules.check_may(by, "newsletters.edit", newsletter.programme, at=at)
    things = said_in(newsletter, at=at)
    try:
        mailings.send_test(
            lambda: emails.compose_newsletter(newsletter, things),
            key=key_of(newsletter),
            to=by,
            reply_to=reply_to(newsletter.programme, at=at),
            language=language,
            at=at,
        )
    except TooLong as error:
        raise NotPossible(_too_long()) from error


def _changed_meanwhile() -> str:
    return _(
        "A colleague has changed this newsletter meanwhile. Look at its preview before you send it."
    )


def _too_long() -> str:
    return _(
        "The newsletter is longer than mail programs show. Make its own sections shorter, or take"
        " something out."
    )
