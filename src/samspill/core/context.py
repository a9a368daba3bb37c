"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

from samspill.core import clock
from samspill.core.languages import LANGUAGES


def site(request: HttpRequest) -> dict[str, object]:
    """Give the site's name and address, its languages, and whether its clock has been set."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "page_url": f"{settings.SITE_URL}{request.path}",
        "languages": LANGUAGES,
        "is_development": settings.DEVELOPMENT,
        "rehearsal_day": clock.today() if clock.is_rehearsal() else None,
    }
