"""Find what a page is about, for those who may see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.rules import refusal
from samspill.initiatives import rules
from samspill.initiatives.models import Initiative


def initiative_run_by(request: PersonRequest, slug: str, *, to: str) -> Initiative:
    """Find an initiative in which the person may do something, such as ``initiatives.copy``.

    One question finds it: what is not there and what is not one's own take the same way to the
    same answer.

    :raises Http404: there is none, or this person may not: to others these pages do not exist.
    """
    now = clock.now()
    own = Initiative.objects.open_to(request.user, to, at=now).select_related("interest_list")
    initiative = get_object_or_404(own, slug=slug)
    if refusal(rules.check_may, request.user, to, initiative, at=now):
        raise Http404
    return initiative
