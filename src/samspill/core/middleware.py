"""What is true of every page: who may keep a copy, from where a form may be sent, what browsers do."""

import gzip
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

Next = Callable[[HttpRequest], HttpResponse]
#: Shorter answers than this many bytes are not worth compressing.
LEAST = 500
#: All that browsers need, and all that any page takes.
METHODS = ("GET", "HEAD", "POST")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: What Django does not say by itself.
BROWSER_RULES = {
    # Other sites' pages may link here, but not load our answers into themselves.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer",
            "camera",
            "display-capture",
            "geolocation",
            "gyroscope",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "serial",
            "usb",
        )
    ),
}


class BrowserRules:
    """Tell browsers what no page of ours needs, so that a fault has less to work with."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in BROWSER_RULES.items():
            response.headers.setdefault(name, value)
        return response


class PublicPages:
    """Let anybody keep a page made for everybody, and nobody one made for a person.

    A page asked for without a session is the same bytes for every reader of its language: it may
    be kept, and is asked for again by its ETag. Where a view has said something itself, that holds.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if not response.has_header("Cache-Control"):
            is_public = (
                request.method in {"GET", "HEAD"}
                and settings.SESSION_COOKIE_NAME not in request.COOKIES
                and not response.cookies
            )
            response["Cache-Control"] = "public, no-cache" if is_public else "private, no-store"
            if is_public:
                _compress(request, response)
        return response


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    """Compress a public page: it holds no secret, so that its length tells none (BREACH)."""
    is_text = response.get("Content-Type", "").startswith(
        ("text/", "application/atom", "application/xml")
    )
    if response.streaming or response.has_header("Content-Encoding") or not is_text:
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.headers.get("Accept-Encoding", "") and len(response.content) > LEAST:
        # No random bytes and no time stamp: the same page is the same bytes.
        response.content = gzip.compress(response.content, compresslevel=5, mtime=0)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))


class KnownMethods:
    """Refuse every method but those that some page takes, before anything is asked or looked up.

    A page that takes fewer says so itself.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            return self.get_response(request)
        return HttpResponseNotAllowed(METHODS)


class WithoutNul:
    """Refuse an address with the character NUL in it: PostgreSQL takes it in no text.

    Forms refuse it field by field, with a sentence at the field.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what is text.

        :raises BadRequest: there is a NUL, written as it is or as ``%00``.
        """
        asked = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in asked or "\0" in asked:
            raise BadRequest("There is a NUL in the address.")
        return self.get_response(request)


class SameOrigin:
    """Refuse what another site's page sends, by what browsers themselves say of its origin.

    Public forms need no token, and so no cookie. Programs other than browsers send neither header;
    they carry nobody's session either. RFC 8058 one-click requests come to views that say so.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: Sequence[Any],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Answer 403 to an unsafe request from elsewhere."""
        if request.method in SAFE or getattr(view, "any_origin", False) or _is_ours(request):
            return None
        return render(request, "403.html", status=403)


def _is_ours(request: HttpRequest) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    here = f"{request.scheme}://{request.get_host()}"
    return origin is None or origin in {here, settings.SITE_URL}


def any_origin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view take requests from any origin: one-click unsubscribing by mail programs."""
    view.any_origin = True  # type: ignore[attr-defined]
    return view
