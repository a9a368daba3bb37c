"""For whom somebody acts, set in every request of theirs, and kept in their session."""

from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from samspill.accounts.models import Person, Reader
from samspill.core import clock
from samspill.organisations.models import Role
from samspill.organisations.queries import capacity_in, chosen_of, remember, roles_of

#: Under which name the session keeps the chosen role.
CHOSEN = "acts_in_role"
READING = frozenset({"GET", "HEAD"})
Next = Callable[[HttpRequest], HttpResponse]


class ActingFor:
    """Say of whoever is signed in for whom they act: one query, asked only where a page asks who reads.

    A role that has ended is not found among those held, so that it falls away at the next request.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _acting(request))  # type: ignore[assignment]
        return self.get_response(request)


def _acting(request: HttpRequest) -> Reader:
    user: Reader = get_user(request)
    if isinstance(user, Person):
        now = clock.now()
        # A page that only shows reads them once; one that acts may change them, and asks each time.
        is_reading = request.method in READING
        roles = remember(user, now).roles if is_reading else tuple(roles_of(user, now))
        role = chosen_of(roles, request.session.get(CHOSEN))
        user.capacity = capacity_in(role) if role else None
        request.acting_role = role  # type: ignore[attr-defined]
        request.may_act_otherwise = len(roles) > 1  # type: ignore[attr-defined]
    return user


def choose(request: HttpRequest, role: Role) -> None:
    """Act in a role from the next request on."""
    request.session[CHOSEN] = role.pk
