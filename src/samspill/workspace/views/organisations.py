"""Organisations, made and kept: one form for all that the register says of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.organisations import actions
from samspill.organisations.models import Organisation
from samspill.workspace.forms.organisations import OrganisationForm
from samspill.workspace.views.keeping import keeper_only
from samspill.workspace.views.revising import Frame, Trail, answer

KEEP = "organisations.register"
POSTED = ["GET", "HEAD", "POST"]


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_http_methods(POSTED)
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Change what the register says of an organisation."""
    keeper_only(request)
    visible = Organisation.objects.visible_to(request.user)
    found = get_object_or_404(visible.select_related("part_of", "territory"), slug=slug)
    form = OrganisationForm(request.POST if request.method == "POST" else None, row=found)

    def save() -> HttpResponse:
        actions.revise_organisation(
            found,
            form.said,
            addresses=form.addresses,
            seen=form.was,
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, _("What you changed has been saved."))
        return redirect(found)

    frame = Frame(
        here=_("Edit"),
        about=found.name,
        trail=_trail((found.name, found.get_absolute_url()), (_("Edit"), "")),
        cancel=found.get_absolute_url(),
        intro=_("An organisation that becomes another one is not renamed: it has a successor."),
    )
    return answer(request, form, frame, save)


@open_to(Access.SIGNED_IN, to=KEEP)
@login_required
@require_http_methods(POSTED)
def add(request: PersonRequest) -> HttpResponse:
    """Add an organisation to the register."""
    keeper_only(request)
    form = OrganisationForm(request.POST if request.method == "POST" else None, row=Organisation())

    def save() -> HttpResponse:
        added = actions.add_organisation(
            form.said, addresses=form.addresses, by=request.user, at=clock.now()
        )
        messages.success(request, _("It has been added."))
        return redirect(added)

    here = _("Add an organisation")
    frame = Frame(
        here=here,
        about=_("The register of organisations"),
        trail=_trail((here, "")),
        cancel=reverse("workspace:register"),
        button=_("Add it to the register"),
    )
    return answer(request, form, frame, save)


def _trail(*more: tuple[object, str]) -> Trail:
    first: Trail = [
        (_("My page"), reverse("portal:my_page")),
        (_("Organisations"), reverse("workspace:register")),
    ]
    return [*first, *more]  # type: ignore[list-item]
