"""What needs a second person: roles that read everything, and people with ties on two sides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.rules import refusal
from samspill.organisations import actions, rules
from samspill.organisations.forms import ReasonForm
from samspill.organisations.queries import SecondPersonPage


@open_to(Access.SIGNED_IN, to="organisations.clear_ties")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_person(request: PersonRequest) -> HttpResponse:
    """Show what waits for a second person, and let them decide, one press at a time."""
    if refusal(rules.check_may_see_ties, request.user, at=clock.now()):
        raise Http404
    found = SecondPersonPage.at(clock.now())
    form = ReasonForm(request.POST if request.POST.get("do") == "clear" else None)
    trouble = ""
    if request.method == "POST":
        try:
            if done := _decide(request, found, form):
                messages.success(request, done)
                return redirect("organisations:second_person")
        except DomainError as error:
            trouble = str(error)
    page = {
        "page": found,
        "form": form,
        "asked": request.POST.get("person", ""),
        "trouble": trouble,
        "trail": [
            (_("My page"), reverse("portal:my_page")),
            (_("What needs a second person"), ""),
        ],
    }
    is_wrong = trouble or form.errors
    return render(
        request, "organisations/second_person.html", page, status=422 if is_wrong else 200
    )


def _decide(request: PersonRequest, found: SecondPersonPage, form: ReasonForm) -> str:
    """Do what one of the page's buttons says, and tell what was done; nothing, if it was not."""
    wanted, now = request.POST.get("person", ""), clock.now()
    do = request.POST.get("do", "")
    if do == "confirm":
        for role in found.waiting:
            if str(role.pk) == request.POST.get("role"):
                actions.confirm_role(role, by=request.user, at=now)
                return _("The role has taken effect.")
    tied = next((each for each in found.tied if str(each.person.pk) == wanted), None)
    if do == "clear" and tied is not None and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.clear_ties(tied.person, reason=reason, by=request.user, at=now)
        return _("%(person)s may read what is confidential.") % {"person": tied.person.name}
    if do == "take_back" and tied is not None and tied.clearance is not None:
        actions.take_back_clearance(tied.clearance, by=request.user, at=now)
        return _("What is confidential is held back again from %(person)s.") % {
            "person": tied.person.name
        }
    return ""
