"""Writing a text, section by section."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.editorial import actions, rules
from samspill.editorial.actions.writing import Overtaken
from samspill.editorial.choices import SectionKind
from samspill.editorial.forms import Choices, TextForm
from samspill.editorial.models import Version
from samspill.editorial.queries import Content, compare
from samspill.editorial.views.finding import version_for
from samspill.editorial.views.trails import piece_trail

#: What ends the writing: everything else a button says changes the form only.
ENDS = {"save", "preview"}
MOST_LETTERS = 40_000


@open_to(Access.SIGNED_IN, to="editorial.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PersonRequest, slug: str, language: str) -> HttpResponse:
    """Change what a text says; nothing of what another has saved meanwhile is lost."""
    version = version_for(request, slug, language, to="editorial.edit")
    now = clock.now()
    newest = version.revisions.order_by("-number")[0]
    said = Content.of(newest)
    choices = Choices.of(version.piece.programme, used=said, person=request.user, at=now)
    wish = request.POST.get("do", "save" if request.method == "POST" else "")
    form = TextForm(
        choices,
        language=language,
        content=said,
        after=newest.number,
        sent=request.POST if request.method == "POST" else None,
        is_final=wish in ENDS,
    )
    trouble: str = ""
    theirs: list[Any] = []
    if wish in ENDS and form.is_valid():
        try:
            actions.save_text(version, form.content, after=form.after, by=request.user, at=now)
        except Overtaken as error:
            trouble, theirs = str(error), compare(said, form.content)
            form.begin_anew(after=newest.number)
        except DomainError as error:
            trouble = str(error)
        else:
            return _saved(request, version, wish)
    elif wish:
        form.change(wish)
    return _show(request, version, form, {"trouble": trouble, "theirs": theirs, "newest": newest})


def _saved(request: PersonRequest, version: Version, wish: str) -> HttpResponse:
    messages.success(request, _("The text has been saved. Readers see it when it is published."))
    name = "editorial:preview" if wish == "preview" else "editorial:write"
    return redirect(name, version.piece.slug, version.language)


def _show(
    request: PersonRequest, version: Version, form: TextForm, more: dict[str, Any]
) -> HttpResponse:
    page = {
        "version": version,
        "piece": version.piece,
        "form": form,
        "kinds": SectionKind,
        "editing": rules.editing(version, request.user, at=clock.now()),
        "trail": piece_trail(version.piece, more["newest"].title, _("Write")),
        **more,
    }
    is_wrong = more["trouble"] or form.errors
    return render(request, "editorial/write.html", page, status=422 if is_wrong else 200)


@open_to(Access.SIGNED_IN, to="editorial.edit")
@login_required
@xframe_options_sameorigin
@require_POST
def render_prose(request: PersonRequest, slug: str, language: str) -> HttpResponse:
    """Show how a text in Markdown will look, for the frame beside the text area."""
    version = version_for(request, slug, language, to="editorial.edit")
    page = {"text": request.POST.get("text", "")[:MOST_LETTERS], "language": version.language}
    response = render(request, "editorial/rendered.html", page)
    response._csp_replace = {  # type: ignore[attr-defined]  # django-csp's own way to say it
        "frame-ancestors": ["'self'"],
        "script-src": ["'none'"],
        "form-action": ["'none'"],
    }
    return response
