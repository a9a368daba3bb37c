"""The board: what somebody works with, where it stands, what is late and what waits."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.sheets import as_file
from samspill.initiatives.models import InitiativeQuerySet
from samspill.organisations.choices import Country
from samspill.organisations.models import Territory
from samspill.organisations.queries import held_by
from samspill.programmes.models import Programme, Theme
from samspill.workspace.choices import Arrangement
from samspill.workspace.queries import Board, BoardFilters, on_the_board, table, waits_around

SEE = "workspace.see_board"
#: What is longer was not typed by anybody who looks for a title.
_LONGEST = 200


@open_to(Access.SIGNED_IN, to=SEE)
@login_required
@require_safe
def board(request: PersonRequest) -> HttpResponse:
    """Show the board, arranged and narrowed as the address says."""
    now = clock.now()
    own = on_the_board(request.user, at=now)
    programmes, themes, places = _choices(request, own)
    filters = _filters(request, programmes, themes, places)
    held = held_by(request.user, now)
    page = {
        "board": Board.of(request.user, filters, at=now),
        "filters": filters,
        "arrangements": [(each, filters.arranged(each).question) for each in Arrangement],
        "programmes": programmes,
        "themes": themes,
        "places": places,
        "countries": Country,
        "around": waits_around(request.user, at=now),
        "has_roles": bool(held.roles),
        "is_held_back": held.is_held_back,
        "trail": [(_("My page"), reverse("portal:my_page")), (_("Board"), "")],
    }
    return render(request, "workspace/board.html", page)


@open_to(Access.SIGNED_IN, to=SEE)
@login_required
@require_safe
def board_as_xlsx(request: PersonRequest) -> HttpResponse:
    """Give what the board shows, narrowed alike, as a workbook."""
    return _file(request, "xlsx")


@open_to(Access.SIGNED_IN, to=SEE)
@login_required
@require_safe
def board_as_csv(request: PersonRequest) -> HttpResponse:
    """Give what the board shows, narrowed alike, as CSV."""
    return _file(request, "csv")


def _file(request: PersonRequest, wanted: str) -> HttpResponse:
    now = clock.now()
    filters = _filters(request, *_choices(request, on_the_board(request.user, at=now)))
    return as_file(table(Board.of(request.user, filters, at=now)), wanted, name="samspill")


def _choices(
    request: PersonRequest, own: InitiativeQuerySet
) -> tuple[list[Programme], list[Theme], list[Territory]]:
    """List what somebody's own initiatives can be narrowed to, by name."""
    programmes = Programme.objects.visible_to(request.user, at=clock.now())
    keys = own.values("pk")
    theirs = programmes.filter(initiatives__in=keys) | programmes.filter(
        parts__initiatives__in=keys
    )
    themes = Theme.objects.visible_to(request.user).filter(initiatives__in=keys)
    places = Territory.objects.visible_to(request.user).filter(initiatives__in=keys)
    return (
        sorted(theirs.distinct(), key=lambda each: str(each.title).casefold()),
        sorted(themes.distinct(), key=lambda each: str(each.name).casefold()),
        sorted(places.distinct(), key=lambda each: str(each.name).casefold()),
    )


def _filters(
    request: PersonRequest,
    programmes: Sequence[Programme],
    themes: Sequence[Theme],
    places: Sequence[Territory],
) -> BoardFilters:
    """Read the address; what is not among the choices narrows nothing."""
    asked = request.GET
    by = asked.get("by", "")
    return BoardFilters(
        by=Arrangement(by) if by in Arrangement else Arrangement.STAGE,
        programme=next((each for each in programmes if each.slug == asked.get("programme")), None),
        theme=next((each.slug for each in themes if each.slug == asked.get("theme")), ""),
        country=asked["country"] if asked.get("country") in Country else "",
        territory=next((each for each in places if each.slug == asked.get("place")), None),
        is_late_only=asked.get("late") == "1",
        text=" ".join(asked.get("q", "")[:_LONGEST].split()),
        column=asked.get("column", "")[:_LONGEST],
    )
