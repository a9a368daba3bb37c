"""Running an initiative: publish it, move it on, begin a new one from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import known
from samspill.core.translated import Translated
from samspill.initiatives import actions, rules
from samspill.initiatives.choices import Status
from samspill.initiatives.models import Initiative
from samspill.outreach.queries import origin_of
from samspill.portal.finding import initiative_run_by
from samspill.portal.forms import CopyForm, StatusForm
from samspill.portal.trails import initiative_trail


@open_to(Access.SIGNED_IN, to="initiatives.copy")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def steer(request: PersonRequest, slug: str) -> HttpResponse:
    """Publish an initiative, change its status, or copy it as a template: one press at a time."""
    initiative = initiative_run_by(request, slug, to="initiatives.copy")
    now = clock.now()
    latest = rules.latest_change(initiative, at=now)
    status = Status(latest.status) if latest else Status.POSSIBLE
    after = latest.number if latest else 0
    pressed = request.POST.get("do", "")
    status_form = StatusForm(_sent(request, "status"), status=status, after=after, prefix="status")
    copy_form = CopyForm(_sent(request, "copy"), prefix="copy")
    trouble = ""
    try:
        if pressed == "publish":
            return _publish(request, initiative)
        if pressed == "status" and status_form.is_valid():
            return _change_status(request, initiative, status_form)
        if pressed == "copy" and copy_form.is_valid():
            return _copy(request, initiative, copy_form)
    except DomainError as error:
        trouble = str(error)
    page = {
        "initiative": initiative,
        "status": status,
        "missing": rules.missing(initiative, at=now),
        "origin": origin_of(initiative, reader=request.user, at=now),
        "trouble": trouble,
        "status_form": status_form,
        "copy_form": copy_form,
        "may_take_out": rules.allowed_to(
            request.user, ["initiatives.export_followers"], initiative, at=now
        ),
        "trail": initiative_trail(initiative, _("Run the initiative")),
    }
    is_wrong = trouble or status_form.errors or copy_form.errors
    return render(request, "portal/steer.html", page, status=422 if is_wrong else 200)


def _sent(request: HttpRequest, name: str) -> QueryDict | None:
    return request.POST if request.POST.get("do") == name else None


def _publish(request: PersonRequest, initiative: Initiative) -> HttpResponse:
    actions.publish(initiative, by=request.user, at=clock.now())
    messages.success(request, _("The initiative has been published."))
    return redirect(initiative)


def _change_status(
    request: PersonRequest, initiative: Initiative, form: StatusForm
) -> HttpResponse:
    actions.change_status(
        initiative,
        to=Status(form.cleaned_data["to"]),
        reason=form.cleaned_data["reason"],
        after=form.cleaned_data["after"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, _("The status has been changed."))
    return redirect(initiative)


def _copy(request: PersonRequest, initiative: Initiative, form: CopyForm) -> HttpResponse:
    copy = actions.copy_as_template(
        initiative,
        slug=form.cleaned_data["slug"],
        title=Translated({known(get_language() or "nb"): form.cleaned_data["title"]}),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, _("A draft has been made. Only those who run it see it."))
    return redirect(copy)
