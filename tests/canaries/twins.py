"""Ask for what one may not see and for what is not there: the two answers must be the same."""

import re
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.canaries.addresses import Address
from tests.canaries.crawl import Crawl, Reader
from tests.canaries.selection import hidden_from
from tests.canaries.walking import TOKEN

#: Headers that are computed from the body, in which the asked address itself stands, or the clock.
COMPUTED = {"ETag", "Content-Length", "Expires"}
#: What is answered outside one's party: that there is nothing, or that one must sign in first.
NOTHING = {302, 404, 405}


def compare(crawl: Crawl, reader: Reader, address: Address) -> bool:
    """Note each difference between an address and its twin; tell whether there was one to compare."""
    hidden = hidden_from(crawl.planted, reader, address.things)
    if not hidden:
        return False
    twin = address.without(hidden)
    asked = f"GET {address.path}"
    there, statements = _asked(crawl, reader, address.path)
    not_there, as_many = _asked(crawl, reader, twin)
    if there.status_code not in NOTHING:
        crawl.note(reader, asked, "status", f"{there.status_code} for what is hidden")
    if there.status_code != not_there.status_code:
        crawl.note(reader, asked, "status", "another one than for what is not there")
    if differs := _difference(_said(there, address.path), _said(not_there, twin)):
        crawl.note(reader, asked, "body of a 404", f"another one than for nothing: {differs}")
    one, other = _headers(there, address.path), _headers(not_there, twin)
    for name in {name for name, _value in one.items() ^ other.items()}:
        what = f"{name} {one.get(name)!r}, and {other.get(name)!r} for nothing"
        crawl.note(reader, asked, "headers of a 404", what)
    if statements != as_many:  # something read once in a while may have been due: ask again
        statements, as_many = _asked(crawl, reader, address.path)[1], _asked(crawl, reader, twin)[1]
    if statements != as_many:
        crawl.note(
            reader, asked, "statements", f"{statements}, and {as_many} for what is not there"
        )
    return True


def _asked(crawl: Crawl, reader: Reader, path: str) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as statements:
        answer = crawl.ask(reader, path)
    return answer, len(statements)


def _said(answer: Any, path: str) -> str:
    """Return the body without the words that were asked for and the token of forms."""
    return _without(TOKEN.sub("", answer.content.decode()), path)


def _difference(said: str, other: str) -> str:
    """Return the first line in which two bodies differ."""
    lines = zip_longest(said.splitlines(), other.splitlines(), fillvalue="")
    return next((f"{one!r} or {another!r}" for one, another in lines if one != another), "")


def _headers(answer: Any, path: str) -> dict[str, str]:
    return {
        name: "" if name in COMPUTED else _without(unquote(value), path)
        for name, value in answer.items()
    }


def _without(text: str, path: str) -> str:
    for part in {part for part in path.split("/") if part}:
        text = re.sub(rf"(?<=/){re.escape(part)}(?=/|\W)", "…", text)
    return text
