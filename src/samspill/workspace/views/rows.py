"""The lists of an initiative's page: add a row, change it, move it, take it away, put it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.bin.models import TakenAway
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.references import reference_to
from samspill.initiatives import actions
from samspill.initiatives.choices import BODY_DUTIES
from samspill.initiatives.models import Initiative
from samspill.workspace.queries.rows import shown
from samspill.workspace.views.finding import initiative_for
from samspill.workspace.views.kinds import Kind
from samspill.workspace.views.revising import Frame, answer, key_in
from samspill.workspace.views.trails import initiative_trail

View = Callable[..., HttpResponse]


def list_of(kind: Kind) -> View:
    """Make the page that lists the rows of one kind."""

    @open_to(Access.SIGNED_IN, to=kind.action)
    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def listed(request: PersonRequest, slug: str) -> HttpResponse:
        initiative = initiative_for(request, slug, to=kind.action)
        trouble = ""
        if request.method == "POST":
            try:
                return _press(request, initiative, kind)
            except DomainError as error:
                trouble = str(error)
        rows = rows_of(initiative, kind)
        bin_of = TakenAway.objects.visible_to([reference_to(initiative)])
        taken = bin_of.filter(kind=kind.model._meta.label_lower).order_by("-taken_at", "-pk")
        page = {
            "kind": kind,
            "initiative": initiative,
            "rows": [
                (shown(each, at=clock.now()), _row_url(initiative, kind, each.pk)) for each in rows
            ],
            "taken": list(taken),
            "just_taken": taken.filter(pk=key_in(request.GET.get("away", ""))).first(),
            "trouble": trouble,
            "list_url": _list_url(initiative, kind),
            "add_url": reverse(f"workspace:add_{kind.name}", args=[slug]),
            "history": reverse("portal:initiative_history", args=[slug]),
            "trail": initiative_trail(initiative, (str(kind.title), "")),
        }
        return render(request, "workspace/rows.html", page, status=422 if trouble else 200)

    return listed


def adding(kind: Kind) -> View:
    """Make the page on which a row of one kind is added."""

    @open_to(Access.SIGNED_IN, to=kind.action)
    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def add(request: PersonRequest, slug: str) -> HttpResponse:
        initiative = initiative_for(request, slug, to=kind.action)
        sent = request.POST if request.method == "POST" else None
        now = clock.now()
        row = kind.model(initiative=initiative)
        form = kind.new_form(sent, row=row, person=request.user, at=now)

        def save() -> HttpResponse:
            if kind.name == "party":
                warning = actions.add_party(initiative, form.said, by=request.user, at=now)
                _warn(request, warning)
            else:
                actions.add_row(initiative, kind.model, form.said, by=request.user, at=now)
            messages.success(request, _("It has been added."))
            return redirect(_list_url(initiative, kind))

        return answer(request, form, _frame(initiative, kind, str(kind.add)), save)

    return add


def changing(kind: Kind) -> View:
    """Make the page on which a row of one kind is changed."""

    @open_to(Access.SIGNED_IN, to=kind.action)
    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def change(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
        initiative = initiative_for(request, slug, to=kind.action)
        row = _row(initiative, kind, pk)
        sent = request.POST if request.method == "POST" else None
        now = clock.now()
        form = kind.form(sent, row=row, person=request.user, at=now)

        def save() -> HttpResponse:
            if kind.name == "party":
                _warn(
                    request,
                    actions.revise_party(row, form.said, seen=form.was, by=request.user, at=now),
                )
            else:
                actions.revise_row(row, form.said, seen=form.was, by=request.user, at=now)
            messages.success(request, _("What you changed has been saved."))
            return redirect(_list_url(initiative, kind))

        return answer(request, form, _frame(initiative, kind, shown(row, at=now).title), save)

    return change


def _press(request: PersonRequest, initiative: Initiative, kind: Kind) -> HttpResponse:
    """Move a row, take it away, or put one back: ``up:7``, ``down:7``, ``away:7``, ``back:3``."""
    wish, _colon, which = request.POST.get("do", "").partition(":")
    address, now = _list_url(initiative, kind), clock.now()
    if wish in {"up", "down"}:
        row = _row(initiative, kind, key_in(which))
        actions.move_row(row, up=wish == "up", by=request.user, at=now)
        return redirect(f"{address}#row-{row.pk}")
    if wish == "away":
        row = _row(initiative, kind, key_in(which))
        kept = actions.take_row_away(row, by=request.user, at=now)
        return redirect(f"{address}?away={kept.pk}")
    if wish == "back":
        own = TakenAway.objects.visible_to([reference_to(initiative)])
        taken = own.filter(pk=key_in(which), kind=kind.model._meta.label_lower).first()
        if taken is None:
            raise Http404
        actions.put_row_back(initiative, taken, by=request.user, at=now)
        messages.success(request, _("It has been put back."))
    return redirect(address)


def rows_of(initiative: Initiative, kind: Kind) -> list[Any]:
    """List the rows of one kind, in their order; coordinators of bodies have a page of their own."""
    rows: Any = getattr(initiative, _RELATIONS[kind.name])
    if kind.name == "party":
        listed = rows.select_related("organisation").order_by("part", "number", "pk")
    elif kind.name == "member":
        people = rows.exclude(duty__in=BODY_DUTIES)
        listed = people.select_related("role__person", "role__organisation").order_by(
            "number", "pk"
        )
    else:
        listed = rows.order_by("number", "pk")
    found = list(listed)
    for each in found:
        each.initiative = initiative
    return found


_RELATIONS = {
    "step": "steps",
    "requirement": "requirements",
    "document": "documents",
    "party": "involvements",
    "member": "team",
}


def _row(initiative: Initiative, kind: Kind, pk: int) -> Any:
    """Find one of the rows.

    :raises Http404: it is none of them, or has been taken away.
    """
    for each in rows_of(initiative, kind):
        if each.pk == pk:
            return each
    raise Http404


def _warn(request: PersonRequest, warning: str) -> None:
    if warning:
        messages.warning(request, warning)


def _list_url(initiative: Initiative, kind: Kind) -> str:
    return reverse(f"workspace:edit_{kind.word}", args=[initiative.slug])


def _row_url(initiative: Initiative, kind: Kind, pk: int) -> str:
    return reverse(f"workspace:edit_{kind.name}", args=[initiative.slug, pk])


def _frame(initiative: Initiative, kind: Kind, here: Any) -> Frame:
    address = _list_url(initiative, kind)
    return Frame(
        here=str(here),
        about=initiative.title,
        trail=initiative_trail(initiative, (str(kind.title), address), (str(here), "")),
        cancel=address,
        history=reverse("portal:initiative_history", args=[initiative.slug]),
    )
