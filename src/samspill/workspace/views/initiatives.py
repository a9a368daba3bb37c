"""Changing what the page of an initiative says: its facts and its texts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.initiatives import actions
from samspill.initiatives.models import Initiative
from samspill.workspace.forms.initiatives import FactsForm, TextsForm
from samspill.workspace.forms.revising import RevisingForm
from samspill.workspace.views.finding import initiative_for
from samspill.workspace.views.revising import Frame, answer
from samspill.workspace.views.trails import initiative_trail

EDIT = "initiatives.edit"


@open_to(Access.SIGNED_IN, to=EDIT)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: PersonRequest, slug: str) -> HttpResponse:
    """Change the title and the facts of an initiative."""
    initiative = initiative_for(request, slug, to=EDIT)
    options = {"person": request.user, "at": clock.now()}
    form = FactsForm(_sent(request), row=initiative, **options)
    return _answer(request, initiative, form, _("Facts"))


@open_to(Access.SIGNED_IN, to=EDIT)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: PersonRequest, slug: str) -> HttpResponse:
    """Change the texts of an initiative, in six languages."""
    initiative = initiative_for(request, slug, to=EDIT)
    form = TextsForm(_sent(request), row=initiative)
    return _answer(request, initiative, form, _("Texts"))


def _sent(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _answer(
    request: PersonRequest, initiative: Initiative, form: RevisingForm, here: str
) -> HttpResponse:
    def save() -> HttpResponse:
        actions.revise_initiative(
            initiative, form.said, seen=form.was, by=request.user, at=clock.now()
        )
        messages.success(request, _("What you changed has been saved."))
        return redirect(initiative)

    frame = Frame(
        here=here,
        about=initiative.title,
        trail=initiative_trail(initiative, (here, "")),
        cancel=initiative.get_absolute_url(),
        history=reverse("portal:initiative_history", args=[initiative.slug]),
    )
    return answer(request, form, frame, save)
