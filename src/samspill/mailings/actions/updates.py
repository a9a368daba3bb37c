"""Write updates, and announce them to those who follow."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core import prose
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings import emails, rules
from samspill.mailings.actions.sendings import recall_sending, send_test, send_to_lists
from samspill.mailings.actions.trail import writer
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import InterestList, Sending, Update
from samspill.mailings.queries import count_told_at_once, key_of_update, standing


@transaction.atomic
def draft_update(
    interest_list: InterestList, *, title: Translated, body: Translated, by: object, at: datetime
) -> Update:
    """Begin an update that nobody but its writers sees."""
    update = Update.objects.create(
        interest_list=interest_list, title=title, body=body, written_by=writer(by), changed_at=at
    )
    record(
        "mailings.update_drafted",
        update,
        by=by,
        at=at,
        personal={"body": dict(body)},
        title=dict(title),
    )
    return update


@transaction.atomic
def revise_update(
    update: Update, *, revision: int, title: Translated, body: Translated, by: object, at: datetime
) -> Update:
    """Change a draft, if it still is as its writer saw it.

    :raises NotPossible: it has been published, or somebody else has changed it meanwhile.
    """
    before = Update.objects.filter(pk=update.pk).first() or update
    changed = _drafts(update, revision).update(
        title=title, body=body, written_by=writer(by), revision=revision + 1, changed_at=at
    )
    if not changed:
        raise NotPossible(_why_not(update))
    update.refresh_from_db()
    record(
        "mailings.update_revised",
        update,
        by=by,
        at=at,
        personal={"body": (before.body, body)},
        title=(before.title, title),
        revision=(revision, revision + 1),
    )
    return update


@transaction.atomic
def withdraw_draft(update: Update, *, by: object, at: datetime) -> None:
    """Throw a draft away.

    :raises NotPossible: it has been published, or somebody else has changed it meanwhile.
    """
    if not _drafts(update, update.revision).delete()[0]:
        raise NotPossible(_why_not(update))
    record("mailings.update_withdrawn", f"mailings.update:{update.pk}", by=by, at=at)


@transaction.atomic
def announce(
    update: Update,
    *,
    link: str | Promise,
    short_title: Translated | str,
    reply_to: str,
    by: object,
    at: datetime,
    also: Iterable[int] = (),
    goes_at: datetime | None = None,
) -> Sending:
    """Decide to publish an update: it is shown, and sent to everybody who follows, at a moment.

    Without ``goes_at`` that is when the time to undo has passed. ``also`` are the keys of more lists.

    :raises NotPossible: it lacks a title or a text, has been published or has changed meanwhile, or
        the moment has passed or is far ahead.
    """
    rules.check_is_whole(update)
    if not _drafts(update, update.revision).update(published_at=goes_at or at):
        raise NotPossible(_why_not(update))
    sending = send_to_lists(
        emails.UPDATE,
        key=key_of_update(update),
        tells=HappeningKind.UPDATE,
        lists=[update.interest_list_id, *also],
        compose=lambda: emails.compose_update(
            update, link=link, short_title=short_title, followed=emails.FOLLOWED
        ),
        headers={"List-Id": f"<{emails.list_id(update.interest_list.key)}>"},
        reply_to=reply_to,
        goes_at=goes_at,
        by=by,
        at=at,
        title=update.title,
        summary=_told_of(update.body),
        link=link,
    )
    _note_publishing(update, sending, by=by, at=at)
    return sending


def _note_publishing(update: Update, sending: Sending, *, by: object, at: datetime) -> None:
    """Note when it is shown, and how many it would go to now."""
    Update.objects.filter(pk=update.pk).update(letter=sending.letter, published_at=sending.goes_at)
    update.refresh_from_db()
    record(
        "mailings.update_published",
        update,
        by=by,
        at=at,
        published_at=(None, sending.goes_at),
        receivers=sum(count_told_at_once(sending.nearest_first).values()),
    )


@transaction.atomic
def recall_update(update: Update, *, by: object, at: datetime) -> None:
    """Make an update a draft again that has not begun to be sent: nobody has been shown it.

    :raises NotPossible: it has been shown and sent, or has been recalled already.
    """
    sending = standing(key_of_update(update))
    if sending is None:
        raise NotPossible(_("This update is not on its way."))
    draft_again(update)
    recall_sending(sending, by=by, at=at)
    record("mailings.update_recalled", update, by=by, at=at, published_at=(sending.goes_at, None))


def draft_again(update: Update) -> None:
    """Let go of the moment and the letter of an update whose sending is taken back."""
    Update.objects.filter(pk=update.pk).update(published_at=None, letter=None)
    update.refresh_from_db()


@transaction.atomic
def send_test_of_update(
    update: Update,
    *,
    link: str | Promise,
    short_title: Translated | str,
    reply_to: str,
    language: str,
    to: Person,
    at: datetime,
) -> None:
    """Send an update to who may send it, marked as a test.

    :raises NotPossible: it lacks a title or a text.
    """
    rules.check_is_whole(update)
    send_test(
        lambda: emails.compose_update(update, link=link, short_title=short_title),
        key=f"update:{update.pk}:{update.revision}",
        to=to,
        reply_to=reply_to,
        language=language,
        at=at,
    )


def _told_of(body: Translated) -> Translated:
    return Translated({code: prose.excerpt(words) for code, words in body.items()})


def _drafts(update: Update, revision: int) -> QuerySet[Update]:
    return Update.objects.filter(pk=update.pk, revision=revision, published_at=None)


def _why_not(update: Update) -> str:
    """Tell what came first."""
    if Update.objects.filter(pk=update.pk).exclude(published_at=None).exists():
        return _("This update has been published already.")
    return _("Somebody else has changed this draft meanwhile. Open it again to see their version.")
