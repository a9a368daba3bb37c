"""Find what a page is about. What is not there and what is not one's own are alike."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.initiatives.models import Initiative
from samspill.outreach.models import Contribution
from samspill.programmes.models import Programme


def public_programme(slug: str) -> Programme:
    """Find a programme that everybody may see: its forms are the same for everybody.

    :raises Http404: there is none.
    """
    programmes = Programme.objects.visible_to(AnonymousUser(), at=clock.now())
    return get_object_or_404(programmes.select_related("host"), slug=slug)


def public_initiative(slug: str) -> Initiative:
    """Find an initiative of a programme that everybody may see.

    :raises Http404: there is none, or it belongs to no programme.
    """
    initiatives = Initiative.objects.visible_to(AnonymousUser(), at=clock.now())
    within = initiatives.filter(programme__isnull=False).select_related("programme__host")
    return get_object_or_404(within, slug=slug)


def programme_of(initiative: Initiative) -> Programme:
    """Tell to which programme an initiative belongs.

    :raises Http404: it belongs to none.
    """
    if initiative.programme is None:
        raise Http404
    return initiative.programme


def contribution_for(request: PersonRequest, pk: int, *, to: str) -> Contribution:
    """Find a contribution with which the person may do something.

    :raises Http404: there is none, or this person may not.
    """
    now = clock.now()
    own = Contribution.objects.visible_to(request.user, at=now).open_to(request.user, to, at=now)
    related = own.select_related(
        "programme__host",
        "initiative",
        "became",
        "responsible__person",
        "responsible__organisation",
        "shared_answer",
    )
    return get_object_or_404(related, pk=pk)
