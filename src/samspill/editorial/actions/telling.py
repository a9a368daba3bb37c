"""Telling those who follow of an article, once: when it is first shown, in whichever language."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.editorial.models import Piece, Revision
from samspill.editorial.queries import is_news, just_shown, lists_told_of
from samspill.mailings import actions as mailings
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening
from samspill.mailings.queries import happened


@transaction.atomic
def tell(piece: Piece, *, at: datetime) -> int:
    """Tell those who follow of an article that readers are shown now; say how many hear at once.

    It is told in the languages that it has at that moment. What has been told is not told again:
    neither a correction, nor a further language, nor an article that comes back.
    """
    live = Revision.objects.filter(version__piece=piece).live(at=at).select_related("version")
    shown = {each.version.language: each for each in live}
    if not shown or not is_news(piece, at=at):
        return 0
    said = {code: shown[code] for code in LANGUAGES if code in shown}
    return mailings.tell(
        HappeningKind.ARTICLE,
        _key(piece),
        title=Translated({code: each.title for code, each in said.items()}),
        summary=Translated({code: each.lead for code, each in said.items() if each.lead}),
        link=piece.get_absolute_url,
        lists=lists_told_of(piece),
        at=at,
    )


def tell_of_those_whose_moment_has_come(*, at: datetime) -> int:
    """Tell of the articles that were to be shown from a moment on, and are; say how many hear."""
    shown = {_key(piece): piece for piece in just_shown(at=at)}
    told = happened(shown)
    return sum(tell(piece, at=at) for key, piece in shown.items() if key not in told)


def recall(piece: Piece, *, at: datetime) -> None:
    """Write to nobody any more about an article that readers are shown in no language."""
    if not Revision.objects.filter(version__piece=piece).live(at=at).exists():
        mailings.recall(_key(piece), at=at)


def retell(happenings: Sequence[Happening], at: datetime) -> list[Happening]:
    """Let digests tell of articles in the languages in which they are still shown, and no others."""
    keys = {each.pk: int(each.key.removeprefix("article:")) for each in happenings}
    live = Revision.objects.filter(version__piece__in=keys.values()).live(at=at)
    shown: dict[int, set[str]] = {}
    for piece, language in live.values_list("version__piece_id", "version__language"):
        shown.setdefault(piece, set()).add(language)
    for each in happenings:
        languages = shown.get(keys[each.pk], set())
        each.title, each.summary = (
            Translated({code: said for code, said in text.items() if code in languages})
            for text in (each.title, each.summary)
        )
    return [each for each in happenings if each.title]


def _key(piece: Piece) -> str:
    return f"article:{piece.pk}"
