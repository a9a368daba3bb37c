"""How pages of signing in answer: a form with faults, a way to another site, a session renewed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from samspill.accounts import actions, queries
from samspill.accounts.http import (
    PersonRequest,
    front_page,
    is_fresh,
    one_step_is_enough,
    safe_next,
    tell_new_state,
    with_next,
)
from samspill.accounts.models import Person
from samspill.core.errors import DomainError

View = Callable[..., HttpResponse]


def page(
    request: HttpRequest, template: str, form: Form | None = None, **more: Any
) -> HttpResponse:
    """Show a page; one whose form has faults is answered 422."""
    has_faults = form is not None and bool(form.errors)
    shown = {"form": form, "next": safe_next(request), **more}
    return render(request, f"accounts/{template}.html", shown, status=422 if has_faults else 200)


def refuse(form: Form, error: DomainError, field: str | None = None) -> None:
    """Say at a field, or for the whole form, why the domain says no."""
    form.add_error(field, str(error))


def go_on(request: HttpRequest, address: str, name: str) -> HttpResponse:
    """Lead to another site, by a page of our own.

    Browsers follow no redirect to elsewhere from a form that may be sent to this site only.
    """
    answer = render(request, "accounts/go_on.html", {"address": address, "name": name})
    answer["Refresh"] = f"0; url={address}"
    answer["Cache-Control"] = "private, no-store"
    return answer


def sign_in(request: HttpRequest, person: Person, *, to: str | None = None) -> HttpResponse:
    """Sign somebody in, or lead to their second step; the session gets a new key."""
    state = {"epoch": person.session_epoch}
    wanted = safe_next(request) if to is None else to
    login = Login(user=person, email=person.email, redirect_url=wanted, state=state)
    answer: HttpResponse = perform_login(request, login)
    return answer


def keeping(request: PersonRequest) -> str | None:
    """Return the key of the session that is to stay when others end."""
    return request.session.session_key


def renew(request: PersonRequest) -> None:
    """Give the session a new key and the person's new state: something weighty has happened."""
    opened = queries.session_opened(request.session.session_key)
    tell_new_state(request, request.user)
    request.session.cycle_key()
    actions.renewed(opened, key=request.session.session_key or "")


def done(request: PersonRequest, sentence: str) -> HttpResponse:
    """Return to the overview, and say what has been done."""
    messages.success(request, sentence)
    return HttpResponseRedirect(with_next("security", ""))


def outside(view: View) -> View:
    """Open a page to whoever is not signed in yet; lead others on."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(safe_next(request) or front_page(request))
        return view(request, *args, **kwargs)

    return one_step_is_enough(never_cache(answer))


def secure(view: View) -> View:
    """Open a page to whoever is signed in, and has lately shown who they are."""

    @wraps(view)
    def answer(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request, request.user, at=timezone.now()):
            return view(request, *args, **kwargs)
        here = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
        return HttpResponseRedirect(with_next("security_confirm", here))

    return own(answer)


def own(view: View) -> View:
    """Open a page to whoever is signed in, and let no browser keep it."""
    return never_cache(login_required(view))
