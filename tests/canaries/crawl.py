"""Fetch as somebody does, and compare what comes back with what they may read."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from io import StringIO
from logging import StreamHandler, getLogger
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler

from samspill.accounts.choices import Means
from samspill.accounts.http import note_means
from tests.canaries.words import Canary, Planted

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: What must be the same whether the page itself is asked for or only what is said about it.
SAME_WITHOUT_BODY = ("Content-Length", "ETag", "Last-Modified", "Content-Type", "Cache-Control")
FAULT = 500


@dataclass
class Reader:
    """Somebody with a browser. ``keys`` say who they are in the eyes of ``Audiences``."""

    name: str
    client: Client
    keys: frozenset[str] = frozenset()
    #: Whoever is nobody keeps no cookie from one page to the next, and so gets pages for everybody.
    is_nobody: bool = False


@dataclass(frozen=True)
class Finding:
    """A canary where it may not be, or an answer that should not have been given."""

    reader: str
    asked: str
    channel: str
    what: str
    canary: Canary | None = None

    def __str__(self) -> str:
        return f"{self.what} in the {self.channel} of {self.asked} for {self.reader}"


@dataclass
class Crawl:
    """One walk through the site, by whoever asks."""

    planted: Planted = field(repr=False)
    secrets: frozenset[str] = frozenset()
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))
    findings: list[Finding] = field(default_factory=list, repr=False)
    seen: dict[str, set[str]] = field(default_factory=dict, repr=False)
    fetched: Counter[str] = field(default_factory=Counter)
    patterns: set[str] = field(default_factory=set)
    readers: set[str] = field(default_factory=set)
    _log: StringIO = field(default_factory=StringIO)

    def reader(
        self, name: str, person: Any = None, *, keys: frozenset[str] = frozenset()
    ) -> Reader:
        """Give somebody a browser. All of them ask the same server, with what it keeps in memory."""
        client = Client(raise_request_exception=False)
        client.handler = self.handler
        if person is not None:
            client.force_login(person)
            _let_be_fresh(client, person)
            keys = keys | ({f"person:{person.pk}"} if person.is_active else frozenset())
        return Reader(name, client, keys, is_nobody=person is None)

    def ask(
        self,
        reader: Reader,
        path: str,
        *,
        method: str = "get",
        sent: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Ask for something, read all of the answer, and note what should not stand there."""
        if reader.is_nobody:
            reader.client.cookies.clear()
        self._log.seek(0)
        self._log.truncate()
        act = getattr(reader.client, method)
        body = {"data": dict(sent)} if sent is not None else {}
        answer = act(path, headers=dict(headers or {}), **body)
        asked = f"{method.upper()} {path}"
        typed = (str(each) for each in (sent or {}).values())
        own = frozenset(self.planted.found_in(path, *typed))
        for channel, written in _channels(answer):
            self._compare(reader, asked, channel, self.planted.found_in(*written) - own)
        self.read_log(reader, asked, own)
        if answer.status_code == FAULT:
            self.note(reader, asked, "answer", "a fault")
        self.fetched[method.upper()] += 1
        self.readers.add(reader.name)
        return answer

    @property
    def report(self) -> list[str]:
        """Say in a line each what has been found: each once, with the first that found it."""
        first: dict[tuple[str, str], Finding] = {}
        times: Counter[tuple[str, str]] = Counter()
        for finding in self.findings:
            kind = (finding.canary.place if finding.canary else finding.what, finding.channel)
            first.setdefault(kind, finding)
            times[kind] += 1
        return [f"{finding} ({times[kind]} times)" for kind, finding in first.items()]

    @contextmanager
    def undone(self, reader: Reader) -> Iterator[None]:
        """Take back whatever is done, and stay signed in."""
        cookies = copy(reader.client.cookies)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        reader.client.cookies = cookies

    def note(
        self, reader: Reader, asked: str, channel: str, what: str, canary: Canary | None = None
    ) -> None:
        self.findings.append(Finding(reader.name, asked, channel, what, canary))

    def _compare(self, reader: Reader, asked: str, channel: str, found: set[Canary]) -> None:
        for canary in found:
            self.seen.setdefault(canary.word, set()).add(reader.name)
            if not canary.may_be_read_by(*reader.keys):
                self.note(reader, asked, channel, f"{canary.place} of {canary.pk}", canary)

    def read_log(self, reader: Reader, asked: str, own: frozenset[Canary] = frozenset()) -> None:
        """Read what the site has written in its log: no canary, no secret, no e-mail address."""
        written = self._log.getvalue()
        if not written:
            return
        for canary in self.planted.found_in(written) - own:
            self.note(reader, asked, "log", f"{canary.place} of {canary.pk}", canary)
        if any(secret in written for secret in self.secrets):
            self.note(reader, asked, "log", "the secret of a link")
        if ADDRESS.search(written):
            self.note(reader, asked, "log", "an e-mail address")

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Read the log where the site's own settings let it be written."""
        ours = [each for each in getLogger().handlers if type(each) is StreamHandler]
        assert ours, "The site writes no log."
        before = [each.setStream(self._log) for each in ours]
        try:
            yield
        finally:
            for each, stream in zip(ours, before, strict=True):
                each.setStream(stream)


def _let_be_fresh(client: Client, person: Any) -> None:
    """Let somebody have signed in just now, by all that is asked: weighty pages are open, too."""
    request = HttpRequest()
    request.session = client.session
    note_means(request, person, Means.PASSKEY)
    request.session.save()


def _channels(answer: Any) -> Iterator[tuple[str, list[str | bytes]]]:
    """Take an answer apart: body, headers, cookies."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    yield "body", [body]
    yield "header", [f"{name}: {value}" for name, value in answer.items()]
    if answer.cookies:
        yield "cookie", [answer.cookies.output()]


def differences(page: Any, bare: Any) -> list[str]:
    """List the headers that differ where only what is said about a page is asked for.

    Django leaves some out then; what is there must be the same.
    """
    return [
        name
        for name in SAME_WITHOUT_BODY
        if bare.has_header(name) and page.get(name) != bare.get(name)
    ]
