"""What has been done: in an initiative, and in one's own name."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.accounts.http import PersonRequest
from samspill.audit.queries import Deed, Deeds
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.portal import history
from samspill.portal.finding import initiative_run_by
from samspill.portal.trails import initiative_trail

A_PAGE = 25


@open_to(Access.SIGNED_IN, to="initiatives.read_history")
@login_required
@require_safe
def initiative_history(request: PersonRequest, slug: str) -> HttpResponse:
    """Show everything that was done in an initiative: who, for whom, when, from what to what."""
    initiative = initiative_run_by(request, slug, to="initiatives.read_history")
    title = _("What has been done")
    page = {
        "title": title,
        "about": initiative,
        "introduction": _(
            "Everything that was done in this initiative on the site, the newest first."
            " Nothing here can be changed or taken away."
        ),
        "trail": initiative_trail(initiative, title),
    }
    return _shown(request, history.history_of(initiative), page)


@open_to(Access.SIGNED_IN, to="accounts.read_own_history")
@login_required
@require_safe
def own_history(request: PersonRequest) -> HttpResponse:
    """Show somebody everything that was done in their name."""
    title = _("What has been done in your name")
    page = {
        "title": title,
        "is_own": True,
        "introduction": _(
            "Everything that was done on the site by your account, the newest first."
            " If you find something that you did not do, tell whoever runs the site."
        ),
        "trail": [(_("My page"), reverse("portal:my_page")), (title, "")],
    }
    return _shown(request, history.own_history(request.user), page)


def _shown(request: PersonRequest, deeds: Deeds, page: dict[str, Any]) -> HttpResponse:
    # Deeds can be counted and sliced, which is all that a paginator asks for.
    paginator: Paginator[Deed] = Paginator(cast("list[Deed]", deeds), A_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    lines = history.told(
        shown.object_list, reader=request.user, at=clock.now(), about=page.get("about")
    )
    return render(request, "portal/history.html", {**page, "lines": lines, "shown": shown})
