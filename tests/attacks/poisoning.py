"""Texts that want to be run, put into every form; and a browser that looks at what becomes of them.

Which forms there are, and which of their fields take words, is read from the pages of all routes:
nobody has to remember a new one.
"""

import copy
import mimetypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from tests.attacks.asking import encoded_pairs, forms_of, send, undone
from tests.attacks.filling import TOKEN, Form, forms
from tests.attacks.routes import ROUTES
from tests.attacks.world import BEFORE

#: Kinds of fields in which nothing is written.
NOT_WRITTEN = {"hidden", "submit", "radio", "checkbox", "select", "file"}
BUILT = Path(__file__).parents[2] / "build" / "static"
#: By this word a text is found again on other pages.
MARK = "zqxmerke"
CLIENT_ERROR = 400
#: How a page marks a field in which something is wrong.
FAULTY = re.compile(r'id="id_([\w-]+)-error"')
#: What must never come out of a text: it would be the payload, and not the site.
FOREIGN = """() => [...document.querySelectorAll('*')].filter(each =>
    each.getAttributeNames().some(name => name.startsWith('on')) ||
    ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].some(name =>
      /^\\s*(javascript|vbscript|data):/i.test(each.getAttribute(name) || ''))
  ).map(each => each.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Target:
    """A form, whose page it is, and where its texts come out."""

    route: object
    form: Form
    #: Fields that take any text: the form is still accepted.
    free: frozenset[str] = frozenset()
    #: Pages on which an accepted text stands.
    shown_on: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> frozenset[str]:
        """Name the fields in which somebody writes."""
        return frozenset(each.name for each in self.form.fields if each.kind not in NOT_WRITTEN)

    @property
    def hidden(self) -> frozenset[str]:
        """Name the fields that only somebody with tools would change."""
        return frozenset(
            each.name
            for each in self.form.fields
            if each.kind not in {"submit", "file"} and each.name not in self.written | {TOKEN}
        )

    def ways(self, payload: str) -> Iterator[Mapping[str, str]]:
        """Fill in the form: everything written, only what is accepted, and what nobody sees."""
        for names in dict.fromkeys([self.written, self.free, self.hidden]):
            if names:
                yield {**self.form.sent, **dict.fromkeys(names, payload)}

    def __str__(self) -> str:
        button = self.form.button.value if self.form.button else ""
        return f"{self.route.name} {button or 'get'} {','.join(sorted(self.written))}"


def posted(world) -> Iterator[Target]:
    """Find every form that is sent to some route, from whichever page.

    Of buttons that do the same to one section or the next ("up:1", "up:2"), one is pressed.
    """
    seen = set()
    for route in ROUTES:
        for form in forms_of(world, route, world.visitor(route)):
            target = Target(route, form)
            button = form.button.value.partition(":")[0] if form.button else ""
            same = (route.name, button, target.written, target.hidden)
            if same not in seen and (target.written or target.hidden):
                seen.add(same)
                yield target


def asked(world) -> Iterator[Target]:
    """Find every form that asks in an address, on whichever page; each of them once."""
    seen = set()
    for route in ROUTES:
        page = world.visitor(route).get(world.paths[route.pattern])
        if "html" not in page.get("Content-Type", "") or page.streaming:
            continue
        for form in forms(page.content.decode(), world.paths[route.pattern]):
            names = (form.path, tuple(each.name for each in form.fields))
            if not form.is_post and form.fields and names not in seen:
                seen.add(names)
                yield Target(route, form)


class Poisoner:
    """Sends forms as whoever they are for, and keeps what is answered."""

    def __init__(self, world):
        self.world, self.pages = world, []
        # Made before anything that is undone again, their sessions too.
        self.clients = {self._key(route): self._opened(world.visitor(route)) for route in ROUTES}

    def _key(self, route):
        return route.name if route.name in BEFORE else self.world.owners[route.pattern]

    @staticmethod
    def _opened(client):
        return client, copy.deepcopy(client.cookies)

    def _client(self, key):
        """Give a browser as it was before anything was sent."""
        client, cookies = self.clients[key]
        client.cookies = copy.deepcopy(cookies)
        return client

    def prepare(self, target: Target, *, everywhere: bool) -> Target:
        """Find out which fields take any text, and on which pages that text then stands."""
        bare = replace(
            target.form,
            fields=tuple(each for each in target.form.fields if each.kind != "checkbox"),
        )
        tried = (
            self._tried(replace(target, form=each), everywhere) for each in (target.form, bare)
        )
        return next(filter(None, tried), target)

    def _tried(self, target: Target, everywhere: bool) -> Target | None:
        harmless, free = f"Et <b>ord</b> {MARK}", target.written
        # Each refusal names the fields that want something else.
        while free:
            with undone():
                sent = {**target.form.sent, **dict.fromkeys(free, harmless)}
                answer = self._send(target, sent)
                if answer.status_code < CLIENT_ERROR:
                    shown_on = tuple(self._found(target)) if everywhere else ()
                    return replace(target, free=free, shown_on=shown_on)
            refused = free & set(FAULTY.findall(answer.content.decode()))
            free = free - refused if refused else frozenset()
        return None

    def _found(self, target: Target) -> Iterator[tuple[str, str]]:
        """Look on all pages, as whoever sees them, for what has been written."""
        for route in ROUTES:
            path = self.world.paths[route.pattern]
            answer = self._client(self._key(route)).get(path)
            if _is_page(answer) and MARK in answer.content.decode():
                yield path, self._key(route)

    def _send(self, target: Target, sent: Mapping[str, str]) -> HttpResponse:
        client = self._client(self._key(target.route))
        return send(client, target.form.path, sent)

    def poison(self, target: Target, payload: str) -> None:
        """Send a payload in every way, and keep each page that it may come out on."""
        for sent in target.ways(payload):
            with undone():
                self._keep(target, sent)

    def _keep(self, target: Target, sent: Mapping[str, str]) -> None:
        client = self._client(self._key(target.route))
        if not target.form.is_post:
            self._note(target, client.get(f"{target.form.path}?{encoded_pairs(sent)}"))
            return
        answer = send(client, target.form.path, sent)
        self._note(target, answer)
        if answer.status_code == 302:
            self._note(target, client.get(answer["Location"]))
            own = self.world.paths[target.route.pattern]
            for path in dict.fromkeys([own, *(path for path, _who in target.shown_on)]):
                self._note(target, client.get(path))
            for path, who in target.shown_on:
                self._note(target, self._client(who).get(path))

    def _note(self, target: Target, answer: HttpResponse) -> None:
        if _is_page(answer):
            policy = answer.get("Content-Security-Policy", "")
            self.pages.append((str(target), answer.content.decode(), policy))


def _is_page(answer: HttpResponse) -> bool:
    return not answer.streaming and "html" in answer.get("Content-Type", "")


class Looker:
    """Opens kept pages in a browser, each with our own scripts, and sees whether anything ran."""

    def __init__(self, browser, *, policy: bool):
        self.context = browser.new_context(locale="nb", bypass_csp=not policy)
        self.page = self.context.new_page()
        self.ran, self.shown, self.seen = [], ("", ""), set()
        self.page.on("dialog", self._note)
        self.context.route("**/*", self._answer)

    def _note(self, dialog):
        self.ran.append(dialog.message)
        dialog.dismiss()

    def _answer(self, route):
        path = urlsplit(route.request.url).path
        file = BUILT / path.removeprefix(settings.STATIC_URL)
        if route.request.is_navigation_request() and path == "/looked-at/":
            html, policy = self.shown
            route.fulfill(
                body=html,
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": policy},
            )
        elif path.endswith(".js") and file.is_file():
            route.fulfill(path=file, content_type=mimetypes.guess_type(path)[0])
        else:
            route.abort()

    def faults(self, html: str, policy: str = "") -> list[str]:
        """Open a page, and tell what ran, and what of the text has become a part of it."""
        self.shown = (html, policy)
        self.page.goto("http://samspill.example/looked-at/", wait_until="load")
        found = [*self.ran, *self.page.evaluate(FOREIGN)]
        self.ran.clear()
        return found

    def look(self, pages) -> list[tuple[str, list[str]]]:
        """Open every page once, and tell of those where something went wrong."""
        wrong = []
        for name, html, policy in pages:
            if (html, policy) not in self.seen:
                self.seen.add((html, policy))
                if found := self.faults(html, policy):
                    wrong.append((name, found))
        return wrong

    def close(self):
        self.context.close()
