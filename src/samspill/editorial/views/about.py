"""A text as a whole: where it lies, what it is about, and in which languages it exists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.editorial import actions
from samspill.editorial.forms import AboutForm, VersionForm
from samspill.editorial.models import Piece
from samspill.editorial.queries import Content, Desk
from samspill.editorial.views.finding import piece_for
from samspill.editorial.views.trails import piece_trail


@open_to(Access.SIGNED_IN, to="editorial.edit")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: PersonRequest, slug: str) -> HttpResponse:
    """Show where a text stands in each language; move it, or say what it is about."""
    piece = piece_for(request, slug, to="editorial.edit")
    now = clock.now()
    pressed = request.POST.get("do", "")
    form = AboutForm(
        _sent(request, "about"), piece=piece, person=request.user, at=now, prefix="about"
    )
    version_form = VersionForm(_sent(request, "version"), piece=piece, prefix="version")
    try:
        if pressed == "about" and form.is_valid():
            return _change(request, piece, form)
        if pressed == "version" and version_form.is_valid():
            return _translate(request, piece, version_form)
        if pressed.startswith("open:"):
            return _open(request, piece, pressed.removeprefix("open:"))
    except DomainError as error:
        (version_form if pressed == "version" else form).add_error(None, str(error))
    (shown,) = [*Desk.of([piece], at=now).guides, *Desk.of([piece], at=now).articles]
    page = {
        "piece": piece,
        "shown": shown,
        "form": version_form if pressed == "version" else form,
        "about_form": form,
        "version_form": version_form,
        "trail": piece_trail(piece, shown.title),
    }
    is_wrong = form.errors or version_form.errors
    return render(request, "editorial/about.html", page, status=422 if is_wrong else 200)


def _sent(request: PersonRequest, name: str) -> QueryDict | None:
    return request.POST if request.POST.get("do") == name else None


def _change(request: PersonRequest, piece: Piece, form: AboutForm) -> HttpResponse:
    actions.change_about(piece, form.about, by=request.user, at=clock.now())
    messages.success(request, _("What you changed has been saved."))
    return redirect("editorial:about", piece.slug)


def _translate(request: PersonRequest, piece: Piece, form: VersionForm) -> HttpResponse:
    """Begin a further language with the newest wording of the first one."""
    model = piece.versions.order_by("pk")[0].revisions.order_by("-number")[0]
    version = actions.add_version(
        piece,
        language=form.cleaned_data["language"],
        model=Content.of(model),
        by=request.user,
        at=clock.now(),
    )
    return redirect("editorial:write", piece.slug, version.language)


def _open(request: PersonRequest, piece: Piece, language: str) -> HttpResponse:
    """Let others see that the person has a version open, and lead to it."""
    version = piece.versions.filter(language=language).first()
    if version is None:
        return redirect("editorial:about", piece.slug)
    version.piece = piece
    actions.open_version(version, by=request.user, at=clock.now())
    return redirect("editorial:write", piece.slug, language)
