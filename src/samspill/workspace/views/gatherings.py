"""One gathering, kept: described, given a time, published, cancelled, taken away as a draft."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.rules import refusal
from samspill.events import actions, rules
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard, gatherings_open_to
from samspill.workspace.forms.gatherings import (
    GatheringForm,
    TimeForm,
    time_of,
)
from samspill.workspace.views.planning import address_of, owner_trail
from samspill.workspace.views.revising import Frame, Trail, answer

POSTED = ["GET", "HEAD", "POST"]


@open_to(Access.SIGNED_IN, to="events.edit")
@login_required
@require_http_methods(POSTED)
def gathering(request: PersonRequest, slug: str) -> HttpResponse:
    """Lead to what can be changed of a gathering, say what is missing, publish it."""
    found = _gathering(request, slug, to="events.edit")
    now = clock.now()
    trouble = ""
    if request.method == "POST":
        try:
            return _press(request, found)
        except DomainError as error:
            trouble = str(error)
    card = GatheringCard.of(found, at=now)
    page = {
        "gathering": found,
        "card": card,
        "missing": [] if found.published_at else rules.missing(found, at=now),
        "takes_place": not card.is_over and not card.is_cancelled,
        "trouble": trouble,
        "trail": _trail(found),
    }
    return render(request, "workspace/gathering.html", page, status=422 if trouble else 200)


@open_to(Access.SIGNED_IN, to="events.edit")
@login_required
@require_http_methods(POSTED)
def describe(request: PersonRequest, slug: str) -> HttpResponse:
    """Change what a gathering is, for whom and where."""
    found = _gathering(request, slug, to="events.edit")
    form = GatheringForm(request.POST if request.method == "POST" else None, row=found)

    def save() -> HttpResponse:
        actions.revise_gathering(found, form.said, seen=form.was, by=request.user, at=clock.now())
        messages.success(request, _("What you changed has been saved."))
        return redirect("workspace:gathering", found.slug)

    here = _("What and where")
    return answer(request, form, _frame(found, here), save)


@open_to(Access.SIGNED_IN, to="events.move")
@login_required
@require_http_methods(POSTED)
def move(request: PersonRequest, slug: str) -> HttpResponse:
    """Set when a gathering is, or give it another time: those who follow are told once."""
    found = _gathering(request, slug, to="events.move")
    card = GatheringCard.of(found, at=clock.now())
    initial = time_of(found, card.starts, card.ends)
    form = TimeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.move(
                found, starts=form.starts_at, ends=form.ends_at, by=request.user, at=clock.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _said_of_move(found))
            return redirect("workspace:gathering", found.slug)
    page = {
        "form": form,
        "gathering": found,
        "frame": _frame(found, _("Time")),
        "trail": _trail(found, _("Time")),
    }
    return render(
        request, "workspace/move_gathering.html", page, status=422 if form.errors else 200
    )


@open_to(Access.SIGNED_IN, to="events.cancel")
@login_required
@require_http_methods(POSTED)
def cancel(request: PersonRequest, slug: str) -> HttpResponse:
    """Ask whether a gathering is to be cancelled, and cancel it when the button is pressed."""
    found = _gathering(request, slug, to="events.cancel")
    now = clock.now()
    trouble = refusal(rules.check_takes_place, found, at=now)
    if request.method == "POST":
        try:
            actions.cancel(found, by=request.user, at=now)
        except DomainError as error:
            trouble = str(error)
        else:
            messages.success(request, _("The gathering has been cancelled. Calendars show it."))
            return redirect("workspace:gathering", found.slug)
    page = {
        "gathering": found,
        "trouble": trouble,
        "trail": _trail(found, _("Cancel the gathering")),
    }
    is_refused = request.method == "POST"
    return render(
        request, "workspace/cancel_gathering.html", page, status=422 if is_refused else 200
    )


def _gathering(request: PersonRequest, slug: str, *, to: str) -> Gathering:
    """Find a gathering with which the person may do something.

    :raises Http404: there is none, or they may not.
    """
    return get_object_or_404(gatherings_open_to(request.user, to, at=clock.now()), slug=slug)


def _press(request: PersonRequest, found: Gathering) -> HttpResponse:
    """Publish a draft, or take it away."""
    now = clock.now()
    owner: Any = found.initiative or found.programme
    if request.POST.get("do") == "away":
        kept = actions.take_gathering_away(found, by=request.user, at=now)
        said = _("“%(title)s” has been taken away. It can be put back for 30 days.")
        messages.success(request, said % {"title": kept.title})
        return redirect(address_of("gatherings", owner))
    actions.publish(found, by=request.user, at=now)
    messages.success(request, _("The gathering has been published."))
    return redirect(found)


def _said_of_move(found: Gathering) -> str:
    if found.published_at:
        return _(
            "The time has been set. Calendars take it over, and those who follow are told in a"
            " minute; until then you can change it once more."
        )
    return _("The time has been set.")


def _trail(found: Gathering, *more: str) -> Trail:
    owner: Any = found.initiative or found.programme
    own = reverse("workspace:gathering", args=[found.slug]) if more else ""
    first = [*owner_trail(owner)[:-1], (_("Gatherings"), address_of("gatherings", owner))]
    return [*first, (found.title, own), *((each, "") for each in more)]


def _frame(found: Gathering, here: str) -> Frame:
    history = (
        reverse("portal:initiative_history", args=[found.initiative.slug])
        if found.initiative
        else ""
    )
    return Frame(
        here=here,
        about=found.title,
        trail=_trail(found, here),
        cancel=reverse("workspace:gathering", args=[found.slug]),
        history=history,
    )
