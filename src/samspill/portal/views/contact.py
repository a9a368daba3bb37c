"""Writing to the contact person of an initiative."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.initiatives.choices import Duty
from samspill.initiatives.models import TeamMember
from samspill.initiatives.queries.team import SPEAKING, choose_contact, team_of
from samspill.organisations import actions as organisations
from samspill.organisations.choices import Country
from samspill.organisations.forms import EnquiryForm
from samspill.portal.finding import language_of_reader, public_initiative
from samspill.portal.trails import initiative_trail


@open_to(Access.PUBLIC, to="organisations.write_enquiry")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the contact person of one's own country."""
    initiative = public_initiative(slug)
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
                    language=language_of_reader(),
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
    initiative = public_initiative(slug)
    page = {
        "initiative": initiative,
        "trail": initiative_trail(initiative, _("Write to the contact person")),
    }
    return render(request, "portal/received.html", page)
