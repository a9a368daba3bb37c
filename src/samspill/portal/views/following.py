"""Following an initiative by e-mail, and writing to its contact person."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import known
from samspill.initiatives.choices import Duty
from samspill.initiatives.models import Initiative, TeamMember
from samspill.initiatives.queries.team import SPEAKING, choose_contact, team_of
from samspill.mailings import actions as mailings
from samspill.mailings.forms import FollowForm
from samspill.organisations import actions as organisations
from samspill.organisations.choices import Country
from samspill.organisations.forms import EnquiryForm
from samspill.portal.trails import initiative_trail


def _public_initiative(slug: str) -> Initiative:
    """Find an initiative that everybody may see: these pages are the same for everybody."""
    initiatives = Initiative.objects.visible_to(AnonymousUser(), at=clock.now())
    return get_object_or_404(initiatives.select_related("interest_list"), slug=slug)


def _language() -> str:
    return known(get_language() or "nb")


@open_to(Access.PUBLIC, to="mailings.follow")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to follow an initiative; nothing begins before the button in the mail's page is pressed."""
    initiative = _public_initiative(slug)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not form.is_from_a_machine:
                mailings.ask(
                    initiative.interest_list,
                    address=form.cleaned_data["address"],
                    language=_language(),
                    at=clock.now(),
                )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("portal:asked", slug)
    page = {
        "initiative": initiative,
        "form": form,
        "trail": initiative_trail(initiative, _("Follow by e-mail")),
    }
    return render(request, "portal/follow.html", page, status=422 if form.errors else 200)


@open_to(Access.PUBLIC, to="mailings.follow")
@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what happens next; the same for every address, known or not."""
    initiative = _public_initiative(slug)
    page = {
        "initiative": initiative,
        "trail": initiative_trail(initiative, _("Follow by e-mail")),
    }
    return render(request, "portal/asked.html", page)


@open_to(Access.PUBLIC, to="organisations.write_enquiry")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the contact person of one's own country."""
    initiative = _public_initiative(slug)
    now = clock.now()
    team = team_of(initiative, at=now)
    country = request.POST.get("country") or request.GET.get("country") or ""
    member = _chosen(team, request) or choose_contact(team, country)
    if member is None:
        raise Http404
    form = EnquiryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not form.is_from_a_machine:
                organisations.write_enquiry(
                    member.role,
                    about=str(initiative.title),
                    language=_language(),
                    at=now,
                    **form.enquiry(),
                )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("portal:received", slug)
    page = {
        "initiative": initiative,
        "member": member,
        "role": member.role,
        "countries": _countries(team),
        "form": form,
        "trail": initiative_trail(initiative, _("Write to the contact person")),
    }
    return render(request, "portal/contact.html", page, status=422 if form.errors else 200)


def _chosen(team: Iterable[TeamMember], request: HttpRequest) -> TeamMember | None:
    """Find the member of the team whom the visitor has chosen by name, among those who are named."""
    wanted = request.POST.get("to") or request.GET.get("to") or ""
    named = (each for each in team if each.duty in SPEAKING)
    return next((each for each in named if str(each.pk) == wanted), None)


def _countries(team: Iterable[TeamMember]) -> list[Country]:
    """List the countries that have a contact person, each once."""
    codes = dict.fromkeys(each.country for each in team if each.duty == Duty.CONTACT)
    return [Country(code) for code in codes]


@open_to(Access.PUBLIC, to="organisations.write_enquiry")
@require_safe
def received(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell that the letter has been taken care of."""
    initiative = _public_initiative(slug)
    page = {
        "initiative": initiative,
        "trail": initiative_trail(initiative, _("Write to the contact person")),
    }
    return render(request, "portal/received.html", page)
