"""What search engines read: schema.org descriptions of pages, as JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from samspill.core import prose
from samspill.editorial.queries import PiecePage
from samspill.events.queries import GatheringCard
from samspill.initiatives.models import Initiative
from samspill.mailings.models import Update
from samspill.organisations.models import Organisation
from samspill.portal.pages import absolute

#: In a script element these characters could end it, or begin another.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(description: Mapping[str, Any]) -> SafeString:
    """Write a description as a data block, which no browser runs."""
    known = {name: value for name, value in description.items() if value}
    written = json.dumps({"@context": "https://schema.org", **known}, ensure_ascii=False)
    block = f'<script type="application/ld+json">{written.translate(_ESCAPES)}</script>'
    return SafeString(block)  # what could end the element is escaped  # nosec B703


def initiative_page(initiative: Initiative) -> SafeString:
    """Describe an initiative."""
    return script(
        {
            "@type": "Project",
            "name": str(initiative.title),
            "description": str(initiative.lead),
            "url": absolute(initiative.get_absolute_url()),
        }
    )


def event(card: GatheringCard) -> SafeString:
    """Describe a gathering; one whose day is not known is left out."""
    gathering = card.gathering
    if not card.starts:
        return SafeString("")
    status = "EventCancelled" if card.is_cancelled else "EventScheduled"
    place = {"@type": "Place", "name": gathering.venue or gathering.place, "address": card.where}
    return script(
        {
            "@type": "Event",
            "name": str(gathering.title),
            "description": prose.excerpt(str(gathering.purpose)),
            "startDate": card.starts.isoformat(),
            "endDate": card.ends.isoformat() if card.ends else "",
            "eventStatus": f"https://schema.org/{status}",
            "location": place if card.is_on_site else {"@type": "VirtualLocation"},
            "url": absolute(gathering.get_absolute_url()),
        }
    )


def news_article(update: Update, initiative: Initiative) -> SafeString:
    """Describe an update."""
    return script(
        {
            "@type": "NewsArticle",
            "headline": str(update.title),
            "datePublished": update.published_at.isoformat() if update.published_at else "",
            "about": str(initiative.title),
            "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        }
    )


def article_page(page: PiecePage) -> SafeString:
    """Describe an article or a guide."""
    published = page.piece.dated_on or page.revision.published_at
    picture = page.shown.picture
    return script(
        {
            "@type": "Article" if page.piece.is_guide else "NewsArticle",
            "headline": page.revision.title,
            "description": page.revision.lead,
            "inLanguage": page.language,
            "datePublished": published.isoformat() if published else "",
            "dateModified": page.corrected_at.isoformat() if page.corrected_at else "",
            "image": absolute(picture.address) if picture else "",
            "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
            "mainEntityOfPage": absolute(page.piece.get_absolute_url()),
        }
    )


def organisation_page(organisation: Organisation) -> SafeString:
    """Describe an organisation."""
    kind = "GovernmentOrganization" if organisation.is_public_body else "Organization"
    return script(
        {
            "@type": kind,
            "name": str(organisation.name),
            "alternateName": organisation.abbreviation,
            "url": organisation.website or absolute(organisation.get_absolute_url()),
        }
    )
