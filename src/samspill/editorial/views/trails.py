"""Where the pages of editors lie."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.core.translated import Translated
from samspill.editorial.models import Piece
from samspill.programmes.models import Programme

Trail = list[tuple[str | Translated, str]]


def desk_trail(programme: Programme, *more: tuple[str, str]) -> Trail:
    """Lead by a programme to its desk."""
    desk = reverse("editorial:desk", args=[programme.slug])
    return [
        (programme.title, programme.get_absolute_url()),
        (_("Articles and guides"), desk if more else ""),
        *more,
    ]


def piece_trail(piece: Piece, title: str, here: str = "") -> Trail:
    """Lead by the desk to a text, and to what one does with it."""
    about = reverse("editorial:about", args=[piece.slug])
    more = [(here, "")] if here else []
    return desk_trail(piece.programme, (title, about if here else ""), *more)
