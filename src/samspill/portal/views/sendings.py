"""An update on its way: who will get it and why, how it goes, and what became of it."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import LANGUAGES
from samspill.initiatives import actions
from samspill.initiatives.queries import lists_told_of
from samspill.mailings.choices import SendingState
from samspill.mailings.queries import (
    ListedReaders,
    Told,
    count_told,
    key_of_update,
    lists_answered_for,
    progress,
    standing,
)
from samspill.portal.finding import initiative_run_by
from samspill.portal.trails import initiative_trail

A_PAGE = 50
#: Where nothing changes any more by itself.
AT_REST = frozenset({SendingState.SENT, SendingState.RECALLED})


@open_to(Access.SIGNED_IN, to="initiatives.see_receivers")
@login_required
@require_safe
def receivers(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """List, person by person, who will get an update and why.

    People are shown for lists that the initiative's own organisation answers for; those who follow
    by a list of another organisation are counted.
    """
    initiative = initiative_run_by(request, slug, to="initiatives.see_receivers")
    update = get_object_or_404(initiative.interest_list.updates, pk=pk)
    lists = lists_told_of(initiative)
    own = lists_answered_for(lists, by=initiative.interest_list.controller)
    counted = count_told(lists)
    people: Paginator[Told] = Paginator(cast("list[Told]", ListedReaders(own)), A_PAGE)
    page = {
        "initiative": initiative,
        "update": update,
        "counted": counted,
        "unreached_count": sum(each.unreached for each in counted),
        "has_others": len(own) < len(lists),
        "shown": people.get_page(request.GET.get("page")),
        "trail": initiative_trail(initiative, _("Who will get it")),
    }
    return render(request, "portal/receivers.html", page)


@open_to(Access.SIGNED_IN, to="initiatives.publish_update")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Show how an update goes, and what became of it; stop it as long as it has not begun."""
    initiative = initiative_run_by(request, slug, to="initiatives.publish_update")
    update = get_object_or_404(initiative.interest_list.updates, pk=pk)
    on_its_way = standing(key_of_update(update))
    if on_its_way is None:
        if update.published_at is not None:
            raise Http404
        messages.info(request, _("This update is not on its way."))
        return redirect("portal:preview", slug, pk)
    now, trouble = clock.now(), ""
    if request.method == "POST":
        try:
            actions.recall_update(initiative, update, by=request.user, at=now)
        except DomainError as error:
            trouble = str(error)
        else:
            messages.success(
                request, _("Stopped. Nothing was sent, and the update is a draft again.")
            )
            return redirect("portal:preview", slug, pk)
    found = progress(on_its_way, at=now)
    page = {
        "initiative": initiative,
        "update": update,
        "sending": on_its_way,
        "progress": found,
        "is_at_rest": found.state in AT_REST,
        "undo_seconds": settings.UNDO_SECONDS,
        "seconds_left": max(0, int((on_its_way.goes_at - now).total_seconds())),
        "by_language": {LANGUAGES[code]: each for code, each in found.by_language.items()},
        "trouble": trouble,
        "trail": initiative_trail(initiative, _("Sending")),
    }
    return render(request, "portal/sending.html", page, status=409 if trouble else 200)
