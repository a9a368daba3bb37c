"""Where a page lies: breadcrumbs from the front page down."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.core.translated import Translated
from samspill.initiatives.models import Initiative

#: Label and address; the last one, the page itself, has no address.
Trail = list[tuple[str | Translated, str]]


def initiatives_trail(*more: tuple[str | Translated, str]) -> Trail:
    """Lead by the list of initiatives."""
    return [(_("Initiatives"), reverse("portal:initiatives")), *more]


def initiative_trail(initiative: Initiative, here: str) -> Trail:
    """Lead by an initiative to a page of its own."""
    return initiatives_trail((initiative.title, initiative.get_absolute_url()), (here, ""))


def programmes_trail(*more: tuple[str | Translated, str]) -> Trail:
    """Lead by the list of programmes."""
    return [(_("Programmes"), reverse("portal:programmes")), *more]


def gatherings_trail(*more: tuple[str | Translated, str]) -> Trail:
    """Lead by the list of gatherings."""
    return [(_("Gatherings"), reverse("portal:gatherings")), *more]


def archive_trail(*more: tuple[str | Translated, str]) -> Trail:
    """Lead by the archive of articles."""
    return [(_("Archive"), reverse("portal:archive")), *more]


def guides_trail(*more: tuple[str | Translated, str]) -> Trail:
    """Lead by the guides."""
    return [(_("Guides"), reverse("portal:guides")), *more]
