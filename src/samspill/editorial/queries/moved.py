"""Where an address leads that a piece had before."""

from datetime import datetime

from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece

MOST_LETTERS = 300


def moved_within(slug: str) -> Piece | None:
    """Find the piece that had a slug before."""
    return Piece.objects.filter(former_slugs__slug=slug).first()


def moved_from_elsewhere(path: str) -> Piece | None:
    """Find the piece that had a path on the site from which it was taken over."""
    if len(path) > MOST_LETTERS:
        return None
    return Piece.objects.filter(old_addresses__path=path).first()


def was_published(slug: str, *, genre: Genre, at: datetime) -> bool:
    """Tell whether readers have been shown a piece before."""
    shown = Piece.objects.filter(slug=slug, genre=genre, versions__revisions__published_at__lte=at)
    return shown.exists()
