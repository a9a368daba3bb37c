"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

from samspill.core import clock
from samspill.core.languages import LANGUAGES


def _person(request: HttpRequest) -> object | None:
    """Return who is signed in; without a session cookie nobody is asked, and the page stays public.

    Whoever is half-way, with a second step still to take, is named, too, so that they can go on.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "halfway", None) or getattr(request, "user", None)
    return user if user and user.is_authenticated else None


def site(request: HttpRequest) -> dict[str, object]:
    """Give the site's name and address, its languages, and whether its clock has been set."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "page_url": f"{settings.SITE_URL}{request.path}",
        "languages": LANGUAGES,
        "person": _person(request),
        "is_development": settings.DEVELOPMENT,
        "rehearsal_day": clock.today() if clock.is_rehearsal() else None,
    }
