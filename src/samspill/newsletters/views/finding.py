"""Find what a writer of newsletters works with. What is not there and what is not one's own are alike."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.languages import LANGUAGES, known
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import programmes_open_to
from samspill.programmes.models import Programme

#: The revision of no draft: what somebody has not been shown, they cannot send.
NEVER_SEEN = -1
#: Python refuses to read numbers of some thousand digits.
MOST_DIGITS = 10


def programme_for(request: PersonRequest, slug: str, *, to: str) -> Programme:
    """Find a programme for which the person may do something with newsletters.

    :raises Http404: there is none, or this person may not.
    """
    opened = programmes_open_to(request.user, to, at=clock.now())
    return get_object_or_404(opened.select_related("interest_list", "host"), slug=slug)


def newsletter_for(request: PersonRequest, slug: str, pk: int, *, to: str) -> Newsletter:
    """Find a newsletter with which the person may do something.

    :raises Http404: there is none, or this person may not.
    """
    now = clock.now()
    own = Newsletter.objects.visible_to(request.user, at=now).open_to(request.user, to, at=now)
    related = own.select_related(
        "programme__interest_list", "programme__host", "programme__project_leader__person"
    )
    return get_object_or_404(related, pk=pk, programme__slug=slug)


def draft_for(request: PersonRequest, slug: str, pk: int, *, to: str) -> Newsletter:
    """Find a draft with which the person may do something.

    :raises Http404: there is none, or this person may not, or it is no draft.
    """
    newsletter = newsletter_for(request, slug, pk, to=to)
    if newsletter.published_at:
        raise Http404
    return newsletter


def language_asked(request: PersonRequest) -> str:
    """Tell in which language a preview is asked for: the reader's own, if in none of the six."""
    asked = request.POST.get("in") or request.GET.get("in") or ""
    return asked if asked in LANGUAGES else known(get_language() or "nb")


def revision_seen(request: PersonRequest) -> int:
    """Read which revision somebody has been shown."""
    seen = request.POST.get("revision", "")
    return int(seen) if seen.isdecimal() and len(seen) < MOST_DIGITS else NEVER_SEEN
