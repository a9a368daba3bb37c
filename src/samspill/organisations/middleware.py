"""Two steps for whoever decides, or reads what is confidential."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from samspill.accounts.http import has_proven_second_step, with_next
from samspill.accounts.models import Person
from samspill.core import clock
from samspill.core.access import Access
from samspill.organisations.choices import RoleKind
from samspill.organisations.queries import kinds_of

Next = Callable[[HttpRequest], HttpResponse]


class SecondFactor:
    """Lead whoever must sign in with two steps, and has taken one, to the page where that is done.

    Until then they read public pages as anybody does. The pages for signing in and out, and for
    setting the second step up, say so themselves (``accounts.http.one_step_is_enough``).

    :raises ImproperlyConfigured: a role is to have two steps that does not exist.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        if unknown := settings.SECOND_FACTOR_FOR - set(RoleKind.values):
            raise ImproperlyConfigured(
                f"SAMSPILL_SECOND_FACTOR_FOR: no role is called {', '.join(sorted(unknown))}"
            )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: Sequence[Any],
        _kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Answer with the way to the second step, or let the page be read as by anybody."""
        if not settings.SECOND_FACTOR_FOR or getattr(view, "one_step_is_enough", False):
            return None
        person = _one_step_in(request)
        if person is None:
            return None
        if getattr(view, "access", None) == Access.SIGNED_IN:
            wanted = request.get_full_path() if request.method == "GET" else ""
            return HttpResponseRedirect(with_next("security_second_step", wanted))
        request.halfway = person  # type: ignore[attr-defined]
        request.user = AnonymousUser()
        return None


def _one_step_in(request: HttpRequest) -> Person | None:
    """Return who has signed in with one step, and must with two."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = request.user
    if not isinstance(person, Person) or has_proven_second_step(request, person):
        return None
    return person if kinds_of(person, clock.now()) & settings.SECOND_FACTOR_FOR else None
