"""What is to be published, for those who oversee a programme: read, and nothing else."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.editorial.queries import PiecePage, drafts_of
from samspill.editorial.views.finding import programme_for

A_PAGE = 50


@open_to(Access.SIGNED_IN, to="editorial.look_through")
@login_required
@require_safe
def drafts(request: PersonRequest, slug: str) -> HttpResponse:
    """List the drafts of a programme; show the one that the address names, as readers will meet it."""
    programme = programme_for(request, slug, to="editorial.look_through")
    now = clock.now()
    found = drafts_of(programme, request.user, at=now)
    asked = request.GET.get("draft", "")
    chosen = next((each for each in found if str(each.pk) == asked), None)
    if asked and chosen is None:
        raise Http404
    shown = None
    if chosen is not None:
        with override(chosen.version.language):
            shown = PiecePage.beforehand(chosen, reader=AnonymousUser(), at=now)
    page = {
        "programme": programme,
        "shown": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "page": shown,
        "trail": [
            (programme.title, programme.get_absolute_url()),
            (_("Drafts of articles and guides"), ""),
        ],
    }
    return render(request, "editorial/drafts.html", page)
