"""Who may come to a page at all, and what for. A route that does not say stops the server from starting."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from samspill.core import policy


class Access(StrEnum):
    """Who may come to a route. What they find there is decided by ``visible_to``."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    LINK = "holder of a link"
    DEVELOPMENT = "development only"
    MACHINE = "machine"


View = TypeVar("View", bound=Callable[..., Any])


def open_to(access: Access, *, to: str) -> Callable[[View], View]:
    """Declare who may come to a view, and to do what: an action that the policy table knows."""

    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        view.action = to  # type: ignore[attr-defined]
        return view

    return declare


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Walk every route there is, with its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def check_routes(**_kwargs: object) -> list[CheckMessage]:
    """Report each route that does not say who may come, or for what the policy table has no row."""
    return [error for path, view in routes() for error in _errors(path, view)]


def _errors(path: str, view: object) -> Iterator[CheckMessage]:
    if not isinstance(getattr(view, "access", None), Access):
        yield Error(
            f"The route {path!r} does not say who may come to it.",
            hint='Put @open_to(Access.…, to="app.action") on its view.',
            id="samspill.E001",
        )
    elif policy.row(getattr(view, "action", "")) is None:
        yield Error(
            f"The route {path!r} is for an action that the policy table does not know.",
            hint="Add a row to the app's policy.py, and let urls.py gather it.",
            id="samspill.E002",
        )
