"""How a mail is shown before it is sent."""

from django.conf import settings
from django.http import HttpResponse

#: What is a reader's own in each copy, and nobody's in a preview.
_OWN_LINKS = ("unsubscribe", "preferences")


def as_previewed(words: str) -> str:
    """Let the links that are each reader's own lead to the site."""
    for mark in _OWN_LINKS:
        words = words.replace(f"%%{mark}%%", settings.SITE_URL)
    return words


def in_a_frame(html: str) -> HttpResponse:
    """Answer with a mail, for a frame of our own pages in which nothing runs."""
    response = HttpResponse(as_previewed(html))
    response._csp_replace = {  # type: ignore[attr-defined]  # django-csp's own way to say it
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "frame-ancestors": ["'self'"],
        "sandbox": True,
    }
    return response
