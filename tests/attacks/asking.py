"""Ask as attackers do: any method, any bytes."""

from collections.abc import Mapping
from contextlib import contextmanager
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.attacks.filling import Form, forms
from tests.attacks.routes import Route
from tests.attacks.world import World, from_our_own_page

#: Buttons that change nothing, and bring another form.
ASKS_ON = {"organisations:second_person": "ask"}
URLENCODED = "application/x-www-form-urlencoded"


def encoded(text: str) -> str:
    """Write a text for an address or a form, lone surrogates and all."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def encoded_pairs(pairs: Mapping[str, str]) -> str:
    """Write names and values as a form sends them."""
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs.items())


def send(client: Client, path: str, sent: Mapping[str, str], **headers: str):
    """Send a form, with what a browser says of our own page unless something else is given."""
    said = {**from_our_own_page(), **headers}
    return client.generic(
        "POST", path, encoded_pairs(sent), URLENCODED, headers={k: v for k, v in said.items() if v}
    )


def forms_of(world: World, route: Route, client: Client) -> list[Form]:
    """List what is sent to a route from its own page, else from the first page that sends to it."""
    path = world.paths[route.pattern]
    pages = world.senders.get(route.pattern, [])
    page = path if path in pages else next(iter(pages), "")
    if not page:
        return []
    found = _sent_to(path, page, client.get(page))
    for form in found:
        if form.button and form.button.value == ASKS_ON.get(route.name):
            return [*found, *_sent_to(path, page, send(client, path, form.sent))]
    return found


def _sent_to(path: str, page: str, answer: HttpResponse) -> list[Form]:
    found = forms(answer.content.decode(), page)
    return [form for form in found if form.is_post and form.path == path]


@contextmanager
def undone():
    """Undo afterwards what is done meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
