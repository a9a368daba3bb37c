"""Updates of an initiative: read by everybody; written, previewed and published by its team."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import LANGUAGES, known
from samspill.core.moments import MomentForm
from samspill.core.rules import refusal
from samspill.initiatives import actions, rules
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import lists_told_of
from samspill.mailings.emails import compose_update
from samspill.mailings.http import in_a_frame
from samspill.mailings.models import Update
from samspill.mailings.queries import (
    ToldSum,
    count_told,
    key_of_update,
    standing,
    updates_held_back,
)
from samspill.outbox import rendering
from samspill.portal.finding import initiative_run_by
from samspill.portal.forms import UpdateForm
from samspill.portal.jsonld import news_article
from samspill.portal.trails import initiative_trail, initiatives_trail

#: No draft has been changed so often. Python refuses to read numbers of some thousand digits.
MOST_DIGITS = 10
#: The revision of no draft: what somebody has not been shown, they cannot publish.
NEVER_SEEN = -1


@open_to(Access.PUBLIC, to="initiatives.read")
@require_safe
def update(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show an update on its own page."""
    now = clock.now()
    initiatives = Initiative.objects.visible_to(request.user, at=now)
    initiative = get_object_or_404(initiatives, slug=slug)
    published = Update.objects.visible_to(request.user, at=now)
    found = get_object_or_404(published, pk=pk, interest_list_id=initiative.interest_list_id)
    page = {
        "initiative": initiative,
        "update": found,
        "jsonld": news_article(found, initiative),
        "shows_sending": _may_see_sending(request, initiative, found),
        "trail": initiatives_trail(
            (initiative.title, initiative.get_absolute_url()), (found.title, "")
        ),
    }
    return render(request, "portal/update.html", page)


def _may_see_sending(request: HttpRequest, initiative: Initiative, update: Update) -> bool:
    """Tell whether somebody sees what became of an update that was sent."""
    check = rules.check_may_publish_update
    if not request.user.is_authenticated or refusal(
        check, request.user, initiative, at=clock.now()
    ):
        return False
    return standing(key_of_update(update)) is not None


def _draft(initiative: Initiative, pk: int) -> Update:
    """Find an update of this initiative, whether published or not."""
    return get_object_or_404(initiative.interest_list.updates, pk=pk)


@open_to(Access.SIGNED_IN, to="initiatives.publish_update")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin an update."""
    initiative = initiative_run_by(request, slug, to="initiatives.publish_update")
    form = UpdateForm(request.POST or None)
    if form.is_valid():
        draft = actions.draft_update(
            initiative, title=form.title, body=form.body, by=request.user, at=clock.now()
        )
        return redirect("portal:preview", slug, draft.pk)
    updates = initiative.interest_list.updates
    drafts = updates.filter(published_at=None)
    waiting = updates.filter(published_at__gt=clock.now())
    page = {
        "initiative": initiative,
        "form": form,
        "drafts": drafts.order_by("-changed_at", "-pk"),
        "held_back": updates_held_back(drafts),
        "waiting": waiting.order_by("published_at", "pk"),
        "trail": initiative_trail(initiative, _("Write an update")),
    }
    return render(request, "portal/write.html", page, status=422 if form.errors else 200)


@open_to(Access.SIGNED_IN, to="initiatives.publish_update")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Change a draft; what somebody else has changed meanwhile is never overwritten."""
    initiative = initiative_run_by(request, slug, to="initiatives.publish_update")
    draft = _draft(initiative, pk)
    if draft.published_at and request.method != "POST":
        return _decided(initiative, draft)
    form = UpdateForm(request.POST, update=draft) if request.POST else UpdateForm(update=draft)
    if form.is_valid():
        try:
            actions.revise_update(
                initiative,
                draft,
                revision=form.cleaned_data["revision"] or 0,
                title=form.title,
                body=form.body,
                by=request.user,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("portal:preview", slug, pk)
    page = {
        "initiative": initiative,
        "update": draft,
        "form": form,
        "trail": initiative_trail(initiative, _("Change the update")),
    }
    return render(request, "portal/write.html", page, status=422 if form.errors else 200)


@open_to(Access.SIGNED_IN, to="initiatives.publish_update")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Show a draft as page and as mail, and who will get it; send it now, later, or as a test."""
    initiative = initiative_run_by(request, slug, to="initiatives.publish_update")
    draft = _draft(initiative, pk)
    if draft.published_at:
        messages.info(request, _("This update has been published already."))
        return _decided(initiative, draft)
    trouble, wish = "", request.POST.get("do", "")
    form = MomentForm(request.POST if wish == "schedule" else None)
    if request.method == "POST" and (wish != "schedule" or form.is_valid()):
        try:
            return _done(request, initiative, draft, form if wish == "schedule" else None)
        except DomainError as error:
            trouble = str(error)
            if wish == "schedule":
                form.add_error("day", trouble)
    page = {**_previewed(request, initiative, draft), "trouble": trouble, "form": form}
    is_refused = trouble or form.errors
    return render(request, "portal/preview.html", page, status=422 if is_refused else 200)


def _decided(initiative: Initiative, update: Update) -> HttpResponse:
    """Lead to where an update is now: on its way, or on its page."""
    is_shown = update.published_at and update.published_at <= clock.now()
    page = "portal:update" if is_shown else "portal:sending"
    return redirect(page, initiative.slug, update.pk)


def _done(
    request: PersonRequest, initiative: Initiative, draft: Update, form: MomentForm | None
) -> HttpResponse:
    """Do what one of the page's buttons says, for the revision that the person has seen.

    :raises DomainError: it cannot be done.
    """
    seen = request.POST.get("revision", "")
    is_number = seen.isdecimal() and len(seen) < MOST_DIGITS
    draft.revision = int(seen) if is_number else NEVER_SEEN
    link, now = reverse_lazy("portal:update", args=[initiative.slug, draft.pk]), clock.now()
    if request.POST.get("do") == "test":
        language = _shown_in(request)
        actions.send_test_of_update(
            initiative, draft, link=link, language=language, by=request.user, at=now
        )
        messages.success(
            request, _("A test is on its way to %(address)s.") % {"address": request.user.email}
        )
        path = reverse("portal:preview", args=[initiative.slug, draft.pk])
        return redirect(f"{path}?in={language}")
    goes_at = form.cleaned_data["moment"] if form else None
    actions.publish_update(initiative, draft, link=link, goes_at=goes_at, by=request.user, at=now)
    return redirect("portal:sending", initiative.slug, draft.pk)


def _previewed(request: PersonRequest, initiative: Initiative, draft: Update) -> dict[str, Any]:
    """Gather what the page shows."""
    counted = count_told(lists_told_of(initiative))
    see = "initiatives.see_receivers"
    now = clock.now()
    may_see_people = not refusal(rules.check_may, request.user, see, initiative, at=now)
    return {
        "initiative": initiative,
        "update": draft,
        "held_back_at": updates_held_back([draft]).get(draft.pk),
        "counted": counted,
        "in_all": ToldSum.of(counted, are_few_hidden=not may_see_people),
        "may_see_people": may_see_people,
        "undo_seconds": settings.UNDO_SECONDS,
        "zone": get_current_timezone_name(),
        "shown_in": _shown_in(request),
        "missing": [LANGUAGES[code] for code in draft.title.missing()],
        "trail": initiative_trail(initiative, _("Preview")),
    }


def _shown_in(request: PersonRequest) -> str:
    """Say in which language the draft is looked at."""
    shown = request.POST.get("in") or request.GET.get("in", "")
    return shown if shown in LANGUAGES else known(get_language() or "nb")


@open_to(Access.SIGNED_IN, to="initiatives.publish_update")
@login_required
@xframe_options_sameorigin
@require_safe
def preview_mail(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Show a draft as the mail that followers will get, for a frame that runs nothing."""
    initiative = initiative_run_by(request, slug, to="initiatives.publish_update")
    draft = _draft(initiative, pk)
    language = _shown_in(request)
    with translation.override(language):
        mail = compose_update(
            draft,
            link=reverse_lazy("portal:update", args=[slug, pk]),
            short_title=initiative.short_title or initiative.title,
        )
        html = rendering.render(mail).html
    return in_a_frame(html)
