"""Looking at a text before readers do, publishing it, and going back to an older wording."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError, NotPossible
from samspill.editorial import actions
from samspill.editorial.checks import dead_links, remarks_on
from samspill.editorial.forms import ScheduleForm
from samspill.editorial.models import Revision, Version
from samspill.editorial.queries import (
    Content,
    Desk,
    PiecePage,
    about_to_be_told,
    compare,
    count_told,
)
from samspill.editorial.views.finding import version_for
from samspill.editorial.views.trails import piece_trail

_NOBODY = AnonymousUser()


@open_to(Access.SIGNED_IN, to="editorial.publish")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: PersonRequest, slug: str, language: str) -> HttpResponse:
    """Show a text as readers will meet it, with what to look at once more; publish it, now or later."""
    version = version_for(request, slug, language, to="editorial.publish")
    now = clock.now()
    newest = version.revisions.select_related("picture", "byline_role__person").order_by("-number")[
        0
    ]
    newest.version = version
    wish = request.POST.get("do", "")
    form = ScheduleForm(request.POST if wish == "schedule" else None)
    trouble = ""
    if wish and (wish != "schedule" or form.is_valid()):
        try:
            return _carry_out(request, newest, wish, form)
        except DomainError as error:
            trouble = str(error)
    with override(version.language):
        shown = PiecePage.beforehand(newest, reader=_NOBODY, at=now)
    content = shown.shown.content
    page = {
        "version": version,
        "piece": version.piece,
        "newest": newest,
        "page": shown,
        "stand": _stand(version),
        "remarks": [*remarks_on(content, language=language), *dead_links(content, at=now)],
        "told_count": count_told(version.piece, at=now),
        "told_at": about_to_be_told(version.piece, at=now),
        "undo_seconds": settings.UNDO_SECONDS,
        "form": form,
        "trouble": trouble,
        "trail": piece_trail(version.piece, newest.title, _("Preview")),
    }
    is_wrong = trouble or form.errors
    return render(request, "editorial/preview.html", page, status=422 if is_wrong else 200)


def _stand(version: Version) -> Any:
    """Tell where the version stands."""
    desk = Desk.of([version.piece], at=clock.now())
    (piece,) = [*desk.guides, *desk.articles]
    return next(each for each in piece.versions if each.language == version.language)


def _carry_out(
    request: PersonRequest, newest: Revision, wish: str, form: ScheduleForm
) -> HttpResponse:
    """Do what was pressed with the wording that the person has seen, and no other.

    :raises NotPossible: it has changed since, or it cannot be done.
    """
    version, by, now = newest.version, request.user, clock.now()
    if request.POST.get("revision") != str(newest.number):
        raise NotPossible(
            _("Somebody else has saved this text meanwhile. Look at it once more before you go on.")
        )
    if wish == "withdraw":
        actions.withdraw(version, by=by, at=now)
        said = _("Readers are no longer shown this text.")
    elif wish == "stop":
        actions.stop(version.piece, by=by, at=now)
        said = _("Stopped. Nobody is told of it; the article goes on being shown.")
    elif wish == "unschedule":
        actions.unschedule(version, by=by, at=now)
        said = _("The text will not be published by itself.")
    elif wish == "schedule":
        actions.publish(newest, when=form.cleaned_data["moment"], by=by, at=now)
        said = _("Readers are shown the text from the moment that you chose.")
    else:
        actions.publish(newest, by=by, at=now)
        said = _("The text has been published.")
    messages.success(request, said)
    return redirect("editorial:preview", version.piece.slug, version.language)


@open_to(Access.SIGNED_IN, to="editorial.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wordings(request: PersonRequest, slug: str, language: str) -> HttpResponse:
    """List every wording that a text has had, put two beside each other, bring one back."""
    version = version_for(request, slug, language, to="editorial.edit")
    revisions = list(
        version.revisions.select_related("picture", "byline_role__person").order_by("-number")
    )
    newest = revisions[0]
    trouble = ""
    if request.method == "POST":
        try:
            _bring_back(request, version)
        except DomainError as error:
            trouble = str(error)
        else:
            messages.success(request, _("The older wording is the newest again."))
            return redirect("editorial:preview", slug, language)
    by_number = {str(each.number): each for each in revisions}
    left = by_number.get(request.GET.get("from", ""), revisions[min(1, len(revisions) - 1)])
    right = by_number.get(request.GET.get("to", ""), newest)
    page = {
        "version": version,
        "piece": version.piece,
        "revisions": revisions,
        "newest": newest,
        "left": left,
        "right": right,
        "rows": compare(Content.of(left), Content.of(right)),
        "trouble": trouble,
        "trail": piece_trail(version.piece, newest.title, _("Wordings")),
    }
    return render(request, "editorial/wordings.html", page, status=422 if trouble else 200)


def _bring_back(request: PersonRequest, version: Version) -> None:
    asked = [request.POST.get(name, "") for name in ("number", "after")]
    if not all(each.isdecimal() and len(each) < 9 for each in asked):  # noqa: PLR2004
        raise NotPossible(_("There is no such wording."))
    number, after = map(int, asked)
    actions.bring_back(version, number, after=after, by=request.user, at=clock.now())
