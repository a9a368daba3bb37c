"""My page: for whom one acts, and where to look after one's account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import cards
from samspill.organisations.queries import roles_of

#: How many initiatives are shown before the list of all of them is.
MOST = 12


@open_to(Access.SIGNED_IN, to="accounts.see_own")
@login_required
@require_safe
def my_page(request: PersonRequest) -> HttpResponse:
    """Show for whom somebody acts, in which initiatives they work, and where their account is."""
    now = clock.now()
    roles = list(roles_of(request.user, now))
    mine = Initiative.objects.visible_to(request.user, at=now).filter(team__role__in=roles)
    page = {
        "roles": roles,
        "cards": cards(mine.distinct().order_by("-changed_at", "pk")[:MOST], at=now),
        "trail": [(_("My page"), "")],
    }
    return render(request, "portal/my_page.html", page)
