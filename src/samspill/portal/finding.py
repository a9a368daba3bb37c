"""Find what a page is about, for those who may see it."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.languages import known
from samspill.core.rules import refusal
from samspill.initiatives import rules
from samspill.initiatives.models import Initiative
from samspill.programmes.models import Programme, ProgrammeQuerySet


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


def public_initiative(slug: str) -> Initiative:
    """Find an initiative that everybody may see: its forms are the same for everybody."""
    initiatives = Initiative.objects.visible_to(AnonymousUser(), at=clock.now())
    return get_object_or_404(initiatives.select_related("interest_list"), slug=slug)


def public_programmes() -> ProgrammeQuerySet:
    """Find the programmes that everybody may see."""
    programmes = Programme.objects.visible_to(AnonymousUser(), at=clock.now())
    return programmes.select_related("interest_list", "host")


def public_programme(slug: str) -> Programme:
    """Find a programme that everybody may see."""
    return get_object_or_404(public_programmes(), slug=slug)


def language_of_reader() -> str:
    """Return the language that the page is shown in."""
    return known(get_language() or "nb")
