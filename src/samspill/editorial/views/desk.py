"""The editors' desk: all texts of a programme, and where each stands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.core.languages import known
from samspill.editorial import actions
from samspill.editorial.choices import Genre
from samspill.editorial.forms import NewTextForm
from samspill.editorial.models import Piece
from samspill.editorial.queries import Content, Desk, language_share
from samspill.editorial.views.finding import programme_for
from samspill.editorial.views.trails import desk_trail

A_PAGE = 50


@open_to(Access.SIGNED_IN, to="editorial.edit")
@login_required
@require_safe
def desk(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the texts of a programme, and how much is written in which form of Norwegian."""
    programme = programme_for(request, slug, to="editorial.edit")
    now = clock.now()
    pieces = Piece.objects.visible_to(request.user, at=now).filter(programme=programme)
    shown = Paginator(pieces.order_by("-changed_at", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    page = {
        "programme": programme,
        "shown": shown,
        "desk": Desk.of(list(shown), at=now),
        "share": language_share(programme, at=now),
        "trail": desk_trail(programme),
    }
    return render(request, "editorial/desk.html", page)


@open_to(Access.SIGNED_IN, to="editorial.create")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, slug: str) -> HttpResponse:
    """Begin an article or a guide."""
    programme = programme_for(request, slug, to="editorial.create")
    own = known(get_language() or "nb")
    form = NewTextForm(request.POST or None, initial={"language": own})
    if form.is_valid():
        try:
            version = actions.create_piece(
                programme,
                genre=Genre(form.cleaned_data["genre"]),
                language=form.cleaned_data["language"],
                content=Content(title=form.cleaned_data["title"]),
                about=form.about,
                by=request.user,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, _("A draft has been made. Only editors see it."))
            return redirect("editorial:write", version.piece.slug, version.language)
    page = {
        "programme": programme,
        "form": form,
        "trail": desk_trail(programme, (_("Write a new text"), "")),
    }
    return render(request, "editorial/new.html", page, status=422 if form.errors else 200)
