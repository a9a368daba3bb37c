"""Who gets a newsletter and why; sending it, taking it back, and what has become of it."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import LANGUAGES
from samspill.core.moments import MomentForm
from samspill.mailings.choices import SendingState
from samspill.mailings.queries import (
    ListedReaders,
    Told,
    ToldSum,
    count_told,
    lists_answered_for,
    progress,
    standing,
)
from samspill.newsletters import actions
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import key_of, lists_of, moments_held_back, programmes_open_to
from samspill.newsletters.views.finding import newsletter_for, revision_seen
from samspill.newsletters.views.trails import draft_trail

A_PAGE = 50


@open_to(Access.SIGNED_IN, to="newsletters.read_draft")
@login_required
@require_safe
def sending(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Show of a draft who gets it, and of what has been sent how it goes."""
    newsletter = newsletter_for(request, slug, pk, to="newsletters.read_draft")
    if newsletter.published_at:
        return _show_progress(request, newsletter)
    return _show_receivers(request, newsletter)


def _show_receivers(
    request: PersonRequest,
    newsletter: Newsletter,
    *,
    form: MomentForm | None = None,
    trouble: str = "",
) -> HttpResponse:
    counted = count_told(lists_of(newsletter))
    form, common = form or MomentForm(), _common(request, newsletter)
    page = {
        **common,
        "counted": counted,
        "in_all": ToldSum.of(counted, are_few_hidden=common["are_few_hidden"]),
        "form": form,
        "zone": get_current_timezone_name(),
        "has_changed": bool(trouble) and revision_seen(request) != newsletter.revision,
        "held_back_at": moments_held_back([newsletter]).get(newsletter.pk),
        "trouble": trouble,
    }
    status = 422 if trouble or form.errors else 200
    return render(request, "newsletters/sending.html", page, status=status)


def _show_progress(
    request: PersonRequest, newsletter: Newsletter, *, trouble: str = ""
) -> HttpResponse:
    now = clock.now()
    found = standing(key_of(newsletter))
    gone = progress(found, at=now) if found else None
    by_language = gone.by_language if gone else {}
    page = {
        **_common(request, newsletter),
        "sending": found,
        "progress": gone,
        "by_language": {LANGUAGES[code]: each for code, each in by_language.items()},
        "is_at_rest": gone is None or gone.state in {SendingState.SENT, SendingState.RECALLED},
        "is_recallable": found is not None and found.begun_at is None and now < found.goes_at,
        "is_public": bool(newsletter.published_at and newsletter.published_at <= now),
        "trouble": trouble,
    }
    return render(request, "newsletters/sent.html", page, status=422 if trouble else 200)


def _common(request: PersonRequest, newsletter: Newsletter) -> dict[str, Any]:
    now = clock.now()
    programme = newsletter.programme

    def may(action: str) -> bool:
        opened = programmes_open_to(request.user, action, at=now)
        return opened.filter(pk=programme.pk).exists()

    may_see_receivers = may("newsletters.see_receivers")
    return {
        "newsletter": newsletter,
        "programme": programme,
        "may_send": may("newsletters.send"),
        "may_see_receivers": may_see_receivers,
        "are_few_hidden": not may_see_receivers,
        "trail": draft_trail(newsletter, _("Sending")),
    }


@open_to(Access.SIGNED_IN, to="newsletters.see_receivers")
@login_required
@require_safe
def receivers(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """List, person by person, who gets a newsletter, and because of what they follow.

    People are shown for lists that the organisation of the programme's own list answers for; those
    who follow by a list of another organisation are counted.
    """
    newsletter = newsletter_for(request, slug, pk, to="newsletters.see_receivers")
    lists = lists_of(newsletter)
    listed = newsletter.programme.interest_list
    own = lists_answered_for(lists, by=listed.controller) if listed else []
    people: Paginator[Told] = Paginator(cast("list[Told]", ListedReaders(own)), A_PAGE)
    page = {
        "newsletter": newsletter,
        "counted": count_told(lists),
        "has_others": len(own) < len(lists),
        "shown": people.get_page(request.GET.get("page")),
        "trail": draft_trail(newsletter, _("Who will get it")),
    }
    return render(request, "newsletters/receivers.html", page)


@open_to(Access.SIGNED_IN, to="newsletters.send")
@login_required
@require_POST
def send(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Let a newsletter go, as somebody has seen it: a minute from now, or later."""
    newsletter = newsletter_for(request, slug, pk, to="newsletters.send")
    form = MomentForm(request.POST)
    is_later = request.POST.get("do") == "schedule"
    if is_later and not form.is_valid():
        return _show_receivers(request, newsletter, form=form)
    try:
        actions.send(
            newsletter,
            revision=revision_seen(request),
            goes_at=form.cleaned_data["moment"] if is_later else None,
            by=request.user,
            at=clock.now(),
        )
    except DomainError as error:
        newsletter.refresh_from_db()
        return _show_receivers(
            request, newsletter, form=form if is_later else None, trouble=str(error)
        )
    return redirect("newsletters:sending", slug, pk)


@open_to(Access.SIGNED_IN, to="newsletters.send")
@login_required
@require_POST
def recall(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Take a newsletter back before it goes."""
    newsletter = newsletter_for(request, slug, pk, to="newsletters.send")
    try:
        actions.recall(newsletter, by=request.user, at=clock.now())
    except DomainError as error:
        if newsletter.published_at:
            return _show_progress(request, newsletter, trouble=str(error))
        return _show_receivers(request, newsletter, trouble=str(error))
    messages.success(
        request, _("The newsletter has been stopped. Nobody has got it; it is a draft again.")
    )
    return redirect("newsletters:preview", slug, pk)
