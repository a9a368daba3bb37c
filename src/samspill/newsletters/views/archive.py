"""What has been sent, for everybody: a list, a page of each, and a feed."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.core import clock, prose
from samspill.core.access import Access, open_to
from samspill.core.languages import known
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import archive_of, programmes_open_to, said_in
from samspill.newsletters.views.trails import archive_trail
from samspill.programmes.models import Programme

A_PAGE = 25
MOST_IN_A_FEED = 50


def _programme(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user, at=clock.now()), slug=slug)


@open_to(Access.PUBLIC, to="newsletters.read")
@require_safe
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """List the newsletters of a programme, the newest first."""
    programme = _programme(request, slug)
    now = clock.now()
    own = programmes_open_to(request.user, "newsletters.edit", at=now)
    page = {
        "programme": programme,
        "shown": Paginator(archive_of(programme, at=now), A_PAGE).get_page(request.GET.get("page")),
        "may_write": own.filter(pk=programme.pk).exists(),
        "is_public": bool(programme.published_at and programme.published_at <= now),
        "trail": archive_trail(programme),
    }
    return render(request, "newsletters/archive.html", page)


@open_to(Access.PUBLIC, to="newsletters.read")
@require_safe
def newsletter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a newsletter as it was sent."""
    now = clock.now()
    sent = Newsletter.objects.visible_to(request.user, at=now).filter(published_at__lte=now)
    found = get_object_or_404(sent.select_related("programme"), pk=pk, programme__slug=slug)
    page = {
        "newsletter": found,
        "programme": found.programme,
        "things": said_in(found, at=now),
        "trail": archive_trail(found.programme, (found.title, "")),
    }
    return render(request, "newsletters/newsletter.html", page)


@open_to(Access.PUBLIC, to="newsletters.read")
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the newsletters of a programme as an Atom feed."""
    now = clock.now()
    public = Programme.objects.visible_to(AnonymousUser(), at=now)
    programme = get_object_or_404(public, slug=slug)
    language = known(get_language() or "nb")
    address = f"{settings.SITE_URL}{request.path}"
    listed = Atom1Feed(
        title=_("Newsletters from %(programme)s") % {"programme": programme.title},
        link=f"{settings.SITE_URL}{reverse('newsletters:archive', args=[slug])}",
        description="",
        language=language,
        feed_url=address,
        feed_guid=address,
        author_name=settings.SITE_NAME,
    )
    for each in archive_of(programme, at=now)[:MOST_IN_A_FEED]:
        listed.add_item(
            title=str(each.title),
            link=f"{settings.SITE_URL}{each.get_absolute_url()}",
            description=prose.render(each.lead.wording(language).text, site=settings.SITE_URL),
            unique_id=f"tag:{settings.MAIL_DOMAIN},2026:newsletter/{each.pk}",
            pubdate=each.published_at,
            updateddate=each.published_at,
        )
    written = listed.writeString("utf-8")
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
