"""Who follows an initiative: counted on a page, and taken out as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.languages import LANGUAGES
from samspill.core.sheets import FORMATS, as_file
from samspill.initiatives import actions
from samspill.mailings.queries import count_followers, count_unreached
from samspill.portal.finding import initiative_run_by
from samspill.portal.trails import initiative_trail

EXPORT = "initiatives.export_followers"


@open_to(Access.SIGNED_IN, to=EXPORT)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def followers(request: PersonRequest, slug: str) -> HttpResponse:
    """Count those who follow; give the list as a file when a button is pressed."""
    initiative = initiative_run_by(request, slug, to=EXPORT)
    wanted = request.POST.get("as", "")
    if wanted in FORMATS:
        rows = actions.export_followers(initiative, by=request.user, at=clock.now())
        return as_file(rows, wanted, name=slug)
    counted = count_followers(initiative.interest_list)
    page = {
        "initiative": initiative,
        "followers": {LANGUAGES[code]: count for code, count in counted.items()},
        "many": sum(counted.values()),
        "unreached": count_unreached(initiative.interest_list),
        "trail": initiative_trail(initiative, _("Those who follow")),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/followers.html", page, status=status)
