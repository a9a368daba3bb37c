"""What a browser was asked about a passkey: kept in the session until it answers, once."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from samspill.accounts import passkeys
from samspill.accounts.models import Person
from samspill.accounts.passkeys import State

NAME = "passkey_challenge"
#: So long a browser, and whoever holds the key, may take.
SECONDS = 300


def keep(request: HttpRequest, state: State) -> None:
    """Wait for the answer to what was asked."""
    request.session[NAME] = {"state": dict(state), "at": timezone.now().timestamp()}


def take(request: HttpRequest, *, at: datetime) -> State | None:
    """Return what was asked, the first time and while it is not over."""
    kept: dict[str, Any] | None = request.session.pop(NAME, None)
    if not kept or at.timestamp() - kept["at"] > SECONDS:
        return None
    state: State = kept["state"]
    return state


def for_use(request: HttpRequest, person: Person) -> str:
    """Ask to use one of a person's own passkeys; return what the browser needs."""
    options, state = passkeys.ask_to_use(person)
    keep(request, state)
    return json.dumps(dict(options))


def for_adding(request: HttpRequest, person: Person) -> str:
    """Ask to make a passkey; return what the browser needs."""
    options, state = passkeys.ask_to_add(person)
    keep(request, state)
    return json.dumps(dict(options))
