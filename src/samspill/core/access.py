"""Who may come to a page at all. A route without an answer stops the server from starting."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver


class Access(StrEnum):
    """Who may come to a route. What they find there is decided by ``visible_to``."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    LINK = "holder of a link"
    DEVELOPMENT = "development only"
    MACHINE = "machine"


View = TypeVar("View", bound=Callable[..., Any])


def open_to(access: Access) -> Callable[[View], View]:
    """Declare who may come to a view."""

    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
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
    """Report each route that does not say who may come."""
    return [
        Error(
            f"The route {path!r} does not say who may come to it.",
            hint="Put @open_to(Access.…) on its view.",
            id="samspill.E001",
        )
        for path, view in routes()
        if not isinstance(getattr(view, "access", None), Access)
    ]
