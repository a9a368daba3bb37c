"""Showing a text to readers: at once, at a moment to come, or no longer."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.editorial import rules
from samspill.editorial.actions import telling
from samspill.editorial.choices import Genre
from samspill.editorial.findable import put_piece
from samspill.editorial.models import Piece, Revision, Version
from samspill.editorial.queries import Content


@transaction.atomic
def publish(revision: Revision, *, when: datetime | None = None, by: Person, at: datetime) -> None:
    """Show a wording to readers from a moment on; nothing has to happen when that comes.

    Those who follow what an article is about are told of it: a minute from now, or by the worker at
    that moment; until then it can be stopped.
    An earlier wording that was to be shown later is not shown any more. An article without a day
    gets the day of that moment, and with it its address.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it is not whole, has been published already, or the moment has passed.
    """
    version = revision.version
    rules.check_may(by, "editorial.publish", version.piece.programme, at=at)
    rules.check_content(Content.of(revision))
    if when is not None:
        rules.check_moment(when, at=at)
    moment = when or at
    unpublished = Revision.objects.filter(pk=revision.pk, published_at=None)
    if not unpublished.update(published_at=moment):
        raise NotPossible(_("This wording has been published already."))
    waiting = version.revisions.filter(number__lt=revision.number, published_at__gt=at)
    waiting.update(published_at=None)
    undated = Piece.objects.filter(pk=version.piece_id, genre=Genre.ARTICLE, dated_on=None)
    undated.update(dated_on=localtime(moment).date())
    Piece.objects.filter(pk=version.piece_id).update(changed_at=at)
    revision.refresh_from_db()
    piece = Piece.objects.get(pk=version.piece_id)
    put_piece(piece, at=at)
    told = telling.tell(piece, by=by, at=at) if when is None else 0
    record(
        "editorial.published",
        version,
        by=by,
        at=at,
        wording=revision.number,
        published_at=moment.isoformat(),
        receivers=told,
    )


@transaction.atomic
def unschedule(version: Version, *, by: Person, at: datetime) -> None:
    """Let no wording be shown at a moment to come.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: none was to be shown.
    """
    rules.check_may(by, "editorial.publish", version.piece.programme, at=at)
    if not version.revisions.filter(published_at__gt=at).update(published_at=None):
        raise NotPossible(_("Nothing is waiting to be published."))
    put_piece(version.piece, at=at)
    record("editorial.unscheduled", version, by=by, at=at)


@transaction.atomic
def withdraw(version: Version, *, by: Person, at: datetime) -> None:
    """Take a version down. Its address says from then on that the text is gone.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: readers are not shown it.
    """
    rules.check_may(by, "editorial.publish", version.piece.programme, at=at)
    live = version.revisions.filter(pk__in=version.revisions.live(at=at).values("pk"))
    if not live.update(withdrawn_at=at):
        raise NotPossible(_("Readers are not shown this text."))
    version.revisions.filter(published_at__gt=at).update(published_at=None)
    put_piece(version.piece, at=at)
    telling.recall(Piece.objects.get(pk=version.piece_id), by=by, at=at)
    record("editorial.withdrawn", version, by=by, at=at)
