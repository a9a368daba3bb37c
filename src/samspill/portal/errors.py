"""Pages for when something is wrong, in the reader's language. Django calls them by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation

from samspill.core.languages import LANGUAGES
from samspill.editorial.queries import moved_from_elsewhere


def _language(request: HttpRequest) -> str:
    prefix = request.path.split("/")[1]
    return prefix if prefix in LANGUAGES else translation.get_language_from_request(request)


def _say(request: HttpRequest, template: str, status: int) -> HttpResponse:
    with translation.override(_language(request)):
        return render(request, template, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - called by name
    """Say that the request could not be understood."""
    return _say(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - called by name
    """Say that this may not be done."""
    return _say(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - called by name
    """Lead on from where a text was on an older site; else say that there is no such page."""
    for path in dict.fromkeys((request.get_full_path(), request.path)):
        if moved := moved_from_elsewhere(path):
            with translation.override(_language(request)):
                return redirect(moved, permanent=True)
    return _say(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here.

    No request is given to the page: to ask who is signed in could fail as the first page did.
    """
    with translation.override(_language(request)):
        return HttpResponse(render_to_string("500.html"), status=500)
