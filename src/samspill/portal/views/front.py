"""The front page, and the way there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.languages import known
from samspill.portal.queries import FrontPage


@open_to(Access.PUBLIC, to="portal.read")
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead to the front page in the language that the browser asks for."""
    with override(known(get_language_from_request(request)[:2])):
        response = redirect("portal:front")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@open_to(Access.PUBLIC, to="portal.read")
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show what is going on, what is coming and what has been achieved."""
    page = FrontPage.of(at=clock.now(), reader=request.user)
    return render(request, "portal/front.html", {"page": page})
