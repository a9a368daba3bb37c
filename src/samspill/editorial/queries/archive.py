"""The archive: articles by year, theme and place, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime

from django.db.models import Count
from django.db.models.functions import ExtractYear

from samspill.core.languages import NEAREST, known
from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece, PieceQuerySet, Revision


@dataclass(frozen=True, kw_only=True)
class Card:
    """A piece in a list, in the reader's language or the nearest there is."""

    piece: Piece
    language: str
    is_fallback: bool
    kicker: str
    title: str
    lead: str


@dataclass(frozen=True, kw_only=True)
class Years:
    """A year of the archive, and how many articles lie in it."""

    year: int
    count: int


def narrowed(
    pieces: PieceQuerySet,
    *,
    year: int | None = None,
    theme: str = "",
    places: Collection[int] | None = None,
) -> PieceQuerySet:
    """Keep the articles of a year, a theme, or of places on the map."""
    found = pieces.filter(genre=Genre.ARTICLE)
    if year is not None:
        is_a_year = MINYEAR <= year <= MAXYEAR
        found = found.filter(dated_on__year=year) if is_a_year else found.none()
    if theme:
        found = found.filter(themes__slug=theme)
    if places is not None:
        found = found.filter(territories__in=places).distinct()
    return found


def years(pieces: PieceQuerySet) -> list[Years]:
    """Count the articles of each year, the newest first, in one query."""
    counted = (
        pieces.filter(genre=Genre.ARTICLE, dated_on__isnull=False)
        .annotate(year=ExtractYear("dated_on"))
        .order_by()
        .values("year")
        .annotate(count=Count("pk", distinct=True))
    )
    rows = [Years(year=each["year"], count=each["count"]) for each in counted]
    return sorted(rows, key=lambda each: -each.year)


def cards(pieces: PieceQuerySet, *, language: str, at: datetime) -> tuple[Card, ...]:
    """Read how pieces are called in a language, newest first, in one query.

    Those not published are left out.
    """
    found: dict[Piece, dict[str, Revision]] = {}
    live = Revision.objects.filter(version__piece__in=pieces.values("pk")).live(at=at)
    for each in live.select_related("version__piece").order_by("pk"):
        found.setdefault(each.version.piece, {})[each.version.language] = each
    own = known(language)
    listed = sorted(found, key=lambda each: (each.dated_on or date.min, each.pk), reverse=True)
    return tuple(_card(piece, found[piece], own) for piece in listed)


def _card(piece: Piece, live: dict[str, Revision], own: str) -> Card:
    chosen = next(code for code in (own, *NEAREST[own]) if code in live)
    revision = live[chosen]
    return Card(
        piece=piece,
        language=chosen,
        is_fallback=chosen != own,
        kicker=revision.kicker,
        title=revision.title,
        lead=revision.lead,
    )
