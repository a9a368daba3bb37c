"""For whom one acts, and leaving a role of one's own."""

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
from samspill.organisations import actions
from samspill.organisations.acting import choose
from samspill.organisations.forms import ActingForm
from samspill.organisations.queries import roles_of


@open_to(Access.SIGNED_IN, to="organisations.act_for")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act_for(request: PersonRequest) -> HttpResponse:
    """Choose in which of one's roles one acts, until one chooses another or signs out."""
    roles = list(roles_of(request.user, clock.now()))
    acting = getattr(request, "acting_role", None)
    form = ActingForm(
        request.POST if request.method == "POST" else None,
        roles=roles,
        initial={"role": acting.pk if acting else None},
    )
    if form.is_valid():
        role = next(each for each in roles if str(each.pk) == form.cleaned_data["role"])
        choose(request, role)
        messages.success(
            request,
            _("You now act for %(organisation)s: %(role)s.")
            % {"organisation": role.organisation.name, "role": role.get_kind_display()},
        )
        return redirect("portal:my_page")
    page = {
        "form": form,
        "roles": roles,
        "trail": [(_("My page"), reverse("portal:my_page")), (_("For whom you act"), "")],
    }
    return render(request, "organisations/act_for.html", page, status=422 if form.errors else 200)


@open_to(Access.SIGNED_IN, to="organisations.act_for")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PersonRequest, pk: int) -> HttpResponse:
    """End a role of one's own, when the button is pressed."""
    role = get_object_or_404(roles_of(request.user, clock.now()), pk=pk)
    trouble = ""
    if request.method == "POST":
        try:
            actions.end_role(role, by=request.user, at=clock.now())
        except DomainError as error:
            trouble = str(error)
        else:
            messages.success(request, _("The role has ended."))
            return redirect("portal:my_page")
    page = {
        "role": role,
        "trouble": trouble,
        "is_own": True,
        "back": reverse("portal:my_page"),
        "trail": [(_("My page"), reverse("portal:my_page")), (_("End a role"), "")],
    }
    return render(request, "organisations/end_role.html", page, status=422 if trouble else 200)
