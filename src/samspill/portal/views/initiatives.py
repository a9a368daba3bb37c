"""Initiatives: the list, and each one's page."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.sheets import as_file
from samspill.editorial.checks import open_points
from samspill.events.queries import gatherings_of_initiative
from samspill.initiatives import rules
from samspill.initiatives.choices import Status
from samspill.initiatives.models import Initiative, InitiativeQuerySet
from samspill.initiatives.queries import (
    Filters,
    InitiativePage,
    cards,
    matching,
    table_of,
    with_relations,
)
from samspill.mailings.forms import FollowForm
from samspill.organisations.choices import Country
from samspill.organisations.models import Territory
from samspill.outreach.queries import newest_first, shared_answers
from samspill.portal.followed import followed_initiative
from samspill.portal.jsonld import initiative_page
from samspill.portal.queries import (
    group_places,
    is_open_for_participants,
    newest_articles,
    people,
)
from samspill.portal.trails import initiatives_trail
from samspill.programmes.models import Theme

A_PAGE = 24
#: What the page leads on to, for those who may.
OFFERED = (
    "initiatives.edit",
    "initiatives.publish_update",
    "initiatives.copy",
    "initiatives.name_coordinator",
    "initiatives.read_history",
)


@open_to(Access.PUBLIC, to="initiatives.read")
@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """List initiatives, narrowed by status, theme, country and place; the address says to what."""
    now = clock.now()
    rows, filters, places = _asked_for(request, at=now)
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    page = {
        "cards": cards(rows[(shown.number - 1) * A_PAGE : shown.number * A_PAGE], at=now),
        "shown": shown,
        "filters": filters,
        "question": request.GET.urlencode(),
        "statuses": Status,
        "countries": Country,
        "places": sorted(places, key=lambda each: str(each.name)),
        "themes": sorted(Theme.objects.visible_to(request.user), key=lambda each: str(each.name)),
        "trail": [(_("Initiatives"), "")],
    }
    return render(request, "portal/initiatives.html", page)


@open_to(Access.PUBLIC, to="initiatives.read")
@require_safe
def initiatives_as_file(request: HttpRequest, wanted: str) -> HttpResponse:
    """Give the list, narrowed alike and whole, as a file for spreadsheets."""
    now = clock.now()
    rows, _filters, _all = _asked_for(request, at=now)
    return as_file(table_of(cards(rows, at=now)), wanted, name="samspill")


def _asked_for(
    request: HttpRequest, *, at: datetime
) -> tuple[InitiativeQuerySet, Filters, list[Territory]]:
    """Read the address: what is listed, how it is narrowed, and to which places it can be."""
    asked = request.GET
    visible = Initiative.objects.visible_to(request.user, at=at)
    places = _places(request, visible)
    filters = Filters(
        status=Status(asked["status"]) if asked.get("status") in Status else None,
        theme=asked.get("theme", ""),
        country=asked["country"] if asked.get("country") in Country else "",
        territory=next((each for each in places if each.slug == asked.get("place")), None),
    )
    return matching(visible, filters, at=at).order_by("-changed_at", "pk"), filters, places


def _places(request: HttpRequest, initiatives: InitiativeQuerySet) -> list[Territory]:
    """List the places in which there is something to see, and the one that is asked for."""
    wanted = Q(slug=request.GET.get("place", "")) | Q(initiatives__in=initiatives)
    return list(Territory.objects.visible_to(request.user).filter(wanted).distinct().order_by("pk"))


@open_to(Access.PUBLIC, to="initiatives.read")
@require_safe
def initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an initiative: what, where it stands, what one can do now, who is behind it."""
    now = clock.now()
    visible = Initiative.objects.visible_to(request.user, at=now)
    found = get_object_or_404(with_relations(visible, at=now), slug=slug)
    answers = shared_answers(found, reader=request.user, at=now)
    shown = InitiativePage.of(found, at=now, reader=request.user, questions=answers)
    is_known = request.user.is_authenticated
    allowed = rules.allowed_to(request.user, OFFERED, found, at=now) if is_known else ()
    is_draft = not (found.published_at and found.published_at <= now)
    page = {
        "page": shown,
        "is_open": is_open_for_participants(shown),
        "people": people(shown),
        "group_places": group_places(shown),
        "jsonld": initiative_page(found),
        "gatherings": gatherings_of_initiative(found, at=now, reader=request.user),
        "articles": newest_articles({"initiatives": found}, at=now),
        "questions": newest_first(shown.beside["questions"]),
        "follow_form": FollowForm(),
        "followed": followed_initiative(shown.initiative),
        "may_edit": "initiatives.edit" in allowed,
        "may_write": "initiatives.publish_update" in allowed,
        "may_steer": "initiatives.copy" in allowed,
        "may_coordinate": "initiatives.name_coordinator" in allowed,
        "may_read_history": "initiatives.read_history" in allowed,
        "is_draft": is_draft,
        "open_points": open_points(found, at=now)
        if is_draft and "initiatives.edit" in allowed
        else (),
        "trail": initiatives_trail((found.title, "")),
    }
    return render(request, "portal/initiative.html", page)
