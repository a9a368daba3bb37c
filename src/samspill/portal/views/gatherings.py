"""Gatherings: the list, and each one's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.rules import refusal
from samspill.core.sheets import as_file
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard, all_gatherings, table_of
from samspill.events.rules import check_may
from samspill.initiatives.models import Initiative
from samspill.portal.jsonld import event
from samspill.portal.trails import gatherings_trail
from samspill.programmes.models import Programme


@open_to(Access.PUBLIC, to="events.read")
@require_safe
def gatherings(request: HttpRequest) -> HttpResponse:
    """List the gatherings to come, and those that have been."""
    page = {
        "gatherings": all_gatherings(at=clock.now(), reader=request.user),
        "trail": [(_("Gatherings"), "")],
    }
    return render(request, "portal/gatherings.html", page)


@open_to(Access.PUBLIC, to="events.read")
@require_safe
def gatherings_as_file(request: HttpRequest, wanted: str) -> HttpResponse:
    """Give the list as a file for spreadsheets."""
    found = all_gatherings(at=clock.now(), reader=request.user)
    return as_file(table_of(found.all), wanted, name="samspill")


@open_to(Access.PUBLIC, to="events.read")
@require_safe
def gathering(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a gathering: when, where, for whom and why."""
    now = clock.now()
    visible = Gathering.objects.visible_to(request.user, at=now)
    found = get_object_or_404(
        visible.select_related("initiative", "programme", "territory"), slug=slug
    )
    card = GatheringCard.of(found, at=now)
    page = {
        "card": card,
        "jsonld": event(card),
        "gathering": found,
        "may_edit": request.user.is_authenticated
        and not refusal(check_may, request.user, "events.edit", found, at=now),
        **_followed(found),
        "trail": gatherings_trail((found.title, "")),
    }
    return render(request, "portal/gathering.html", page)


def _followed(found: Gathering) -> dict[str, list[Initiative] | list[Programme]]:
    """Name what one follows to hear more of what gathers here, unless it is a draft."""
    initiative, programme = found.initiative, found.programme
    return {
        "initiatives": [initiative] if initiative and initiative.published_at else [],
        "programmes": [programme] if programme and programme.published_at else [],
    }
