"""Addresses of pages in any language, for links that leave the page they are made on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from samspill.core.languages import LANGUAGES
from samspill.editorial.models import Piece
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.mailings.models import Update
from samspill.newsletters.models import Newsletter
from samspill.organisations.models import Organisation, Territory
from samspill.programmes.models import Programme, Theme


def absolute(path: str) -> str:
    """Put the site's address before a path."""
    return f"{settings.SITE_URL}{path}"


def link(name: str, language: str, *args: Any) -> str:
    """Write the path of a page in a language."""
    with translation.override(language):
        return reverse(name, args=args)


def initiative_link(initiative: Initiative, language: str) -> str:
    """Write the path of an initiative's page in a language."""
    return link("portal:initiative", language, initiative.slug)


def update_link(update: Update, language: str) -> str:
    """Write the path of an update's page in a language."""
    return link("portal:update", language, update.interest_list.initiative.slug, update.pk)


def linker(name: str, *args: Any) -> Callable[[str], str]:
    """Return a function from language to the absolute address of a page, for mails."""
    return lambda language: absolute(link(name, language, *args))


@dataclass(frozen=True, kw_only=True)
class SitemapEntry:
    """One page with its address in each language."""

    urls: dict[str, str]
    changed_at: datetime | None = None


def _entry(name: str, *args: Any, changed_at: datetime | None = None) -> SitemapEntry:
    urls = {language: absolute(link(name, language, *args)) for language in LANGUAGES}
    return SitemapEntry(urls=urls, changed_at=changed_at)


#: Public pages without an object of their own.
STANDING: Sequence[str] = (
    "front",
    "initiatives",
    "gatherings",
    "programmes",
    "search",
    "archive",
    "guides",
    "about",
    "privacy",
    "accessibility",
)


def sitemap_entries(*, at: datetime) -> Iterator[SitemapEntry]:
    """List every page that everybody may read, and nothing else."""
    nobody = AnonymousUser()
    yield from (_entry(f"portal:{name}") for name in STANDING)
    initiatives = Initiative.objects.visible_to(nobody, at=at)
    for slug, changed_at in initiatives.order_by("pk").values_list("slug", "changed_at"):
        yield _entry("portal:initiative", slug, changed_at=changed_at)
    gatherings = Gathering.objects.visible_to(nobody, at=at)
    for slug, changed_at in gatherings.order_by("pk").values_list("slug", "changed_at"):
        yield _entry("portal:gathering", slug, changed_at=changed_at)
    programmes = Programme.objects.visible_to(nobody, at=at)
    for slug, changed_at in programmes.order_by("pk").values_list("slug", "changed_at"):
        yield _entry("portal:programme", slug, changed_at=changed_at)
    for theme in Theme.objects.visible_to(nobody).order_by("pk").values_list("slug", flat=True):
        yield _entry("portal:theme", theme)
    for place in Territory.objects.visible_to(nobody).order_by("pk").values_list("slug", flat=True):
        yield _entry("portal:territory", place)
    organisations = Organisation.objects.visible_to(nobody).order_by("pk")
    for organisation in organisations.values_list("slug", flat=True):
        yield _entry("portal:organisation", organisation)
    yield from _texts(at=at)
    yield from _newsletters(at=at)
    updates = Update.objects.visible_to(nobody, at=at).filter(
        interest_list__initiative__in=initiatives
    )
    rows = updates.order_by("pk").values_list(
        "interest_list__initiative__slug", "pk", "published_at"
    )
    for slug, pk, published_at in rows:
        yield _entry("portal:update", slug, pk, changed_at=published_at)


def _newsletters(*, at: datetime) -> Iterator[SitemapEntry]:
    sent = Newsletter.objects.visible_to(AnonymousUser(), at=at).order_by("pk")
    rows = list(sent.values_list("programme__slug", "pk", "published_at"))
    for slug in dict.fromkeys(slug for slug, _pk, _moment in rows):
        yield _entry("newsletters:archive", slug)
    for slug, pk, published_at in rows:
        yield _entry("newsletters:newsletter", slug, pk, changed_at=published_at)


def _texts(*, at: datetime) -> Iterator[SitemapEntry]:
    pieces = Piece.objects.visible_to(AnonymousUser(), at=at).order_by("pk")
    for slug, day, changed_at in pieces.values_list("slug", "dated_on", "changed_at"):
        if day is None:
            yield _entry("portal:guide", slug, changed_at=changed_at)
        else:
            yield _entry("portal:article", day.year, slug, changed_at=changed_at)
