"""Where the pages of outreach lie."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.core.translated import Translated
from samspill.initiatives.models import Initiative
from samspill.outreach.models import Contribution
from samspill.programmes.models import Programme

Trail = list[tuple[str | Translated, str]]


def contributing_trail(about: Programme | Initiative, here: str) -> Trail:
    """Lead by what somebody writes about."""
    return [(about.title, about.get_absolute_url()), (here, "")]


def inbox_trail(contribution: Contribution | None = None, here: str = "") -> Trail:
    """Lead by one's own page to the inbox, to what lies there, and to what one does with it."""
    trail: Trail = [
        (_("My page"), reverse("portal:my_page")),
        (_("Inbox"), reverse("outreach:inbox") if contribution else ""),
    ]
    if contribution:
        trail.append((str(contribution), contribution.get_absolute_url() if here else ""))
    if here:
        trail.append((here, ""))
    return trail
