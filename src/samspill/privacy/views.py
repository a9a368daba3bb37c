"""What is held about me: to see, to take with me, and to have erased."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspill.accounts.http import PersonRequest
from samspill.accounts.views.answers import own, secure
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import DomainError
from samspill.privacy import actions
from samspill.privacy.queries import (
    Fate,
    as_json,
    burdens,
    everything_about,
    fates,
    holdings,
    whose_is,
)
from samspill.privacy.queries.telling import MOST_ON_A_PAGE

#: Only who is signed in gets here; nobody between them and us may keep a copy.
PRIVATE = {"Cache-Control": "private, no-store"}


def _trail(here: str, *, is_below: bool = False) -> list[tuple[str, str]]:
    mine = [(_("My page"), reverse("portal:my_page"))]
    return [*mine, *([(_("My data"), reverse("privacy:my_data"))] if is_below else []), (here, "")]


@open_to(Access.SIGNED_IN, to="privacy.export_own")
@own
@require_safe
def my_data(request: PersonRequest) -> HttpResponse:
    """Show somebody all that is held about them, by what it is held for."""
    page = {
        "headings": everything_about(whose_is(request.user), at=clock.now(), most=MOST_ON_A_PAGE),
        "most": MOST_ON_A_PAGE,
        "trail": _trail(_("My data")),
    }
    return render(request, "privacy/my_data.html", page)


@open_to(Access.SIGNED_IN, to="privacy.export_own")
@own
@require_safe
def my_data_file(request: PersonRequest) -> HttpResponse:
    """Give somebody all that is held about them as a JSON file."""
    now = clock.now()
    name = f"samspill-my-data-{localtime(now):%Y-%m-%d}.json"
    return HttpResponse(
        as_json(whose_is(request.user), at=now),
        content_type="application/json",
        headers={**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@open_to(Access.SIGNED_IN, to="privacy.erase_own")
@secure
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: PersonRequest) -> HttpResponse:
    """Tell what goes, what stays and why; erase when the button is pressed."""
    now = clock.now()
    trouble = ""
    if request.method == "POST":
        try:
            actions.erase_person(request.user, by=request.user, at=now)
        except DomainError as error:
            trouble = str(error)
        else:
            logout(request)
            return redirect("privacy:erased")
    found = fates(holdings(whose_is(request.user)))
    page = {
        "trouble": trouble,
        "burdens": burdens(request.user, at=now),
        "goes": [each for each in found if each.fate is Fate.GOES],
        "loses": [each for each in found if each.fate is Fate.LOSES],
        "stays": [each for each in found if each.fate is Fate.STAYS],
        "trail": _trail(_("Erase me"), is_below=True),
    }
    return render(request, "privacy/erase_me.html", page, status=422 if trouble else 200)


@open_to(Access.PUBLIC, to="privacy.see_erased")
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Tell somebody whom we do not know any more that they have been erased."""
    return render(request, "privacy/erased.html")
