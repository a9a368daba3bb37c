"""Telling those who follow of an article, once: when it is first shown, in whichever language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.editorial import rules
from samspill.editorial.models import Piece, Revision
from samspill.editorial.queries import (
    is_news,
    just_shown,
    key_of,
    lists_told_of,
    pk_of,
    shown_since,
)
from samspill.mailings import actions as mailings
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening, Sending
from samspill.mailings.queries import count_told_at_once, decided_last, happened, standing


@transaction.atomic
def tell(piece: Piece, *, by: object, at: datetime) -> int:
    """Let those who follow be told of an article that readers are shown now, unless it is stopped.

    They are told when the time to undo has passed, in the languages that it has now; whatever is
    published until then takes the place of what was to be told. Say how many would hear at once.

    What has been told is not told again: neither a correction, nor a further language, nor an
    article that comes back.
    """
    said = _said(piece, at=at)
    if said is None or happened([key_of(piece)]) or not _has_let_go(piece, by=by, at=at):
        return 0
    lists = lists_told_of(piece)
    mailings.tell_unless_stopped(
        HappeningKind.ARTICLE,
        key=key_of(piece),
        title=said.title,
        summary=said.summary,
        link=piece.get_absolute_url,
        lists=lists,
        by=by,
        at=at,
    )
    return sum(count_told_at_once(lists).values())


@dataclass(frozen=True)
class _Said:
    """What an article says of itself, in the languages that readers are shown."""

    title: Translated
    summary: Translated


def _said(piece: Piece, *, at: datetime) -> _Said | None:
    """Read what is shown of an article; nothing if nothing is, or if it is no news."""
    live = Revision.objects.filter(version__piece=piece).live(at=at).select_related("version")
    shown = {each.version.language: each for each in live}
    if not shown or not is_news(piece, at=at):
        return None
    said = {code: shown[code] for code in LANGUAGES if code in shown}
    return _Said(
        title=Translated({code: each.title for code, each in said.items()}),
        summary=Translated({code: each.lead for code, each in said.items() if each.lead}),
    )


def _has_let_go(piece: Piece, *, by: object, at: datetime) -> bool:
    """Take back what is on its way to be told of an article; tell whether nothing is any more."""
    sending = standing(key_of(piece))
    if sending is None:
        return True
    if sending.begun_at is not None or sending.goes_at <= at:
        return False
    mailings.recall_sending(sending, by=by, at=at)
    return True


@transaction.atomic
def stop(piece: Piece, *, by: Person, at: datetime) -> None:
    """Let nobody be told of an article that has just been published. It goes on being shown.

    Whoever publishes it once more lets followers be told after all.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it has begun to be told, or was not on its way.
    """
    rules.check_may(by, "editorial.publish", piece.programme, at=at)
    sending = standing(key_of(piece))
    if sending is None:
        raise NotPossible(_("Nothing is waiting to be told."))
    mailings.recall_sending(sending, by=by, at=at)
    record("editorial.telling_stopped", piece, by=by, at=at)


@transaction.atomic
def look_once_more(sending: Sending, at: datetime) -> bool:
    """Tell whether readers are still shown an article, in every language in which it was to be told."""
    languages = Revision.objects.filter(version__piece=pk_of(sending.key)).live(at=at)
    shown = set(languages.values_list("version__language", flat=True))
    return set(sending.title) <= shown


def tell_of_those_whose_moment_has_come(*, at: datetime) -> int:
    """Tell of the articles that were to be shown from a moment on, and are; say how many hear.

    Whoever scheduled them had until that moment to stop it. What was published at once, by a
    person, is not told here, also if they have stopped the telling.
    """
    shown = {key_of(piece): piece for piece in just_shown(at=at)}
    told, decided = happened(shown), decided_last(shown)
    return sum(
        _tell_now(piece, at=at)
        for key, piece in shown.items()
        if key not in told and not (key in decided and decided[key] >= shown_since(piece, at=at))
    )


def _tell_now(piece: Piece, *, at: datetime) -> int:
    said = _said(piece, at=at)
    if said is None:
        return 0
    return mailings.tell(
        HappeningKind.ARTICLE,
        key_of(piece),
        title=said.title,
        summary=said.summary,
        link=piece.get_absolute_url,
        lists=lists_told_of(piece),
        at=at,
    )


def recall(piece: Piece, *, by: object, at: datetime) -> None:
    """Write no more about what readers are not shown any more of an article.

    What is on its way is told anew, in the languages that are left.
    """
    if Revision.objects.filter(version__piece=piece).live(at=at).exists():
        if standing(key_of(piece)) is not None:
            tell(piece, by=by, at=at)
        return
    _has_let_go(piece, by=by, at=at)
    mailings.recall(key_of(piece), at=at)


def retell(happenings: Sequence[Happening], at: datetime) -> list[Happening]:
    """Let digests tell of articles in the languages in which they are still shown, and no others."""
    keys = {each.pk: pk_of(each.key) for each in happenings}
    live = Revision.objects.filter(version__piece__in=keys.values()).live(at=at)
    shown = set(live.values_list("version__piece_id", "version__language"))
    for each in happenings:
        piece = keys[each.pk]
        each.title, each.summary = (
            Translated({code: said for code, said in text.items() if (piece, code) in shown})
            for text in (each.title, each.summary)
        )
    return [each for each in happenings if each.title]
