"""Following by e-mail: an initiative, a programme, a theme, a place, or a kind of happening."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.mailings import actions as mailings
from samspill.mailings.choices import HappeningKind
from samspill.mailings.forms import FollowForm
from samspill.organisations.models import Territory
from samspill.portal import followed as followable
from samspill.portal.finding import (
    language_of_reader,
    public_initiative,
    public_programme,
    public_programmes,
)
from samspill.portal.followed import Followed
from samspill.programmes.models import Theme


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to follow an initiative."""
    return _follow(request, followable.followed_initiative(public_initiative(slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    return _asked(request, followable.followed_initiative(public_initiative(slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to follow a programme."""
    return _follow(request, followable.followed_programme(public_programme(slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    return _asked(request, followable.followed_programme(public_programme(slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to follow a theme."""
    return _follow(request, followable.followed_theme(_theme(request, slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    return _asked(request, followable.followed_theme(_theme(request, slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_territory(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to follow a place."""
    return _follow(request, followable.followed_territory(_territory(request, slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked_territory(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    return _asked(request, followable.followed_territory(_territory(request, slug)))


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_gatherings(request: HttpRequest) -> HttpResponse:
    """Ask to follow all gatherings."""
    return _follow(request, followable.followed_kind(HappeningKind.GATHERING))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked_gatherings(request: HttpRequest) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    return _asked(request, followable.followed_kind(HappeningKind.GATHERING))


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_initiatives(request: HttpRequest) -> HttpResponse:
    """Ask to follow all that is new."""
    return _follow(request, followable.followed_kind(HappeningKind.INITIATIVE))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked_initiatives(request: HttpRequest) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    return _asked(request, followable.followed_kind(HappeningKind.INITIATIVE))


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_articles(request: HttpRequest) -> HttpResponse:
    """Ask to follow all articles."""
    return _follow(request, followable.followed_kind(HappeningKind.ARTICLE))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked_articles(request: HttpRequest) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    return _asked(request, followable.followed_kind(HappeningKind.ARTICLE))


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """List what can be followed, beside single initiatives."""
    themes = Theme.objects.visible_to(request.user).order_by("pk")
    places = Territory.objects.visible_to(request.user).filter(initiatives__isnull=False)
    page = {
        "kinds": [
            followable.followed_kind(HappeningKind.INITIATIVE),
            followable.followed_kind(HappeningKind.GATHERING),
            followable.followed_kind(HappeningKind.ARTICLE),
        ],
        "programmes": public_programmes().order_by("pk"),
        "themes": sorted(themes, key=lambda each: str(each.name)),
        "places": sorted(places.distinct().order_by("pk"), key=lambda each: str(each.name)),
        "trail": [(_("Follow by e-mail"), "")],
    }
    return render(request, "portal/following.html", page)


def _follow(request: HttpRequest, followed: Followed) -> HttpResponse:
    """Ask for an address; nothing begins before the button in the mail's page is pressed."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not form.is_from_a_machine:
                mailings.ask_of(
                    followed.owner,
                    followed.interest_list,
                    address=form.cleaned_data["address"],
                    language=language_of_reader(),
                    at=clock.now(),
                )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(followed.asked_page)
    page = {"followed": followed, "form": form, "trail": followed.trail}
    return render(request, "portal/follow.html", page, status=422 if form.errors else 200)


def _asked(request: HttpRequest, followed: Followed) -> HttpResponse:
    page = {"followed": followed, "trail": followed.trail}
    return render(request, "portal/asked.html", page)


def _theme(request: HttpRequest, slug: str) -> Theme:
    themes = Theme.objects.visible_to(request.user).select_related("interest_list")
    return get_object_or_404(themes, slug=slug)


def _territory(request: HttpRequest, slug: str) -> Territory:
    territories = Territory.objects.visible_to(request.user).select_related("interest_list")
    return get_object_or_404(territories, slug=slug)
