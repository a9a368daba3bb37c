"""Finished pages: what one reader was shown is kept for the next, as long as nothing has happened.

Whatever changes what readers see leaves an entry in the audit trail, in the same transaction. So
the number of its newest entry tells whether a page that was made before still holds, on every
worker at once; and since pages also follow the clock, none is kept longer than a few seconds.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from samspill.audit.queries import newest_number
from samspill.core import clock
from samspill.core.languages import LANGUAGES

#: All kept pages together take no more than this many bytes of each process.
MOST_BYTES = 16 * 1024 * 1024
Next = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Finished:
    """A page as it left the site."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    def response(self) -> HttpResponse:
        """Give the page to one more reader."""
        return HttpResponse(self.body, headers=dict(self.headers))


class Shelf:
    """The finished pages of one process: those longest not asked for give way."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Hashable, Finished] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def find(self, key: Hashable) -> Finished | None:
        """Return the page that is kept under a key."""
        with self._lock:
            if found := self._pages.get(key):
                self._pages.move_to_end(key)
            return found

    def keep(self, key: Hashable, page: Finished) -> None:
        """Keep a page, and let go of others where it gets too much."""
        with self._lock:
            if replaced := self._pages.pop(key, None):
                self._bytes -= len(replaced.body)
            self._pages[key] = page
            self._bytes += len(page.body)
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._pages.popitem(last=False)[1].body)


class FinishedPages:
    """Answer with a finished page where there is one that still holds."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.shelf = Shelf()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_for_everybody(request):
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours, as every other page does
        key = _key(request)
        if page := self.shelf.find(key):
            return page.response()
        response = self.get_response(request)
        if _may_be_kept(response):
            self.shelf.keep(key, Finished(tuple(response.items()), response.content))
        return response


def _is_for_everybody(request: HttpRequest) -> bool:
    """Tell whether the answer cannot depend on who asks: a page of a language, without a session."""
    return (
        settings.SECONDS_PAGES_ARE_KEPT > 0
        and request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and request.path.split("/", 2)[1] in LANGUAGES
    )


def _key(request: HttpRequest) -> Hashable:
    """Say on what the page depends: the address, what has happened on the site, and the time."""
    return (
        request.get_full_path(),
        "gzip" in request.headers.get("Accept-Encoding", ""),
        newest_number(),
        int(clock.now().timestamp()) // settings.SECONDS_PAGES_ARE_KEPT,
    )


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and response.get("Cache-Control", "").startswith("public")
    )
