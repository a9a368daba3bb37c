"""My page: for whom one acts, and where to look after one's account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.policy import allows
from samspill.editorial.policy import EVERYWHERE
from samspill.editorial.queries import programmes_open_to, waiting_for
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import cards
from samspill.organisations.forms import ActingForm
from samspill.organisations.models import Organisation
from samspill.organisations.queries import Held, held_by, roles_for
from samspill.outreach.queries import inbox_link

#: How many initiatives are shown before the list of all of them is.
MOST = 12


@open_to(Access.SIGNED_IN, to="accounts.see_own")
@login_required
@require_safe
def my_page(request: PersonRequest) -> HttpResponse:
    """Show for whom somebody acts, in which initiatives they work, and where their account is."""
    now = clock.now()
    held = held_by(request.user, now)
    roles = held.roles
    mine = Initiative.objects.visible_to(request.user, at=now).filter(team__role__in=roles)
    desks = list(programmes_open_to(request.user, "editorial.edit", at=now).order_by("pk"))
    overseen = programmes_open_to(request.user, "editorial.look_through", at=now)
    acting = getattr(request, "acting_role", None)
    page = {
        "roles": roles,
        "form": ActingForm(roles=roles, initial={"role": acting.pk if acting else None}),
        "looked_after": _looked_after(held),
        "desks": desks,
        "overseen": list(overseen.order_by("pk")) if EVERYWHERE & held.kinds() else [],
        "waiting": waiting_for(request.user, at=now) if desks else [],
        "is_second_person": allows("organisations.clear_ties", roles=held.kinds()),
        "keeps_register": allows("organisations.register", roles=held.kinds()),
        "inbox": inbox_link(request.user, at=now) if roles else None,
        "is_held_back": held.is_held_back,
        "cards": cards(mine.distinct().order_by("-changed_at", "pk")[:MOST], at=now),
        "trail": [(_("My page"), "")],
    }
    return render(request, "portal/my_page.html", page)


def _looked_after(held: Held) -> list[Organisation]:
    """List the organisations that somebody acts for and whose people they may see, each once."""
    found = {role.organisation_id: role.organisation for role in held.roles}
    return [
        organisation
        for organisation in found.values()
        if allows("organisations.see_people", roles=roles_for(held, organisation))
    ]
