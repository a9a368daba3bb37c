"""Articles and guides, as readers meet them: the archive, the tree of guides, and each text."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.languages import known
from samspill.core.templatetags.samspill import fallback_note
from samspill.core.translated import Translated
from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece, PieceQuerySet
from samspill.editorial.queries import (
    PiecePage,
    cards,
    moved_within,
    narrowed,
    trail_of,
    tree,
    was_published,
    years,
)
from samspill.organisations.models import Territory
from samspill.organisations.queries import within
from samspill.portal.jsonld import article_page
from samspill.portal.trails import archive_trail, guides_trail
from samspill.programmes.models import Theme

A_PAGE = 20
_NOBODY = AnonymousUser()


def _language() -> str:
    return known(get_language() or "nb")


@open_to(Access.PUBLIC, to="editorial.read")
@require_safe
def archive(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """List articles, newest first, by year, theme and place; the address says which."""
    now = clock.now()
    published = Piece.objects.visible_to(_NOBODY, at=now)
    themes = Theme.objects.visible_to(_NOBODY).filter(pieces__in=published).distinct()
    places = Territory.objects.visible_to(_NOBODY).filter(pieces__in=published).distinct()
    theme = next((each for each in themes if each.slug == request.GET.get("theme")), None)
    place = _place(request.GET.get("place", ""))
    found = narrowed(
        published,
        year=year,
        theme=theme.slug if theme else "",
        places=within(place) if place else None,
    )
    shown = Paginator(found.order_by("-dated_on", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    if year is not None and not shown.paginator.count and not (theme or place):
        raise Http404
    page = {
        "shown": shown,
        "cards": cards(_slice(shown), language=_language(), at=now),
        "year": year,
        "years": years(published),
        "themes": sorted(themes, key=lambda each: str(each.name)),
        "theme": theme,
        "places": sorted(places, key=lambda each: str(each.name)),
        "place": place,
        "trail": archive_trail((str(year), "")) if year else [(_("Archive"), "")],
    }
    return render(request, "portal/archive.html", page)


def _slice(shown: Page[Piece]) -> PieceQuerySet:
    return shown.object_list  # type: ignore[return-value]  # of the queryset that was divided


def _place(slug: str) -> Territory | None:
    return Territory.objects.visible_to(_NOBODY).filter(slug=slug).first() if slug else None


@open_to(Access.PUBLIC, to="editorial.read")
@require_safe
def article(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Show an article, in the reader's language or the nearest it exists in."""
    now = clock.now()
    page = _page(Genre.ARTICLE, slug, at=now)
    if page is None:
        return _elsewhere(request, Genre.ARTICLE, slug, at=now)
    day = page.piece.dated_on
    if day and day.year != year:
        return redirect(page.piece, permanent=True)
    trail = archive_trail(
        *([(str(day.year), reverse("portal:archive_year", args=[day.year]))] if day else []),
        (page.revision.title, ""),
    )
    return _show(request, page, {"trail": trail})


@open_to(Access.PUBLIC, to="editorial.read")
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Show the tree of guides."""
    now = clock.now()
    branches = tree(Piece.objects.visible_to(_NOBODY, at=now), language=_language(), at=now)
    page = {"branches": branches, "trail": [(_("Guides"), "")]}
    return render(request, "portal/guides.html", page)


@open_to(Access.PUBLIC, to="editorial.read")
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a guide beside the menu of all guides."""
    now = clock.now()
    page = _page(Genre.GUIDE, slug, at=now)
    if page is None:
        return _elsewhere(request, Genre.GUIDE, slug, at=now)
    branches = tree(Piece.objects.visible_to(_NOBODY, at=now), language=_language(), at=now)
    line = trail_of(branches, page.piece.pk)
    above = [(each.title, each.piece.get_absolute_url()) for each in line[:-1]]
    more = {
        "branches": branches,
        "line": {each.piece.pk for each in line},
        "trail": guides_trail(*above, (page.revision.title, "")),
    }
    return _show(request, page, more)


def _page(genre: Genre, slug: str, *, at: datetime) -> PiecePage | None:
    published = Piece.objects.visible_to(_NOBODY, at=at).filter(genre=genre, slug=slug).first()
    if published is None:
        return None
    return PiecePage.of(published, language=_language(), reader=_NOBODY, at=at)


def _show(request: HttpRequest, page: PiecePage, more: Mapping[str, object]) -> HttpResponse:
    texts = Translated(dict.fromkeys(page.languages, page.revision.title))
    note = fallback_note(texts, texts.wording(_language())) if page.is_fallback else ""
    own = Piece.objects.visible_to(request.user, at=clock.now())
    shown = {
        "page": page,
        "note": note,
        "jsonld": article_page(page),
        "may_edit": request.user.is_authenticated
        and own.open_to(request.user, "editorial.edit", at=clock.now())
        .filter(pk=page.piece.pk)
        .exists(),
        **more,
    }
    template = "portal/guide.html" if page.piece.is_guide else "portal/article.html"
    return render(request, template, shown)


def _elsewhere(request: HttpRequest, genre: Genre, slug: str, *, at: datetime) -> HttpResponse:
    """Lead on for ever from an address that a text had before; say where a text is gone.

    :raises Http404: readers have never been shown anything here.
    """
    moved = moved_within(slug)
    is_gone = was_published(slug, genre=genre, at=at)
    if moved is not None and moved.genre == genre and _is_public(moved, at=at):
        return redirect(moved, permanent=True)
    if is_gone:
        return render(request, "portal/gone.html", status=410)
    raise Http404


def _is_public(piece: Piece, *, at: datetime) -> bool:
    return Piece.objects.visible_to(_NOBODY, at=at).filter(pk=piece.pk).exists()
