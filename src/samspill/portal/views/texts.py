"""Pages of standing text: about, privacy, accessibility. One Markdown file a language."""

from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.core.access import Access, open_to
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated

TEXTS = Path(__file__).parents[1] / "texts"


@lru_cache
def standing_text(name: str) -> Translated:
    """Read a standing text in the languages in which there is a file of it."""
    files = {code: TEXTS / f"{name}.{code}.md" for code in LANGUAGES}
    return Translated(
        {code: path.read_text(encoding="utf-8") for code, path in files.items() if path.exists()}
    )


def _page(request: HttpRequest, name: str, title: str) -> HttpResponse:
    page = {"title": title, "text": standing_text(name), "trail": [(title, "")]}
    return render(request, "portal/text.html", page)


@open_to(Access.PUBLIC, to="portal.read")
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Tell what Samspill is for."""
    return _page(request, "about", _("About Samspill"))


@open_to(Access.PUBLIC, to="portal.read")
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is kept about people, why, and for how long."""
    return _page(request, "privacy", _("Privacy"))


@open_to(Access.PUBLIC, to="portal.read")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Give the accessibility statement."""
    return _page(request, "accessibility", _("Accessibility statement"))
