"""What the frame of every page shows: at its foot, who runs the site, and where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from samspill.core.translated import Translated
from samspill.organisations.models import Address, Organisation

#: So long a change of address may wait before every page shows it.
SECONDS_KEPT = 60
KEY = "portal.footer"


@dataclass(frozen=True, kw_only=True)
class Footer:
    """Who answers for the site."""

    name: Translated
    addresses: Sequence[Address]


def footer(_request: HttpRequest) -> dict[str, object]:
    """Give the organisation that runs the site; asked of the database once a minute, not a page."""
    found = cache.get(KEY, "")
    if found == "":
        found = _footer()
        cache.set(KEY, found, SECONDS_KEPT)
    return {"footer": found}


def site_owner() -> Organisation | None:
    """Find the organisation named by the settings, else the first host of a programme."""
    organisations = Organisation.objects.prefetch_related("addresses")
    if settings.OWNER:
        return organisations.filter(slug=settings.OWNER).first()
    hosts = organisations.filter(hosted_programmes__published_at__isnull=False)
    return hosts.exclude(addresses=None).order_by("hosted_programmes__pk").first()


def _footer() -> Footer | None:
    owner = site_owner()
    if owner is None:
        return None
    addresses = sorted(owner.addresses.all(), key=lambda each: each.kind)
    return Footer(name=owner.name, addresses=addresses)
