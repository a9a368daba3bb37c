"""What machines read: feeds of updates, calendars of gatherings, the site map."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.core import clock, prose
from samspill.core.access import Access, open_to
from samspill.core.languages import known
from samspill.editorial.models import Piece
from samspill.editorial.queries import cards, narrowed
from samspill.events.ical import calendar
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.mailings.models import Update
from samspill.portal.pages import absolute, initiative_link, sitemap_entries, update_link

MOST = 50
CALENDAR = "text/calendar; charset=utf-8"


def _language() -> str:
    return known(get_language() or "nb")


def _atom(request: HttpRequest, *, title: str, link: str) -> Atom1Feed:
    return Atom1Feed(
        title=title,
        link=absolute(link),
        description="",
        language=_language(),
        feed_url=absolute(request.path),
        feed_guid=absolute(request.path),
        author_name=settings.SITE_NAME,
    )


def _answer(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _feed(
    request: HttpRequest, *, title: str, link: str, updates: Iterable[Update]
) -> HttpResponse:
    feed = _atom(request, title=title, link=link)
    for each in updates:
        body = each.body.wording(_language())
        feed.add_item(
            title=str(each.title),
            link=absolute(update_link(each, _language())),
            description=prose.render(body.text, site=settings.SITE_URL),
            unique_id=f"tag:{settings.MAIL_DOMAIN},2026:update/{each.pk}",
            pubdate=each.published_at,
            updateddate=each.published_at,
        )
    return _answer(feed)


@open_to(Access.PUBLIC, to="initiatives.read")
@require_safe
def site_feed(request: HttpRequest) -> HttpResponse:
    """Give the newest updates of every initiative as an Atom feed."""
    now = clock.now()
    public = Initiative.objects.visible_to(AnonymousUser(), at=now)
    updates = (
        Update.objects.visible_to(AnonymousUser(), at=now)
        .filter(interest_list__initiative__in=public)
        .select_related("interest_list__initiative")
        .order_by("-published_at", "-pk")[:MOST]
    )
    title = _("Updates from %(site)s") % {"site": settings.SITE_NAME}
    return _feed(request, title=title, link=reverse("portal:front"), updates=updates)


@open_to(Access.PUBLIC, to="editorial.read")
@require_safe
def archive_feed(request: HttpRequest) -> HttpResponse:
    """Give the newest articles as an Atom feed."""
    now = clock.now()
    articles = narrowed(Piece.objects.visible_to(AnonymousUser(), at=now))
    feed = _atom(request, title=_("Articles"), link=reverse("portal:archive"))
    newest = articles.order_by("-dated_on", "-pk")[:MOST]
    for each in cards(newest, language=_language(), at=now):
        day = each.piece.dated_on
        moment = timezone.make_aware(datetime.combine(day, time(12))) if day else None
        feed.add_item(
            title=each.title,
            link=absolute(each.piece.get_absolute_url()),
            description=each.lead,
            unique_id=f"tag:{settings.MAIL_DOMAIN},2026:article/{each.piece.pk}",
            pubdate=moment,
            updateddate=moment,
        )
    return _answer(feed)


@open_to(Access.PUBLIC, to="initiatives.read")
@require_safe
def initiative_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the updates of one initiative as an Atom feed."""
    now = clock.now()
    public = Initiative.objects.visible_to(AnonymousUser(), at=now)
    initiative = get_object_or_404(public, slug=slug)
    updates = (
        Update.objects.visible_to(AnonymousUser(), at=now)
        .filter(interest_list_id=initiative.interest_list_id)
        .select_related("interest_list__initiative")
        .order_by("-published_at", "-pk")[:MOST]
    )
    link = initiative_link(initiative, _language())
    return _feed(request, title=str(initiative.title), link=link, updates=updates)


def _calendar(gatherings: Iterable[Gathering], name: str) -> HttpResponse:
    written = calendar(gatherings, language=_language(), site_url=settings.SITE_URL, name=name)
    return HttpResponse(written, content_type=CALENDAR)


@open_to(Access.PUBLIC, to="events.read")
@require_safe
def site_calendar(_request: HttpRequest) -> HttpResponse:
    """Give the gatherings of the last year and of the time to come as iCalendar."""
    now = clock.now()
    recent = Gathering.objects.visible_to(AnonymousUser(), at=now).filter(
        starts_at__gte=now - timedelta(days=365)
    )
    return _calendar(recent.order_by("starts_at", "pk"), settings.SITE_NAME)


@open_to(Access.PUBLIC, to="events.read")
@require_safe
def initiative_calendar(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give the gatherings of one initiative as iCalendar."""
    now = clock.now()
    public = Initiative.objects.visible_to(AnonymousUser(), at=now)
    initiative = get_object_or_404(public, slug=slug)
    gatherings = Gathering.objects.visible_to(AnonymousUser(), at=now).filter(initiative=initiative)
    return _calendar(gatherings.order_by("when", "pk"), str(initiative.title))


@open_to(Access.PUBLIC, to="events.read")
@require_safe
def gathering_calendar(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give one gathering as iCalendar, to be put in one's own calendar."""
    gatherings = Gathering.objects.visible_to(AnonymousUser(), at=clock.now())
    gathering = get_object_or_404(gatherings, slug=slug)
    response = _calendar([gathering], str(gathering.title))
    response["Content-Disposition"] = f'attachment; filename="{gathering.slug}.ics"'
    return response


@open_to(Access.MACHINE, to="portal.read")
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page with its language versions (sitemaps.org protocol 0.9)."""
    page = {"entries": sitemap_entries(at=clock.now())}
    return render(request, "portal/sitemap.xml", page, content_type="application/xml")


@open_to(Access.MACHINE, to="portal.read")
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the site map is (RFC 9309)."""
    lines = ["User-agent: *", "Disallow: /development/", f"Sitemap: {absolute('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to(Access.MACHINE, to="portal.read")
@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """Tell where to report a weakness (RFC 9116)."""
    expires = (clock.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nb, nn, sv, da, fi, en",
        f"Canonical: {absolute('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
