"""Updates of an initiative: read by everybody; written, previewed and published by its team."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import LANGUAGES, known
from samspill.initiatives import actions
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import lists_told_of
from samspill.mailings.emails import compose_update
from samspill.mailings.models import Sending, Update
from samspill.mailings.queries import count_followers, count_told_at_once
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
        "trail": initiatives_trail(
            (initiative.title, initiative.get_absolute_url()), (found.title, "")
        ),
    }
    return render(request, "portal/update.html", page)


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
    drafts = initiative.interest_list.updates.filter(published_at=None)
    page = {
        "initiative": initiative,
        "form": form,
        "drafts": drafts.order_by("-changed_at", "-pk"),
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
        return redirect("portal:update", slug, pk)
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
    """Show a draft as page and as mail, with how many will get it; publish it by pressing a button."""
    initiative = initiative_run_by(request, slug, to="initiatives.publish_update")
    draft = _draft(initiative, pk)
    if draft.published_at:
        messages.info(request, _("This update has been published already."))
        return redirect("portal:update", slug, pk)
    trouble = ""
    if request.method == "POST":
        try:
            _publish(request, initiative, draft)
        except DomainError as error:
            trouble = str(error)
        else:
            messages.success(
                request, _published(sum(count_told_at_once(lists_told_of(initiative)).values()))
            )
            return redirect("portal:update", slug, pk)
    shown = request.GET.get("in", "")
    lists = lists_told_of(initiative)
    followers = count_told_at_once(lists)
    page = {
        "initiative": initiative,
        "update": draft,
        "trouble": trouble,
        "followers": {LANGUAGES[code]: count for code, count in followers.items()},
        "receiver_count": sum(followers.values()),
        "later_count": sum(count_followers(initiative.interest_list, *lists).values())
        - sum(followers.values()),
        "shown_in": shown if shown in LANGUAGES else known(get_language() or "nb"),
        "missing": [LANGUAGES[code] for code in draft.title.missing()],
        "trail": initiative_trail(initiative, _("Preview")),
    }
    return render(request, "portal/preview.html", page, status=422 if trouble else 200)


def _publish(request: PersonRequest, initiative: Initiative, draft: Update) -> Sending:
    """Publish the revision that the person has seen, and no other."""
    seen = request.POST.get("revision", "")
    is_number = seen.isdecimal() and len(seen) < MOST_DIGITS
    draft.revision = int(seen) if is_number else NEVER_SEEN
    return actions.publish_update(
        initiative,
        draft,
        link=reverse_lazy("portal:update", args=[initiative.slug, draft.pk]),
        by=request.user,
        at=clock.now(),
    )


def _published(receivers: int) -> str:
    return ngettext(
        "The update has been published, and is on its way to %(count)d follower.",
        "The update has been published, and is on its way to %(count)d followers.",
        receivers,
    ) % {"count": receivers}


@open_to(Access.SIGNED_IN, to="initiatives.publish_update")
@login_required
@xframe_options_sameorigin
@require_safe
def preview_mail(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Show a draft as the mail that followers will get, for a frame that runs nothing."""
    initiative = initiative_run_by(request, slug, to="initiatives.publish_update")
    draft = _draft(initiative, pk)
    shown = request.GET.get("in", "")
    language = shown if shown in LANGUAGES else known(get_language() or "nb")
    with translation.override(language):
        mail = compose_update(
            draft,
            link=reverse_lazy("portal:update", args=[slug, pk]),
            short_title=initiative.short_title or initiative.title,
        )
        html = rendering.render(mail).html
    response = HttpResponse(
        html.replace("%%unsubscribe%%", settings.SITE_URL).replace(
            "%%preferences%%", settings.SITE_URL
        )
    )
    response._csp_replace = {  # type: ignore[attr-defined]  # django-csp's own way to say it
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "frame-ancestors": ["'self'"],
        "sandbox": True,
    }
    return response
