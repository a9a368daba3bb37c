"""Write updates, and announce them to those who follow."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspill.audit.actions import record
from samspill.core import prose
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings import emails, rules
from samspill.mailings.actions.telling import hold, in_each_language, shortened
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening, InterestList, Update


@transaction.atomic
def draft_update(
    interest_list: InterestList, *, title: Translated, body: Translated, by: object, at: datetime
) -> Update:
    """Begin an update that nobody but its writers sees."""
    update = Update.objects.create(
        interest_list=interest_list, title=title, body=body, written_by=_writer(by), changed_at=at
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
        title=title, body=body, written_by=_writer(by), revision=revision + 1, changed_at=at
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
) -> int:
    """Publish an update; send it to everybody who follows and wants to hear at once, and count them.

    What is published is what the caller has seen: ``update`` as it was read. ``link`` leads to the
    update's page; a lazy address is written in each reader's language. ``also`` are the lists of
    what the update's own belongs to: a programme, themes, places. Each reader gets one copy.

    :raises NotPossible: it lacks a title or a text, has been published, or has changed meanwhile.
    """
    rules.check_is_whole(update)
    if not _drafts(update, update.revision).update(published_at=at):
        raise NotPossible(_why_not(update))
    update.refresh_from_db()
    lists = hold([update.interest_list_id, *also])
    news = _happened(update, link, lists, at=at)
    letter, receivers = emails.update(
        update, lists=lists, link=link, short_title=short_title, reply_to=reply_to, at=at
    )
    Happening.objects.filter(pk=news.pk).update(letter=letter)
    Update.objects.filter(pk=update.pk).update(letter=letter)
    update.letter = letter
    record(
        "mailings.update_published",
        update,
        by=by,
        at=at,
        published_at=(None, at),
        receivers=receivers,
    )
    return receivers


def _happened(
    update: Update, link: str | Promise, lists: Iterable[int], *, at: datetime
) -> Happening:
    news = Happening.objects.create(
        key=f"update:{update.pk}",
        kind=HappeningKind.UPDATE,
        title=update.title,
        summary=shortened(_plain(update.body)),
        paths=in_each_language(lambda: str(link)),
        happened_at=at,
    )
    news.interest_lists.set(lists)
    return news


def _plain(body: Translated) -> Translated:
    return Translated({code: prose.plain(words) for code, words in body.items()})


def _writer(by: object) -> str:
    """Refer to who writes as the audit trail does: by a key that outlives the name."""
    return f"{by._meta.model_name}:{by.pk}" if isinstance(by, Model) else str(by)


def _drafts(update: Update, revision: int) -> QuerySet[Update]:
    return Update.objects.filter(pk=update.pk, revision=revision, published_at=None)


def _why_not(update: Update) -> str:
    """Tell what came first."""
    if Update.objects.filter(pk=update.pk).exclude(published_at=None).exists():
        return _("This update has been published already.")
    return _("Somebody else has changed this draft meanwhile. Open it again to see their version.")
