"""Programmes and regional projects, made and kept: facts, texts, parts, publishing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError, NotPossible
from samspill.core.rules import refusal
from samspill.media.queries import plain_name
from samspill.programmes import actions, rules
from samspill.programmes.choices import Level
from samspill.programmes.models import Programme
from samspill.workspace.forms.programmes import (
    NewPartForm,
    ProgrammeFactsForm,
    ProgrammeTextsForm,
)
from samspill.workspace.forms.revising import RevisingForm
from samspill.workspace.views.revising import Frame, Trail, answer

EDIT = "programmes.edit"
MOST_LETTERS = 50
POSTED = ["GET", "HEAD", "POST"]


@open_to(Access.SIGNED_IN, to=EDIT)
@login_required
@require_http_methods(POSTED)
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Lead to everything that can be changed of a programme, say what is missing, and publish it."""
    programme = programme_for(request, slug, to=EDIT)
    now = clock.now()
    trouble = ""
    if request.method == "POST":
        try:
            actions.publish(programme, by=request.user, at=now)
        except DomainError as error:
            trouble = str(error)
        else:
            messages.success(request, _("The programme has been published."))
            return redirect(programme)
    page = {
        "programme": programme,
        "missing": [] if programme.published_at else rules.missing(programme),
        "may_publish": not refusal(
            rules.check_may, request.user, "programmes.publish", programme, at=now
        ),
        "may_add_part": not refusal(rules.check_may_create, request.user, programme, at=now),
        "trouble": trouble,
        "trail": programme_trail(programme),
    }
    return render(request, "workspace/programme.html", page, status=422 if trouble else 200)


@open_to(Access.SIGNED_IN, to=EDIT)
@login_required
@require_http_methods(POSTED)
def facts(request: PersonRequest, slug: str) -> HttpResponse:
    """Change the title and the facts of a programme."""
    programme = programme_for(request, slug, to=EDIT)
    manages = not refusal(
        rules.check_may, request.user, "programmes.publish", programme, at=clock.now()
    )
    form = ProgrammeFactsForm(_sent(request), row=programme, may_move=manages)
    return _answer(request, programme, form, _("Facts"))


@open_to(Access.SIGNED_IN, to=EDIT)
@login_required
@require_http_methods(POSTED)
def texts(request: PersonRequest, slug: str) -> HttpResponse:
    """Change the texts of a programme, in six languages."""
    programme = programme_for(request, slug, to=EDIT)
    return _answer(
        request, programme, ProgrammeTextsForm(_sent(request), row=programme), _("Texts")
    )


@open_to(Access.SIGNED_IN, to="programmes.create")
@login_required
@require_http_methods(POSTED)
def new_part(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin a regional project, or another part of a programme, as a draft."""
    whole = programme_for(request, slug, to="programmes.create")
    form = NewPartForm(_sent(request), row=Programme(part_of=whole))
    form.initial["level"] = Level.REGIONAL

    def save() -> HttpResponse:
        said = form.said
        address = said["slug"] or plain_name(str(said["title"]))[:MOST_LETTERS].strip("-")
        if not address:
            raise NotPossible(_("Write a title with letters, or an address."))
        begun = actions.create_programme(
            slug=address,
            title=said["title"],
            level=Level(said["level"]),
            host=said["host"],
            part_of=whole,
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, _("A draft has been made. Only those who run it see it."))
        return redirect("workspace:edit_programme", begun.slug)

    here = _("New regional project or part")
    frame = Frame(
        here=here,
        about=whole.title,
        trail=programme_trail(whole, here),
        cancel=whole.get_absolute_url(),
        intro=_("It begins as a draft. Everything can be changed later but its address."),
        button=_("Make a draft"),
    )
    return answer(request, form, frame, save)


def programme_for(request: PersonRequest, slug: str, *, to: str, state: str = "") -> Programme:
    """Find a programme with which the person may do something.

    :raises Http404: there is none, or they may not.
    """
    now = clock.now()
    shown = Programme.objects.visible_to(request.user, at=now)
    related = shown.select_related("host", "interest_list", "part_of", "project_leader__person")
    found: Programme = get_object_or_404(related, slug=slug)
    if refusal(rules.check_may, request.user, to, found, at=now, state=state):
        raise Http404
    return found


def programme_trail(programme: Programme, *more: str) -> Trail:
    """Lead by a programme to the pages that change it."""
    own = reverse("workspace:edit_programme", args=[programme.slug])
    return [
        (_("Programmes"), reverse("portal:programmes")),
        (programme.title, programme.get_absolute_url()),
        (_("Edit"), own if more else ""),
        *((each, "") for each in more),
    ]


def _sent(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _answer(
    request: PersonRequest, programme: Programme, form: RevisingForm, here: str
) -> HttpResponse:
    def save() -> HttpResponse:
        actions.revise_programme(
            programme, form.said, seen=form.was, by=request.user, at=clock.now()
        )
        messages.success(request, _("What you changed has been saved."))
        return redirect("workspace:edit_programme", programme.slug)

    frame = Frame(
        here=here,
        about=programme.title,
        trail=programme_trail(programme, here),
        cancel=reverse("workspace:edit_programme", args=[programme.slug]),
    )
    return answer(request, form, frame, save)
