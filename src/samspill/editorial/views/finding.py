"""Find what an editor works with. What is not there and what is not one's own are answered alike."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.editorial.models import Piece, Version
from samspill.editorial.queries import programmes_open_to
from samspill.programmes.models import Programme


def programme_for(request: PersonRequest, slug: str, *, to: str) -> Programme:
    """Find a programme for which the person may do something with texts.

    :raises Http404: there is none, or this person may not.
    """
    return get_object_or_404(programmes_open_to(request.user, to, at=clock.now()), slug=slug)


def piece_for(request: PersonRequest, slug: str, *, to: str) -> Piece:
    """Find a text with which the person may do something.

    :raises Http404: there is none, or this person may not.
    """
    own = Piece.objects.visible_to(request.user, at=clock.now())
    opened = own.open_to(request.user, to, at=clock.now())
    return get_object_or_404(opened.select_related("programme", "above"), slug=slug)


def version_for(request: PersonRequest, slug: str, language: str, *, to: str) -> Version:
    """Find a version of a text with which the person may do something.

    :raises Http404: there is none, or this person may not.
    """
    piece = piece_for(request, slug, to=to)
    version = piece.versions.select_related("edited_by").filter(language=language).first()
    if version is None:
        raise Http404
    version.piece = piece
    return version
