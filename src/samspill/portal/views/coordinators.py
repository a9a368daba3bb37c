"""Who answers for each body in an initiative: shown, and changed by those who may."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.initiatives import actions, rules
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import Coordinated, coordination_of
from samspill.organisations.queries import organisations_open_to
from samspill.portal.finding import initiative_run_by
from samspill.portal.forms import CoordinatorForm
from samspill.portal.trails import initiative_trail

NAME = "initiatives.name_coordinator"


@open_to(Access.SIGNED_IN, to=NAME)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def coordinators(request: PersonRequest, slug: str) -> HttpResponse:
    """Show who coordinates for which body, and name another: an administrator for their own body."""
    initiative = initiative_run_by(request, slug, to=NAME)
    rows = [(each, _form(request, each)) for each in _rows(request, initiative)]
    trouble = ""
    for each, form in rows:
        if form.is_bound and form.is_valid():
            try:
                return _name(request, initiative, each, form)
            except DomainError as error:
                trouble = str(error)
    inviting = organisations_open_to(request.user, "organisations.invite", at=clock.now())
    page = {
        "initiative": initiative,
        "rows": rows,
        "inviting": set(inviting.values_list("pk", flat=True)),
        "trouble": trouble,
        "wrong": next((form for _each, form in rows if form.errors), None),
        "trail": initiative_trail(initiative, _("Coordinators")),
    }
    status = 422 if trouble or page["wrong"] else 200
    return render(request, "portal/coordinators.html", page, status=status)


def _rows(request: PersonRequest, initiative: Initiative) -> list[Coordinated]:
    """List the bodies for which this person may name somebody."""
    now = clock.now()
    return [
        each
        for each in coordination_of(initiative, at=now)
        if rules.may_coordinate(request.user, initiative, each.body.pk, at=now)
    ]


def _form(request: PersonRequest, row: Coordinated) -> CoordinatorForm:
    is_sent = request.POST.get("body") == str(row.body.pk)
    others = [each for each in row.others if each.person_id != request.user.pk]
    return CoordinatorForm(
        request.POST if is_sent else None, others=others, prefix=f"body-{row.body.pk}"
    )


def _name(
    request: PersonRequest, initiative: Initiative, row: Coordinated, form: CoordinatorForm
) -> HttpResponse:
    role = form.chosen
    actions.name_coordinator(initiative, role, by=request.user, at=clock.now())
    done = _("%(person)s is now the coordinator of %(organisation)s.")
    names = {"person": role.person.name, "organisation": row.body.name}
    messages.success(request, done % names)
    return redirect("portal:coordinators", initiative.slug)
