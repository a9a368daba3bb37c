"""Prose: Markdown in, safe HTML or plain text out.

What is written is never trusted. HTML in the source is shown as text, addresses that are not on
the list are not made into links, and the result goes through a sanitiser with an allow-list of its
own, so that one mistake is not enough.
"""

import re
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

DEEPEST_HEADING = 6
_TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *(f"h{level}" for level in range(1, DEEPEST_HEADING + 1)),
}
# The star takes away what the sanitiser lets pass on every element.
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href", "rel"}, "ol": {"start"}}
#: A path of our own site: one slash, then neither a slash nor what browsers take for one.
_OWN_PATH = re.compile(r"/(?![/\\])[!-~]*")
_MAIL = re.compile(r"mailto:[!-~]+@[a-z0-9.-]+", re.IGNORECASE)
#: After these a sentence, or a part of one, has ended.
_ENDS = frozenset(".,:;!?…–—")
_VISIBLE = re.compile(r"[!-~]+")


def is_safe_address(address: str) -> bool:
    """Tell whether a link may lead there: the web, a mailbox, or a path of our own."""
    if _OWN_PATH.fullmatch(address) or _MAIL.fullmatch(address):
        return True
    if not _VISIBLE.fullmatch(address) or "\\" in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    # Words before an @ look like the site that a link leads to, and are not.
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def _image_in_words(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    environment: MutableMapping[str, Any],
) -> str:
    words = renderer.renderInlineAsText(tokens[index].children or (), options, environment)
    return escape(words)


class _Parser(MarkdownIt):
    """CommonMark without HTML, whose links lead only where links may lead."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return is_safe_address(url)


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False})
    parser.add_render_rule("image", _image_in_words)
    return parser


_PARSER = _parser()


@lru_cache(maxsize=2048)
def render(source: str, *, level: int = 3, site: str = "") -> SafeString:
    """Turn Markdown into safe HTML.

    :param level: the level of the highest headings; those below follow without a gap.
    :param site: what comes before our own paths, where links have to be absolute, as in mail.
    """
    tokens = _PARSER.parse(source)
    _shift_headings(tokens, level)
    for token in _all(tokens):
        if token.type == "link_open":
            _finish_link(token, site)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return mark_safe(_sanitise(html))  # noqa: S308 - it has just been sanitised


def _sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=lambda _tag, name, value: (
            None if name == "href" and not is_safe_address(value) else value
        ),
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _shift_headings(tokens: Sequence[Token], level: int) -> None:
    """Let headings begin at a level and go down one at a time, whatever was written."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            written = int(token.tag[1:])
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(level + len(above) - 1, DEEPEST_HEADING)}"


def _finish_link(token: Token, site: str) -> None:
    address = str(token.attrGet("href") or "")
    if address.startswith("/"):
        token.attrSet("href", f"{site}{address}")
    elif address.lower().startswith("http"):
        token.attrSet("rel", "noopener")


@dataclass(frozen=True)
class Outline:
    """What a text is made of: the levels of its headings, its links, and its plain paragraphs."""

    headings: tuple[tuple[int, str], ...]
    links: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]


def outline(source: str) -> Outline:
    """Tell the headings, links (words and address) and paragraphs of a text, in order."""
    root = SyntaxTreeNode(_PARSER.parse(source))
    nodes = list(root.walk(include_self=False))
    return Outline(
        headings=tuple(
            (int(each.tag[1:]), _inner(each)) for each in nodes if each.type == "heading"
        ),
        links=tuple(
            (_words(each), str(each.attrs["href"])) for each in nodes if each.type == "link"
        ),
        paragraphs=tuple(_inner(each) for each in root.children if each.type == "paragraph"),
    )


def _inner(node: SyntaxTreeNode) -> str:
    return "".join(_words(child) for child in node.children)


def _words(node: SyntaxTreeNode) -> str:
    """Return the words of a node, without addresses and marks."""
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    return _inner(node)


@lru_cache(maxsize=2048)
def plain(source: str, *, site: str = "") -> str:
    """Turn Markdown into plain text, as for the text part of a mail: links as "words (address)"."""
    return _blocks(SyntaxTreeNode(_PARSER.parse(source)).children, site)


@lru_cache(maxsize=2048)
def excerpt(source: str, *, with_headings: bool = False) -> str:
    """Turn Markdown into one line that reads as prose, as for the beginning of a text in a list.

    Marks of lists and quotations, addresses of links and rules are left out. Headings are too,
    unless they are asked for or nothing else is there. What ends without a mark gets one, where
    more follows.
    """
    said = list(_sentences(SyntaxTreeNode(_PARSER.parse(source)), with_headings=with_headings))
    if not said and not with_headings:
        return excerpt(source, with_headings=True)
    ended = [each if each[-1] in _ENDS else f"{each}{end}" for each, end in said[:-1]]
    return " ".join([*ended, *(each for each, _end in said[-1:])])


def _sentences(node: SyntaxTreeNode, *, with_headings: bool) -> Iterator[tuple[str, str]]:
    """Yield the words of each block, and with which mark it ends if it has none of its own."""
    if node.type == "hr" or (node.type == "heading" and not with_headings):
        return
    if node.type in {"paragraph", "heading", "fence", "code_block"}:
        words = " ".join((_words(node) or node.content).split())
        if words:
            yield words, ("," if _is_in_a_list(node) else ".")
        return
    for child in node.children:
        yield from _sentences(child, with_headings=with_headings)


def _is_in_a_list(node: SyntaxTreeNode) -> bool:
    """Tell whether another item of the same list comes after this one."""
    item = node.parent
    return item is not None and item.type == "list_item" and item.next_sibling is not None


def _blocks(nodes: Sequence[SyntaxTreeNode], site: str, *, between: str = "\n\n") -> str:
    return between.join(_block(node, site) for node in nodes)


def _block(node: SyntaxTreeNode, site: str) -> str:
    if node.type in {"bullet_list", "ordered_list"}:
        first = int(node.attrs.get("start", 1))
        is_tight = all(child.hidden for item in node.children for child in item.children[:1])
        items = (
            _item("-" if node.type == "bullet_list" else f"{number}.", item, site)
            for number, item in enumerate(node.children, start=first)
        )
        return ("\n" if is_tight else "\n\n").join(items)
    if node.type == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in _blocks(node.children, site).split("\n"))
    if node.type in {"fence", "code_block"}:
        return node.content.rstrip("\n")
    if node.type == "hr":
        return "* * *"
    return "".join(_inline(child, site) for child in node.children)


def _item(mark: str, item: SyntaxTreeNode, site: str) -> str:
    """Write an item of a list, its further lines under its first."""
    text = _blocks(item.children, site, between="\n")
    return f"{mark} {text}".replace("\n", "\n" + " " * (len(mark) + 1))


def _inline(node: SyntaxTreeNode, site: str) -> str:
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " " if node.type == "softbreak" else "\n"
    words = "".join(_inline(child, site) for child in node.children)
    if node.type != "link":
        return words
    address = str(node.attrs["href"])
    address = f"{site}{address}" if address.startswith("/") else address.removeprefix("mailto:")
    return words if words == address else f"{words} ({address})"
