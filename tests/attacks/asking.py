"""Ask as attackers do: any method, any bytes."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.attacks.filling import TOKEN, Form, forms
from tests.attacks.routes import Route
from tests.attacks.world import World, from_our_own_page

#: Buttons that change nothing, and bring another form.
ASKS_ON = {"organisations:second_person": "ask"}
#: ``make check-all`` presses every button of a page.
IS_FULL = os.environ.get("SAMSPILL_FULL") == "1"
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
    sent = [form for form in found if form.is_post and form.path == path]
    return sent if IS_FULL else unnumbered(sent)


def unnumbered(found: Iterable[Form]) -> list[Form]:
    """Keep one of those buttons of a form that differ in a number only: of *up:1* and *up:2*, one."""
    kept: dict[tuple[object, ...], Form] = {}
    for form in found:
        button = form.button
        does = (button.name, re.sub(r"\d+", "", button.value)) if button else ()
        kept.setdefault((form.path, *written(form), does), form)
    return list(kept.values())


def written(form: Form) -> list[str]:
    """List what a person writes or chooses in a form, and what it sends unseen."""
    return [each.name for each in form.fields if each.name != TOKEN]


def alike(found: Sequence[Form]) -> list[list[Form]]:
    """Put forms together that differ in nothing but the button that is pressed."""
    groups: dict[tuple[str, tuple[str, ...]], list[Form]] = {}
    for form in found:
        groups.setdefault((form.path, tuple(written(form))), []).append(form)
    return list(groups.values())


def in_turns(ones: Sequence, others: Sequence) -> Iterator[tuple]:
    """Pair two lists so that each of both has a turn, however long the other is."""
    for number in range(max(len(ones), len(others)) if ones and others else 0):
        yield ones[number % len(ones)], others[number % len(others)]


def fields_in_turns(found: Sequence[Form]) -> Iterator[tuple[Form, str]]:
    """Take every field of every form, each button with some of them, and what names the button."""
    for forms_alike in alike(found):
        yield from in_turns(forms_alike, written(forms_alike[0]))
        named = {form.button.name: form for form in forms_alike if form.button}
        yield from ((form, name) for name, form in named.items())


def every_field(found: Sequence[Form]) -> Iterator[tuple[Form, str]]:
    """Take every field with every button, and each button by its name."""
    for form in found:
        names = [*written(form), *([form.button.name] if form.button else [])]
        yield from ((form, name) for name in names)


@contextmanager
def undone():
    """Undo afterwards what is done meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
