"""A draft as its readers will meet it: as a page, as a mail and as plain text, in each language."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import LANGUAGES
from samspill.mailings.http import as_previewed, in_a_frame
from samspill.newsletters import actions
from samspill.newsletters.emails import compose_newsletter
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import Said, gaps, moments_held_back, programmes_open_to, said_in
from samspill.newsletters.views.finding import (
    draft_for,
    language_asked,
    newsletter_for,
    revision_seen,
)
from samspill.newsletters.views.trails import draft_trail
from samspill.outbox.rendering import Rendered, TooLong
from samspill.outbox.rendering import render as render_mail


@open_to(Access.SIGNED_IN, to="newsletters.read_draft")
@login_required
@require_safe
def preview(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Show a draft as page, mail and text, and what is missing in the language."""
    newsletter = newsletter_for(request, slug, pk, to="newsletters.read_draft")
    if newsletter.published_at:
        return redirect("newsletters:sending", slug, pk)
    return show(request, newsletter)


def show(request: PersonRequest, newsletter: Newsletter, *, trouble: str = "") -> HttpResponse:
    """Answer with the preview, and with what stands in the way of what somebody wanted."""
    now = clock.now()
    language = language_asked(request)
    things = said_in(newsletter, at=now)
    mail = _rendered(newsletter, things, language)
    own = programmes_open_to(request.user, "newsletters.edit", at=now)
    page: dict[str, Any] = {
        "newsletter": newsletter,
        "programme": newsletter.programme,
        "things": things,
        "mail": mail,
        "text": as_previewed(mail.text) if mail else "",
        "shown_in": language,
        "gaps": gaps(newsletter.title, newsletter.lead, things),
        "names": LANGUAGES,
        "may_write": own.filter(pk=newsletter.programme_id).exists(),
        "held_back_at": moments_held_back([newsletter]).get(newsletter.pk),
        "trouble": trouble,
        "trail": draft_trail(newsletter),
    }
    return render(request, "newsletters/preview.html", page, status=422 if trouble else 200)


def _rendered(newsletter: Newsletter, things: Sequence[Said], language: str) -> Rendered | None:
    """Write the mail in a language, unless it would be cut by mail programs."""
    with translation.override(language):
        try:
            return render_mail(compose_newsletter(newsletter, things))
        except TooLong:
            return None


@open_to(Access.SIGNED_IN, to="newsletters.read_draft")
@login_required
@xframe_options_sameorigin
@require_safe
def preview_mail(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Show a draft as the mail that readers will get, for a frame that runs nothing."""
    newsletter = newsletter_for(request, slug, pk, to="newsletters.read_draft")
    things = said_in(newsletter, at=clock.now())
    mail = _rendered(newsletter, things, language_asked(request))
    return in_a_frame(mail.html if mail else "")


@open_to(Access.SIGNED_IN, to="newsletters.edit")
@login_required
@require_POST
def trial(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Send a draft to oneself, in the language that is looked at."""
    newsletter = draft_for(request, slug, pk, to="newsletters.edit")
    language = language_asked(request)
    try:
        actions.send_trial(newsletter, language=language, by=request.user, at=clock.now())
    except DomainError as error:
        return show(request, newsletter, trouble=str(error))
    sent = _("A test is on its way to %(address)s.") % {"address": request.user.email}
    messages.success(request, sent)
    response = redirect("newsletters:preview", slug, pk)
    response["Location"] += f"?in={language}"
    return response


@open_to(Access.SIGNED_IN, to="newsletters.edit")
@login_required
@require_POST
def throw_away(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Throw a draft away, as somebody has seen it."""
    newsletter = draft_for(request, slug, pk, to="newsletters.edit")
    try:
        actions.throw_away(
            newsletter, revision=revision_seen(request), by=request.user, at=clock.now()
        )
    except DomainError as error:
        return show(request, newsletter, trouble=str(error))
    messages.success(request, _("The draft has been thrown away."))
    return redirect("newsletters:desk", slug)
