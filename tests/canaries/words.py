"""Canaries: words that stand in one field of one object only, and how to find them in any bytes."""

import gzip
import hashlib
import io
import quopri
import re
import zipfile
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from urllib.parse import unquote

#: Whoever asks: readers are named by text, and this is all of them.
ANYONE = frozenset({"anyone"})
NOBODY: frozenset[str] = frozenset()

_BEGINNING = "zq"
_LETTERS = "bcdfghjkmnpqrstvwxyz"
LENGTH = 16
#: Letters alone, and no vowels: as it is through slugs, small letters, escapes and addresses.
_WORD = re.compile(rf"{_BEGINNING}[{_LETTERS}]{{{LENGTH - len(_BEGINNING)}}}")
_BASE64 = re.compile(r"[A-Za-z0-9+/\r\n]{40,}={0,2}")
_HEADER_WORD = re.compile(r"=\?utf-8\?[bq]\?([^?]*)\?=", re.IGNORECASE)
_FOLDED = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True, kw_only=True)
class Canary:
    """A word, where it has been planted, and who may read it."""

    word: str
    model: str
    field: str
    pk: object
    readers: frozenset[str]

    @property
    def place(self) -> str:
        return f"{self.model}.{self.field}"

    def may_be_read_by(self, *readers: str) -> bool:
        return bool(self.readers & {*ANYONE, *readers})


def word_for(*place: object) -> str:
    """Make the word of a place: the same in every run, so that a report can be followed."""
    number = int.from_bytes(hashlib.sha256(repr(place).encode()).digest(), "big")
    letters = []
    while len(letters) < LENGTH - len(_BEGINNING):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return _BEGINNING + "".join(letters)


@dataclass(repr=False)
class Planted:
    """Every canary there is. Digests and the like are their own canaries: they stay as they are."""

    words: dict[str, Canary] = field(default_factory=dict)
    values: dict[str, Canary] = field(default_factory=dict)

    def add(self, canary: Canary, *, as_it_is: bool = False) -> None:
        kept = self.values if as_it_is else self.words
        before = kept.get(canary.word)
        if before is not None:  # the same digest in two tables: whoever may read either
            canary = Canary(**{**vars(canary), "readers": before.readers | canary.readers})
        kept[canary.word] = canary

    @cached_property
    def by_place(self) -> dict[tuple[str, str, object], list[Canary]]:
        """Find canaries by model, field and primary key; asked for when all have been planted."""
        found: dict[tuple[str, str, object], list[Canary]] = {}
        for canary in self:
            found.setdefault((canary.model, canary.field, canary.pk), []).append(canary)
        return found

    def __len__(self) -> int:
        return len(self.words) + len(self.values)

    def __iter__(self) -> Iterator[Canary]:
        yield from self.words.values()
        yield from self.values.values()

    def found_in(self, *written: str | bytes) -> set[Canary]:
        """Find the canaries in texts and bytes, however these have been packed."""
        found = set()
        for each in written:
            for text in unpacked(each):
                small = text.lower()
                if _BEGINNING in small:
                    words = _WORD.findall(small)
                    found |= {self.words[word] for word in words if word in self.words}
                found |= {canary for value, canary in self.values.items() if value in text}
        return found


def unpacked(written: str | bytes) -> Iterator[str]:
    """Take bytes apart: archives, compression, base64, and what escapes and folding hide."""
    if isinstance(written, bytes):
        if written[:2] == b"\x1f\x8b":
            yield from unpacked(gzip.decompress(written))
            return
        if written[:4] == b"PK\x03\x04":
            yield from _files(written)
            return
    text = written if isinstance(written, str) else written.decode(errors="replace")
    yield text
    plain = _plain(text)
    if plain != text:
        yield plain
    for packed in _BASE64.findall(text):
        try:
            decoded = b64decode(packed)
        except NotBase64:
            continue
        yield decoded.decode(errors="replace")


def _files(archive: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        for name in opened.namelist():
            yield name
            yield from unpacked(opened.read(name))


def _plain(text: str) -> str:
    """Undo what can stand within a word: folding, soft line breaks, escapes of HTML, JSON, URLs."""
    if _HEADER_WORD.search(text):
        text = _HEADER_WORD.sub(lambda each: each[1], text)
    if "=\n" in text or "=\r\n" in text:
        text = quopri.decodestring(text.encode()).decode(errors="replace")
    text = _FOLDED.sub("", text)
    if "\\u" in text:
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda each: chr(int(each[1], 16)), text)
    if "&#" in text:
        text = unescape(text)
    return unquote(text) if "%" in text else text
