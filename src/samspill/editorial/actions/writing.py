"""Writing: open a text, save what it says as a new wording, bring an old one back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.editorial import rules
from samspill.editorial.findable import put_piece
from samspill.editorial.models import Piece, Revision, Section, Version
from samspill.editorial.queries import Content


class Overtaken(NotPossible):
    """Somebody else has saved this text since it was opened."""


@transaction.atomic
def open_version(version: Version, *, by: Person, at: datetime) -> None:
    """Let others see that somebody has a text open; whoever had it open before is not asked.

    :raises NotPermitted: the person does not write for the programme.
    """
    rules.check_may(by, "editorial.edit", version.piece.programme, at=at)
    version.edited_by, version.edited_at = by, at
    version.save(update_fields=["edited_by", "edited_at"])


@transaction.atomic
def close(version: Version, *, by: Person) -> None:
    """Let others see that somebody no longer has a text open."""
    Version.objects.filter(pk=version.pk, edited_by=by).update(edited_by=None, edited_at=None)


@transaction.atomic
def save_text(
    version: Version, content: Content, *, after: int, by: Person, at: datetime, note: str = ""
) -> Revision:
    """Keep what a text says as its next wording. Nothing that was saved before is changed.

    ``after`` is the number of the wording that the person began with.

    :raises NotPermitted: the person does not write for the programme.
    :raises Overtaken: somebody else has saved the text meanwhile.
    :raises NotPossible: a passage of it is empty.
    """
    rules.check_may(by, "editorial.edit", version.piece.programme, at=at)
    rules.check_content(content)
    revision = write(version, content, after=after, by=by, at=at, note=note)
    close(version, by=by)
    put_piece(version.piece, at=at)
    record("editorial.saved", version, by=by, at=at, wording=revision.number)
    return revision


@transaction.atomic
def bring_back(version: Version, number: int, *, after: int, by: Person, at: datetime) -> Revision:
    """Save an old wording anew, as the newest.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: there is no such wording, or somebody else has saved the text meanwhile.
    """
    old = version.revisions.filter(number=number).first()
    if old is None:
        raise NotPossible(_("There is no such wording."))
    note = _("Brought back from wording %(number)d") % {"number": number}
    return save_text(version, Content.of(old), after=after, by=by, at=at, note=note)


def write(
    version: Version,
    content: Content,
    *,
    after: int,
    by: Person | None,
    at: datetime,
    note: str = "",
) -> Revision:
    """Add a wording, unless the number that follows has been taken."""
    newest = version.revisions.aggregate(number=Max("number"))["number"] or 0
    if newest != after:
        raise Overtaken(_overtaken())
    revision = Revision(
        version=version,
        number=after + 1,
        word_count=content.word_count,
        saved_by=by,
        saved_at=at,
        note=note,
        **_head(content),
    )
    try:
        with transaction.atomic():
            revision.save(force_insert=True)
    except IntegrityError as error:
        raise Overtaken(_overtaken()) from error
    Section.objects.bulk_create(
        Section(revision=revision, number=number, **{**vars(passage), "kind": passage.kind.value})
        for number, passage in enumerate(content.passages, start=1)
    )
    Piece.objects.filter(pk=version.piece_id).update(changed_at=at)
    return revision


def _head(content: Content) -> dict[str, object]:
    return {name: value for name, value in vars(content).items() if name != "passages"}


def _overtaken() -> str:
    return _("Somebody else has saved this text meanwhile. Both wordings are shown below.")
