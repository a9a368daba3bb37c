"""Divide a text in Markdown into sections: prose, pictures that stand alone, quotations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from samspill.core import prose

_PARSER = MarkdownIt("commonmark", {"html": False})
_NAMED = re.compile(r"\n[ \t]*[–—-]{1,2}[ \t]+(?P<name>[^\n]{3,160})\s*\Z")


@dataclass(frozen=True, kw_only=True)
class Words:
    """A section of prose, in Markdown."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture that stands alone, by the name of its file."""

    file: str
    alternative: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """A quotation, and who said it, if that stands in its last line."""

    text: str
    name: str


Divided = Words | Shown | Said


def divide(body: str) -> Iterator[Divided]:
    """Go through the sections of a text in order."""
    lines = body.split("\n")
    begun = 0
    for token, inside in _blocks(_PARSER.parse(body)):
        section = _section(token, inside, lines)
        if section is None or token.map is None:
            continue
        start, end = token.map
        yield from _prose(lines[begun:start])
        yield section
        begun = end
    yield from _prose(lines[begun:])


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Go through the blocks of the first level, each with the words inside it."""
    for number, token in enumerate(tokens):
        if token.level == 0 and token.nesting >= 0:
            following = tokens[number + 1] if number + 1 < len(tokens) else None
            yield token, following


def _section(token: Token, inside: Token | None, lines: Sequence[str]) -> Divided | None:
    if token.type == "blockquote_open" and token.map:
        return _said(lines[token.map[0] : token.map[1]])
    children = (inside.children or []) if token.type == "paragraph_open" and inside else []
    if len(children) == 1 and children[0].type == "image":
        (picture,) = children
        return Shown(
            file=str(picture.attrGet("src") or ""),
            alternative=picture.content,
            caption=str(picture.attrGet("title") or ""),
        )
    return None


def _said(lines: Sequence[str]) -> Said:
    text = "\n".join(re.sub(r"^ {0,3}> ?", "", line) for line in lines).strip()
    named = _NAMED.search(text)
    if named is None:
        return Said(text=text, name="")
    return Said(text=text[: named.start()].strip(), name=prose.plain(named["name"]).strip())


def _prose(lines: Sequence[str]) -> Iterator[Words]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield Words(text=text.strip())
