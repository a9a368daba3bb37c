"""Find what somebody changes. What is not there and what is not one's own are answered alike."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.rules import refusal
from samspill.initiatives import rules
from samspill.initiatives.models import Initiative


def initiative_for(request: PersonRequest, slug: str, *, to: str) -> Initiative:
    """Find an initiative in which the person may do something, such as ``initiatives.edit``.

    :raises Http404: there is none, or this person may not: to others these pages do not exist.
    """
    now = clock.now()
    own = Initiative.objects.visible_to(request.user, at=now).open_to(request.user, to, at=now)
    initiative = get_object_or_404(
        own.select_related("interest_list", "programme__part_of"), slug=slug
    )
    if refusal(rules.check_may, request.user, to, initiative, at=now):
        raise Http404
    return initiative
