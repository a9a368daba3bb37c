"""Articles and guides: what they are about, their language versions, and every wording of these."""

from samspill.editorial.models.pieces import (
    FormerSlug,
    OldAddress,
    Piece,
    PieceQuerySet,
    Version,
)
from samspill.editorial.models.revisions import Revision, RevisionQuerySet, Section

__all__ = [
    "FormerSlug",
    "OldAddress",
    "Piece",
    "PieceQuerySet",
    "Revision",
    "RevisionQuerySet",
    "Section",
    "Version",
]
