"""Searching: the page, and a search as a feed."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.portal.pages import absolute
from samspill.portal.searching import (
    SearchPage,
    answer,
    heading_of,
    keys_of,
    query_of,
    question_of,
)
from samspill.search.choices import Order
from samspill.search.queries import find


@open_to(Access.PUBLIC, to="search.read")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find what fits the words of the address, narrowed to what it says; or ask for words."""
    now = clock.now()
    question = question_of(request.GET)
    found = find(question, keys=keys_of(request.user, at=now), at=now)
    page = {
        "page": SearchPage.of(found, request.user),
        "question": question,
        "heading": heading_of(question),
        "is_asked": bool(question.text or question.narrowed),
        "trail": [(_("Search"), "")],
    }
    return render(request, "portal/search.html", page)


@open_to(Access.PUBLIC, to="search.read")
@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """Give what everybody finds by a search, the newest first, as an Atom feed."""
    question = replace(question_of(request.GET), order=Order.NEWEST, page=1)
    found = find(question, at=clock.now())
    query = query_of(question)
    here = absolute(f"{request.path}?{query}")
    feed = Atom1Feed(
        title=f"{heading_of(question)} – {settings.SITE_NAME}",
        link=absolute(f"{reverse('portal:search')}?{query}"),
        description="",
        language=question.language,
        feed_url=here,
        feed_guid=here,
        author_name=settings.SITE_NAME,
    )
    for hit in found.hits:
        if hit.dated_at is None:
            continue
        shown = answer(hit)
        feed.add_item(
            title=f"{shown.kind}: {shown.title.plain}",
            link=absolute(shown.href),
            description=shown.snippet.plain,
            unique_id=f"tag:{settings.MAIL_DOMAIN},2026:{hit.kind.value}/{hit.key}",
            pubdate=hit.dated_at,
            updateddate=hit.dated_at,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
