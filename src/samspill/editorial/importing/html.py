"""Turn a page of an older site into Markdown: what is said stays, how it looked goes.

What is not known here (scripts, forms, menus, frames, styles) is left out with all that is in it.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_LEFT_OUT = frozenset(
    {
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "form"),
        *("nav", "header", "footer", "aside", "button", "select", "head", "math", "audio", "video"),
    }
)
#: Within a quotation, who said it.
_NAMES = frozenset({"footer", "cite"})
#: Elements that have no end.
_ALONE = frozenset({"br", "hr", "img", "meta", "link", "input", "source", "wbr", "embed"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "td", "th", "tr", "figure", "dd", "dt"}
)
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page says."""

    body: str
    title: str = ""


def read_page(source: str, *, base: str = "", old_site: str = "") -> Page:
    """Read HTML; addresses are made whole from where the page was, and lose the old site's name."""
    reader = _Reader(base=base, old_site=old_site.rstrip("/"))
    reader.feed(source)
    reader.close()
    reader.end_block()
    lines = [each for each in reader.blocks if each.strip()]
    return Page(body="\n\n".join(lines), title=reader.title or reader.heading)


@dataclass
class _List:
    is_numbered: bool
    count: int = 0


class _Reader(HTMLParser):
    """Collects blocks of Markdown."""

    def __init__(self, *, base: str, old_site: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.title, self.heading = "", ""
        self._base, self._old_site = base, old_site
        self._words: list[str] = []
        self._prefix = ""
        self._hidden: list[str] = []
        self._lists: list[_List] = []
        self._quotes = 0
        self._links: list[str] = []
        self._is_title = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "title":
            self._is_title = True
        if tag == "body":
            # What stands before it may have been left open.
            self._hidden.clear()
        if self._quotes and tag in _NAMES:
            self.end_block()
            self._prefix = "– "
        elif self._hidden or tag in _LEFT_OUT:
            if tag not in _ALONE:
                self._hidden.append(tag)
        elif not self._begin_block(tag):
            self._begin_inline(tag, given)

    def _begin_block(self, tag: str) -> bool:
        """Begin a block, if the element is one."""
        if tag not in {*_HEADINGS, *_BLOCKS, "ul", "ol", "li", "blockquote"}:
            return False
        self.end_block()
        if tag in _HEADINGS:
            self._prefix = "#" * _HEADINGS[tag] + " "
        elif tag in {"ul", "ol"}:
            self._lists.append(_List(tag == "ol"))
        elif tag == "li" and self._lists:
            self._begin_item()
        elif tag == "blockquote":
            self._quotes += 1
        return True

    def _begin_inline(self, tag: str, given: dict[str, str]) -> None:
        if tag in _MARKS:
            self._words.append(_MARKS[tag])
        elif tag == "a":
            self._links.append(self._address(given.get("href", "")))
            self._words.append("[")
        elif tag == "br":
            self._words.append("\\\n")
        elif tag == "hr":
            self.end_block()
            self.blocks.append("* * *")
        elif tag == "img" and given.get("src"):
            self._picture(given)

    def _picture(self, given: dict[str, str]) -> None:
        words = _SPACE.sub(" ", given.get("alt", "")).strip()
        caption = _SPACE.sub(" ", given.get("title", "")).replace('"', "”").strip()
        kept, prefix = self._words, self._prefix
        self._words, self._prefix = [], ""
        named = f' "{caption}"' if caption else ""
        self.blocks.append(f"![{_escaped(words)}](<{given['src']}>{named})")
        self._words, self._prefix = kept, prefix

    def _begin_item(self) -> None:
        mine = self._lists[-1]
        mine.count += 1
        indent = "   " * (len(self._lists) - 1)
        self._prefix = f"{indent}{mine.count}. " if mine.is_numbered else f"{indent}* "

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._is_title = False
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
        elif tag in _MARKS:
            self._words.append(_MARKS[tag])
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._words.append(f"]({address})" if address else "]")
        else:
            self._end_of_block(tag)

    def _end_of_block(self, tag: str) -> None:
        if tag == "h1" and not self.heading:
            # The first heading of a page is its title.
            self.heading = _SPACE.sub(" ", "".join(self._words)).strip()
            self._words, self._prefix = [], ""
        elif tag in _HEADINGS or tag in _BLOCKS or tag in {"li", *_NAMES}:
            self.end_block()
        elif tag in {"ul", "ol"} and self._lists:
            self.end_block()
            self._lists.pop()
        elif tag == "blockquote" and self._quotes:
            self.end_block()
            self._quotes -= 1

    def handle_data(self, text: str) -> None:
        if self._is_title:
            self.title += text.strip()
        elif not self._hidden:
            self._words.append(_escaped(_SPACE.sub(" ", text)))

    def end_block(self) -> None:
        """Finish the block that has been collected."""
        text = "".join(self._words).strip()
        self._words = []
        if text:
            lines = f"{self._prefix}{text}".split("\n")
            self._keep("\n".join(("> " * self._quotes + line).rstrip() for line in lines))
        self._prefix = ""

    def _keep(self, block: str) -> None:
        """Put a block behind the others; items of a list and parts of a quotation stay together."""
        before = self.blocks[-1] if self.blocks else ""
        if _is_item(block) and _is_item(before):
            self.blocks[-1] += f"\n{block}"
        elif self._quotes and before.startswith(">"):
            self.blocks[-1] += f"\n>\n{block}"
        else:
            self.blocks.append(block)

    def _address(self, href: str) -> str:
        whole = urljoin(self._base, href.strip()) if self._base else href.strip()
        if self._old_site and whole.startswith(f"{self._old_site}/"):
            whole = whole.removeprefix(self._old_site)
        return "" if urlsplit(whole).scheme not in {"", "http", "https", "mailto"} else whole


def _is_item(block: str) -> bool:
    first = block.lstrip("> ").split("\n", 1)[0].lstrip()
    return (first.startswith("* ") and first != "* * *") or bool(re.match(r"\d+\. ", first))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
