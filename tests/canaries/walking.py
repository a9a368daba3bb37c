"""Walk on from pages: the links that stand there, and the forms, which are sent empty and wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings

_LINK = re.compile(r"""(?:href|src)=["']?([^"'\s>#]+)""")
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
TOKEN = re.compile(r"<input[^>]*csrfmiddlewaretoken[^>]*>")
_NUMBER = re.compile(r"([?&;]([\w-]+)=)(\d+)")


def links_in(page: str, path: str) -> Iterator[str]:
    """Give the links of a page that stay on the site, without static files."""
    for found in _LINK.findall(page):
        whole = urljoin(f"{settings.SITE_URL}{path}", unescape(found))
        if whole.startswith(f"{settings.SITE_URL}/"):
            link = whole.removeprefix(settings.SITE_URL)
            if not link.startswith("/static/"):
                yield link


def numbered(link: str) -> Iterator[tuple[str, str]]:
    """Give the name of each number that a link asks with, and the link up to it."""
    for found in _NUMBER.finditer(link):
        yield found[2], link[: found.end(1)]


@dataclass
class Form:
    """A form of a page: where it is sent, and its fields by name: kind, value, choices."""

    path: str
    is_post: bool
    fields: dict[str, tuple[str, str, list[str]]]
    buttons: list[tuple[str, str]]

    @property
    def shape(self) -> tuple[Any, ...]:
        return (*sorted(self.fields), *self.buttons)

    def filled(self, how: str, button: tuple[str, str] | None) -> dict[str, str]:
        """Fill the form: ``empty``, ``wrong`` or ``right``; what is hidden stays as it is."""
        sent = {}
        for name, (kind, value, choices) in self.fields.items():
            sent[name] = value if kind == "hidden" else _FILLED[how](kind, choices)
        if how == "wrong":
            sent |= {name: "0" for name, (kind, _, _) in self.fields.items() if kind == "hidden"}
        if button:
            sent[button[0]] = button[1]
        return sent


def _wrong(kind: str, _choices: list[str]) -> str:
    return {"email": "wrong@", "select": "no-such-choice", "number": "x"}.get(
        kind, "\"'><i>wrong</i>"
    )


def _right(kind: str, choices: list[str]) -> str:
    if choices:
        return choices[-1]
    return {"email": "writer@visitors.example", "trap": ""}.get(kind, "right-words")


_FILLED = {"empty": lambda _kind, _choices: "", "wrong": _wrong, "right": _right}


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            path = urlsplit(urljoin(self.path, given.get("action", ""))).path
            is_post = given.get("method", "").lower() == "post"
            self._form = Form(path, is_post, {}, [])
            self.forms.append(self._form)
        elif self._form is not None:
            self._note(tag, given, self._form)

    def _note(self, tag: str, given: dict[str, str], form: Form) -> None:
        name = given.get("name", "")
        if tag == "option" and self._select:
            form.fields[self._select][2].append(given.get("value", ""))
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))
        elif tag in {"input", "textarea", "select"} and name:
            kind = tag if tag == "select" else given.get("type", "text")
            if given.get("tabindex") == "-1":
                kind = "trap"
            form.fields[name] = (kind, given.get("value", ""), [])
            self._select = name if tag == "select" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def forms_in(page: str, path: str) -> Iterator[Form]:
    """Give the forms of a page."""
    for written in _FORM.findall(page):
        # The token of the day does not make it another form; reading one takes a while.
        yield from _read(TOKEN.sub("", written), path)


@lru_cache(maxsize=4000)
def _read(written: str, path: str) -> list[Form]:
    parser = _Forms(path)
    parser.feed(written)
    return parser.forms
