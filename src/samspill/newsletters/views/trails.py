"""Where the pages of newsletters lie."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.core.translated import Translated
from samspill.newsletters.models import Newsletter
from samspill.programmes.models import Programme

Trail = list[tuple[str | Translated, str]]


def archive_trail(programme: Programme, *more: tuple[str | Translated, str]) -> Trail:
    """Lead by a programme to its newsletters."""
    archive = reverse("newsletters:archive", args=[programme.slug])
    return [
        (programme.title, programme.get_absolute_url()),
        (_("Newsletters"), archive if more else ""),
        *more,
    ]


def desk_trail(programme: Programme, *more: tuple[str | Translated, str]) -> Trail:
    """Lead by a programme to where its newsletters are written."""
    desk = reverse("newsletters:desk", args=[programme.slug])
    return [
        (programme.title, programme.get_absolute_url()),
        (_("Write newsletters"), desk if more else ""),
        *more,
    ]


def draft_trail(newsletter: Newsletter, here: str = "") -> Trail:
    """Lead by the desk to a newsletter, and to what one does with it."""
    programme = newsletter.programme
    preview = reverse("newsletters:preview", args=[programme.slug, newsletter.pk])
    more = [(here, "")] if here else []
    return desk_trail(programme, (newsletter.title, preview if here else ""), *more)
