"""Who is told of an article, and which articles are news."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime

from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece, PieceQuerySet, Revision
from samspill.mailings.choices import HappeningKind
from samspill.mailings.queries import count_told_at_once, happened, lists_of_kind, standing
from samspill.programmes.queries import lists_around

#: An article that bears an older day when it is shown comes from an archive, and is no news.
STILL_NEWS = timedelta(days=30)
#: So long after its moment an article is still told of, if no worker was there when it came.
MADE_UP_FOR = timedelta(days=2)


def key_of(piece: Piece) -> str:
    """Name an article among what those who follow are told of."""
    return f"article:{piece.pk}"


def pk_of(key: str) -> int:
    """Read of which article is told under a key."""
    return int(key.removeprefix("article:"))


def about_to_be_told(piece: Piece, *, at: datetime) -> datetime | None:
    """Tell at which moment those who follow are told of an article, if that can be stopped still."""
    found = standing(key_of(piece))
    if found is None or found.begun_at is not None or found.goes_at <= at:
        return None
    return found.goes_at


def shown_since(piece: Piece, *, at: datetime) -> datetime:
    """Tell since when readers have been shown an article as it is now: the newest of its wordings."""
    live = Revision.objects.filter(version__piece=piece).live(at=at)
    return max(each.published_at for each in live if each.published_at)


def lists_told_of(piece: Piece) -> list[int]:
    """Name the lists whose followers are told of an article, the nearest first."""
    followed = piece.initiatives.filter(interest_list__isnull=False).order_by("pk")
    return [
        *followed.values_list("interest_list_id", flat=True),
        *lists_around(
            programme=piece.programme,
            themes=piece.themes.values_list("pk", flat=True),
            territories=piece.territories.values_list("pk", flat=True),
        ),
        *lists_of_kind(HappeningKind.ARTICLE),
    ]


def is_news(piece: Piece, *, at: datetime) -> bool:
    """Tell whether a text that is shown is an article of these days, and not one of an archive."""
    if piece.genre != Genre.ARTICLE or piece.dated_on is None:
        return False
    return piece.dated_on >= localtime(at).date() - STILL_NEWS


def count_told(piece: Piece, *, at: datetime) -> int:
    """Count who would be told at once of an article, were it published now.

    Nobody, if they have been told already, or if its day says that it comes from an archive.
    """
    dated_on = piece.dated_on or localtime(at).date()
    is_old = dated_on < localtime(at).date() - STILL_NEWS
    if piece.genre != Genre.ARTICLE or is_old or happened([key_of(piece)]):
        return 0
    return sum(count_told_at_once(lists_told_of(piece)).values())


def just_shown(*, at: datetime) -> PieceQuerySet:
    """Find the articles that readers are shown now, and were first shown in the last two days."""
    revisions = Revision.objects.filter(version__piece=OuterRef("pk"))
    shown = Revision.objects.filter(published_at__gt=at - MADE_UP_FOR, published_at__lte=at)
    return (
        Piece.objects.filter(genre=Genre.ARTICLE, pk__in=shown.values("version__piece"))
        .filter(Exists(revisions.live(at=at)))
        .exclude(Exists(revisions.filter(published_at__lte=at - MADE_UP_FOR)))
        .order_by("pk")
    )
