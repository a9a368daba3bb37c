"""Find a word wherever it may stand: as it is, or as something else has written it down."""

import base64
import json
import quopri
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from django.contrib.sessions.models import Session
from django.db import connection


def spellings(word: str) -> set[bytes]:
    """Write a word in every way in which programs do."""
    plain = {word, word.lower(), word.upper(), word.casefold()}
    escaped = {json.dumps(each)[1:-1] for each in plain}
    quoted = {form for each in plain for form in (quote(each), quote_plus(each), quote(each, ""))}
    raw = {each.encode() for each in plain | escaped | quoted}
    raw |= {each.encode("utf-16-le") for each in plain}
    printable = {quopri.encodestring(each.encode()).rstrip(b"=\n") for each in plain}
    return raw | printable | {form for each in plain for form in _in_base64(each.encode())}


def _in_base64(word: bytes) -> Iterator[bytes]:
    """Write what of a word is always the same, wherever in a text it begins."""
    for before in range(3):
        encoded = base64.b64encode(b"x" * before + word)
        first = -(-before * 8 // 6)
        last = (before + len(word)) * 8 // 6
        yield from (encoded[first:last], encoded[first:last].translate(_URL_SAFE))


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def found_in(content: bytes, words: Iterable[str]) -> set[str]:
    """Tell which of these words stand somewhere in what has been read."""
    flat = content.replace(b"=\r\n", b"").replace(b"=\n", b"")
    return {
        word
        for word in words
        if any(form in each for form in spellings(word) for each in (content, flat))
    }


def found_in_files(folder: Path, words: Iterable[str]) -> dict[str, set[str]]:
    """Search every file of a folder, by its bytes and its name."""
    everything = {
        str(path.relative_to(folder)): path.name.encode() + path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return {
        name: found for name, content in everything.items() if (found := found_in(content, words))
    }


def found_in_tables(words: Iterable[str]) -> dict[str, set[str]]:
    """Search every row of every table of the database, sessions with what is packed in them."""
    return {
        table: found
        for table, content in everything_in_tables().items()
        if (found := found_in(content, words))
    }


def everything_in_tables() -> dict[str, bytes]:
    """Read the whole database, table by table, with no regard to any model."""
    with connection.cursor() as cursor:
        everything = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            everything[table] = b"\n".join(_line(row) for row in cursor.fetchall())
    packed = [json.dumps(each.get_decoded()) for each in Session.objects.order_by("pk")]
    everything[Session._meta.db_table] += "\n".join(packed).encode()
    return everything


def _line(row: Iterable[object]) -> bytes:
    return b"\t".join(
        bytes(each)
        if isinstance(each, bytes | memoryview)
        else str(
            json.dumps(each, ensure_ascii=False) if isinstance(each, dict | list) else each
        ).encode()
        for each in row
    )
