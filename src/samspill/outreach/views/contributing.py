"""Sending a proposal, input or a question to a programme, from its page or an initiative's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import known
from samspill.initiatives.models import Initiative
from samspill.outreach import actions
from samspill.outreach.forms import ContributionForm
from samspill.outreach.views.finding import (
    programme_of,
    public_initiative,
    public_programme,
)
from samspill.outreach.views.trails import contributing_trail
from samspill.programmes.models import Programme


@open_to(Access.PUBLIC, to="outreach.contribute")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def to_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Send something to those who run a programme."""
    return _contribute(request, public_programme(slug), None)


@open_to(Access.PUBLIC, to="outreach.contribute")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def to_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """Send something about an initiative to those who run it."""
    initiative = public_initiative(slug)
    return _contribute(request, programme_of(initiative), initiative)


def _contribute(
    request: HttpRequest, programme: Programme, initiative: Initiative | None
) -> HttpResponse:
    form = ContributionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if not form.is_from_a_machine:
                actions.contribute(
                    programme,
                    initiative=initiative,
                    language=known(get_language() or "nb"),
                    at=clock.now(),
                    **form.contribution(),
                )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            if initiative:
                return redirect("outreach:received_on_initiative", initiative.slug)
            return redirect("outreach:received", programme.slug)
    page = {
        **_about(initiative or programme, _("Send a proposal, input or a question")),
        "form": form,
    }
    return render(request, "outreach/contribute.html", page, status=422 if form.errors else 200)


@open_to(Access.PUBLIC, to="outreach.contribute")
@require_safe
def received(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell that what was sent to a programme has come in."""
    page = _about(public_programme(slug), _("It has come in"))
    return render(request, "outreach/received.html", page)


@open_to(Access.PUBLIC, to="outreach.contribute")
@require_safe
def received_on_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell that what was sent about an initiative has come in."""
    page = _about(public_initiative(slug), _("It has come in"))
    return render(request, "outreach/received.html", page)


def _about(about: Programme | Initiative, here: str) -> dict[str, Any]:
    return {"about": about, "here": here, "trail": contributing_trail(about, here)}
