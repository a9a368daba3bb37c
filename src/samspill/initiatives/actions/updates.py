"""Telling followers how an initiative goes on."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.functional import Promise

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.translated import Translated
from samspill.initiatives import rules
from samspill.initiatives.actions.life import touch
from samspill.initiatives.choices import Duty
from samspill.initiatives.findable import put_initiative
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import lists_beside
from samspill.initiatives.queries.team import team_of
from samspill.mailings import actions as mailings
from samspill.mailings.models import Sending, Update
from samspill.mailings.queries import pk_of_update

#: Who holds updates back, in the trail.
WORKER = "worker"


@transaction.atomic
def draft_update(
    initiative: Initiative, *, title: Translated, body: Translated, by: Person, at: datetime
) -> Update:
    """Begin an update that nobody else sees yet.

    :raises NotPermitted: the person does not run the initiative.
    """
    rules.check_may(by, "initiatives.draft_update", initiative, at=at)
    return mailings.draft_update(initiative.interest_list, title=title, body=body, by=by, at=at)


@transaction.atomic
def revise_update(
    initiative: Initiative,
    update: Update,
    *,
    revision: int,
    title: Translated,
    body: Translated,
    by: Person,
    at: datetime,
) -> None:
    """Change a draft, as long as nobody else has changed it since it was read.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: it belongs elsewhere, has been published, or has been changed by another.
    """
    rules.check_may(by, "initiatives.draft_update", initiative, at=at)
    rules.check_update_of(update, initiative)
    mailings.revise_update(update, revision=revision, title=title, body=body, by=by, at=at)


@transaction.atomic
def publish_update(
    initiative: Initiative,
    update: Update,
    *,
    link: str | Promise,
    by: Person,
    at: datetime,
    goes_at: datetime | None = None,
) -> Sending:
    """Decide to show an update to everybody and to mail it to each follower, at a moment.

    Without ``goes_at`` that is when the time to undo has passed. Followers are those of the
    initiative, of its programme, its themes and its places: as it is then.

    ``link`` is the absolute address of the update's page; a lazy one follows the reader's language.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: it belongs elsewhere, or has been published already, or the initiative is
        a draft, or the moment has passed or is far ahead.
    """
    rules.check_may_publish_update(by, initiative, at=at)
    rules.check_update_of(update, initiative)
    rules.check_is_shown(initiative, at=max(goes_at or at, at))
    sending = mailings.announce(
        update,
        link=link,
        short_title=initiative.short_title or initiative.title,
        reply_to=_reply_to(initiative, at=at),
        by=by,
        at=at,
        also=lists_beside(initiative),
        goes_at=goes_at,
    )
    touch(initiative, at=at)
    record("initiatives.update_published", initiative, by=by, at=at, update=update.pk)
    return sending


@transaction.atomic
def recall_update(initiative: Initiative, update: Update, *, by: Person, at: datetime) -> None:
    """Make an update a draft again that has not begun to be sent.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: it belongs elsewhere, or has begun to be sent, or is not on its way.
    """
    rules.check_may_publish_update(by, initiative, at=at)
    rules.check_update_of(update, initiative)
    mailings.recall_update(update, by=by, at=at)
    touch(initiative, at=at)
    record("initiatives.update_recalled", initiative, by=by, at=at, update=update.pk)


@transaction.atomic
def look_once_more(sending: Sending, at: datetime) -> bool:
    """Tell, when its moment has come, whether an update may go; if not, it is a draft again.

    Of an initiative that not everybody may read by then, nobody is told. Updates of other lists
    than those of initiatives go as they were decided.
    """
    update = Update.objects.get(pk=pk_of_update(sending.key))
    initiative = Initiative.objects.filter(interest_list=update.interest_list_id).first()
    if initiative is None:
        return True
    shown = Initiative.objects.visible_to(AnonymousUser(), at=at)
    if update.published_at is not None and shown.filter(pk=initiative.pk).exists():
        return True
    mailings.draft_again(update)
    put_initiative(initiative, at=at)
    record("initiatives.update_held_back", initiative, by=WORKER, at=at, update=update.pk)
    return False


@transaction.atomic
def send_test_of_update(
    initiative: Initiative,
    update: Update,
    *,
    link: str | Promise,
    language: str,
    by: Person,
    at: datetime,
) -> None:
    """Send an update to who asks for it, and to nobody else, marked as a test.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: it belongs elsewhere, or lacks a title or a text.
    """
    rules.check_may(by, "initiatives.draft_update", initiative, at=at)
    rules.check_update_of(update, initiative)
    mailings.send_test_of_update(
        update,
        link=link,
        short_title=initiative.short_title or initiative.title,
        reply_to=_reply_to(initiative, at=at),
        language=language,
        to=by,
        at=at,
    )


def _reply_to(initiative: Initiative, *, at: datetime) -> str:
    """Return where answers go: to whom runs the initiative and lets everybody see the address."""
    team = team_of(initiative, at=at)
    for duty in (Duty.FACILITATOR, Duty.PROJECT_LEAD):
        for member in team:
            if member.duty == duty and member.role.public_address:
                return member.role.public_address
    return ""
