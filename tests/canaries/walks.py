"""How far each reader walks: everywhere in the long run, pairwise in the short one."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

from samspill.core.access import Access
from samspill.core.languages import LANGUAGES
from tests.canaries.addresses import Address
from tests.canaries.crawl import Crawl, Reader, differences
from tests.canaries.walking import forms_in, links_in, numbered

#: So many primary keys are tried where a link asks with a number.
NUMBERS_TRIED = 60
FOUND = 200
#: So many links to one route that ask with the same words are followed.
ALIKE_FOLLOWED = 12
#: How forms are filled in.
WAYS = ("empty", "wrong", "right")


class Walk:
    """One reader's walk: along links (``follows``), and with HEAD beside GET (``asks_about``)."""

    def __init__(
        self,
        crawl: Crawl,
        reader: Reader,
        *,
        languages: Iterable[str],
        follows: bool = False,
        asks_about: bool = False,
        ways: Iterable[str] = WAYS,
    ) -> None:
        self.crawl = crawl
        self.reader = reader
        self.languages = {*languages}
        self.follows = follows
        self.asks_about = asks_about
        self.ways = [*ways]
        self.visited: set[str] = set()
        self.waiting: list[str] = []
        self._forms: set[Any] = set()
        self._numbered: set[Any] = set()
        self._alike: Counter[Any] = Counter()

    def through(self, addresses: Iterable[Address]) -> None:
        """Visit addresses, then whatever their pages lead to, breadth first."""
        known = set()
        for address in addresses:
            self.crawl.patterns.add(address.pattern)
            known.add(address.path)
            if address.access != Access.LINK or address.holder in self.reader.keys:
                self.visit(address.path)
        while self.waiting:
            self.visit(self.waiting.pop(0))

    def visit(self, path: str) -> None:
        if path in self.visited:
            return
        self.visited.add(path)
        answer = self.crawl.ask(self.reader, path)
        if self.asks_about:
            bare = self.crawl.ask(self.reader, path, method="head")
            if answer.status_code == bare.status_code == FOUND:
                for name in differences(answer, bare):
                    self.crawl.note(self.reader, f"HEAD {path}", "header", f"another {name}")
        if "html" in answer.get("Content-Type", "") and not answer.has_header("Content-Encoding"):
            page = answer.content.decode()
            self._note_links(page, path)
            self._send_forms(page, path)
        if location := answer.get("Location"):
            self._note(location)

    def _note_links(self, page: str, path: str) -> None:
        for link in links_in(page, path):
            self._note(link)
            for name, before in numbered(link) if self.follows else ():
                shape = (name, _pattern(link))
                if shape not in self._numbered:
                    self._numbered.add(shape)
                    self.waiting += [f"{before}{number}" for number in range(NUMBERS_TRIED)]

    def _note(self, link: str) -> None:
        language = link.split("/", 2)[1].partition("?")[0]
        if language in LANGUAGES and language not in self.languages:
            return
        is_new = link not in self.visited and link not in self.waiting
        if is_new and (self.follows or _pattern(link) == "") and not self._is_one_more(link):
            self.waiting.append(link)

    def _is_one_more(self, link: str) -> bool:
        """Tell whether many links have been followed that only ask for something else."""
        asked = parse_qs(urlsplit(link).query)
        shape = (_pattern(link), *sorted(asked))
        self._alike[shape] += 1
        return bool(asked) and self._alike[shape] > ALIKE_FOLLOWED

    def _send_forms(self, page: str, path: str) -> None:
        for form in forms_in(page, path):
            shape = (form.is_post, _pattern(form.path), form.shape)
            if shape in self._forms:
                continue
            self._forms.add(shape)
            if not form.is_post:
                if self.follows:
                    self._ask_by(form)
                continue
            for how in self.ways:
                for button in form.buttons or [None]:
                    with self.crawl.undone(self.reader):
                        sent = form.filled(how, button)
                        self.crawl.ask(self.reader, form.path, method="post", sent=sent)

    def _ask_by(self, form: Any) -> None:
        """Choose each choice of a form that only asks."""
        for name, (_kind, _value, choices) in form.fields.items():
            self.waiting += [f"{form.path}?{name}={choice}" for choice in choices or ["words"]]


def _pattern(link: str) -> str:
    """Return the route that a link leads to; nothing where there is none."""
    return _route(urlsplit(link).path)


@cache
def _route(path: str) -> str:
    prefix = path.split("/", 2)[1]
    with translation.override(prefix if prefix in LANGUAGES else "nb"):
        try:
            return str(resolve(path).route)
        except Resolver404:
            return ""
