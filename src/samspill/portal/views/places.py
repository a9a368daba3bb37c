"""Programmes, themes, territories and organisations: who works where, with what."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.accounts.models import Reader
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.policy import allows
from samspill.core.rules import refusal
from samspill.core.together import read_together
from samspill.core.translated import Translated
from samspill.events.queries import gatherings_of_programme
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import cards
from samspill.initiatives.rules import check_may_create
from samspill.mailings.models import Update
from samspill.newsletters.queries import newest_of, programmes_open_to
from samspill.organisations.models import Organisation, Territory
from samspill.organisations.queries import (
    OrganisationPage,
    held_by,
    may_keep_register,
    roles_for,
    within,
)
from samspill.outreach.queries import runs
from samspill.portal.jsonld import organisation_page
from samspill.portal.queries import TileMap, newest_articles
from samspill.portal.trails import programmes_trail
from samspill.programmes.models import Programme, Theme
from samspill.programmes.queries import ProgrammePage, with_relations
from samspill.programmes.rules import check_may


@open_to(Access.PUBLIC, to="programmes.read")
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes as a tree: Nordic, national, regional."""
    visible = Programme.objects.visible_to(request.user, at=clock.now())
    everything = list(visible.select_related("host").order_by("pk"))
    keys = {each.pk for each in everything}
    tree = [
        (each, [part for part in everything if part.part_of_id == each.pk])
        for each in everything
        if each.part_of_id not in keys
    ]
    page = {"tree": tree, "trail": [(_("Programmes"), "")]}
    return render(request, "portal/programmes.html", page)


@open_to(Access.PUBLIC, to="programmes.read")
@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a programme or regional project: where it works, who owns it, what it has under way."""
    now = clock.now()
    visible = Programme.objects.visible_to(request.user, at=now)
    found = get_object_or_404(with_relations(visible), slug=slug)
    shown = ProgrammePage.of(found, at=now, reader=request.user)
    initiatives = Initiative.objects.visible_to(request.user, at=now).filter(programme=found)
    above = [(each.title, each.get_absolute_url()) for each in shown.trail]
    page = {
        "page": shown,
        "is_public": bool(found.published_at and found.published_at <= now),
        "runs_it": runs(request.user, found, at=now),
        "may_begin": request.user.is_authenticated
        and not refusal(check_may_create, request.user, found, at=now),
        "may_edit": request.user.is_authenticated
        and not refusal(check_may, request.user, "programmes.edit", found, at=now),
        "has_ended": bool(found.ends and found.ends.is_over(now)),
        "map": TileMap.of(shown, at=now),
        "cards": cards(initiatives.order_by("-changed_at", "pk"), at=now),
        "articles": newest_articles({"programme": found}, at=now),
        "gatherings": gatherings_of_programme(found, at=now, reader=request.user),
        **_told(found, request.user, at=now),
        "may_write_newsletters": _may_write_newsletters(found, request.user, at=now),
        "trail": programmes_trail(*above, (found.title, "")),
    }
    return render(request, "portal/programme.html", page)


def _may_write_newsletters(programme: Programme, reader: Reader, *, at: datetime) -> bool:
    """Tell whether somebody writes newsletters of a programme; visitors are not asked about."""
    if not reader.is_authenticated:
        return False
    own = programmes_open_to(reader, "newsletters.edit", at=at)
    return own.filter(pk=programme.pk).exists()


def _told(programme: Programme, reader: Reader, *, at: datetime) -> dict[str, list[Any]]:
    """Read what a programme has told those who follow it, the newest first, in one query."""
    updates = Update.objects.visible_to(reader, at=at)
    found = read_together(
        updates=(
            updates.filter(interest_list_id=programme.interest_list_id),
            ["title", "body", "published_at"],
        ),
        newsletters=(newest_of(programme, at=at), ["title", "published_at"]),
    )
    for rows in found.values():
        rows.sort(key=lambda row: (row.published_at, row.pk), reverse=True)
    return found


@open_to(Access.PUBLIC, to="programmes.read")
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is going on within a theme."""
    now = clock.now()
    found = get_object_or_404(Theme.objects.visible_to(request.user), slug=slug)
    initiatives = Initiative.objects.visible_to(request.user, at=now).filter(themes=found)
    page = {
        "theme": found,
        "cards": cards(initiatives.order_by("-changed_at", "pk"), at=now),
        "articles": newest_articles({"themes": found}, at=now),
        "archive_query": f"theme={found.slug}",
        "programmes": Programme.objects.visible_to(request.user, at=now)
        .filter(themes=found)
        .order_by("pk"),
        "trail": [(found.name, "")],
    }
    return render(request, "portal/theme.html", page)


@open_to(Access.PUBLIC, to="organisations.read")
@require_safe
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is going on in a country, region, county or municipality, with all its parts."""
    now = clock.now()
    territories = Territory.objects.visible_to(request.user).select_related("part_of__part_of")
    found = get_object_or_404(territories, slug=slug)
    inside = within(found)
    initiatives = (
        Initiative.objects.visible_to(request.user, at=now)
        .filter(territories__in=inside)
        .distinct()
    )
    here = Organisation.objects.visible_to(request.user).filter(territory__in=inside)
    page = {
        "territory": found,
        "cards": cards(initiatives.order_by("-changed_at", "pk"), at=now),
        "articles": newest_articles({"territories__in": inside}, at=now),
        "archive_query": f"place={found.slug}",
        "programmes": Programme.objects.visible_to(request.user, at=now)
        .filter(territories__in=inside)
        .distinct()
        .order_by("pk"),
        "organisations": sorted(here.order_by("pk"), key=lambda each: str(each.name)),
        "trail": _above(found),
    }
    return render(request, "portal/territory.html", page)


def _above(found: Territory) -> list[tuple[Translated, str]]:
    trail: list[tuple[Translated, str]] = [(found.name, "")]
    step = found.part_of
    while step is not None and len(trail) <= 2:  # noqa: PLR2004 - as deep as has been read
        trail.insert(0, (step.name, step.get_absolute_url()))
        step = step.part_of
    return trail


@open_to(Access.PUBLIC, to="organisations.read")
@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation: what it is, what it was called before, what it takes part in."""
    now = clock.now()
    found = get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)
    initiatives = (
        Initiative.objects.visible_to(request.user, at=now)
        .filter(involvements__organisation=found)
        .distinct()
    )
    page = {
        "page": OrganisationPage.of(found, at=now),
        "may_see_people": allows(
            "organisations.see_people", roles=roles_for(held_by(request.user, now), found)
        ),
        "may_edit": request.user.is_authenticated and may_keep_register(request.user, at=now),
        "jsonld": organisation_page(found),
        "cards": cards(initiatives.order_by("-changed_at", "pk"), at=now),
        "programmes": Programme.objects.visible_to(request.user, at=now)
        .filter(ownerships__organisation=found)
        .order_by("pk"),
        "trail": [(found.name, "")],
    }
    return render(request, "portal/organisation.html", page)
