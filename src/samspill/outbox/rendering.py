"""Make the two bodies of a mail, text and HTML, from the same parts."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import fill
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from mjml import mjml2html

from samspill.core import prose
from samspill.core.languages import known
from samspill.core.templatetags.samspill import fallback_note
from samspill.core.translated import Translated
from samspill.outbox.parts import (
    Button,
    Code,
    Facts,
    Heading,
    Item,
    Link,
    Mail,
    Paragraph,
    Part,
    Prose,
    Quotation,
    Text,
    Words,
)

MOST_CHARACTERS_OF_A_SUBJECT = 200
#: Mail programs cut what is larger, and with it the way out at the end.
MOST_BYTES_OF_HTML = 100_000
COLUMNS = 72

#: How an item of a list or a line of a quotation begins.
_BEGINNING = re.compile(r"\s*(?:(?:-|\d+\.|>) )?")

#: A mark, wherever it stands.
MARK = re.compile(r"%%([a-z][a-z0-9_]*)%%")


class TooLong(ValueError):
    """The mail is longer than mail programs show."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A mail in one language, ready to be kept."""

    subject: str
    text: str
    html: str


def render(mail: Mail) -> Rendered:
    """Make subject, text and HTML of a mail, in the language that is active.

    :raises TooLong: the HTML would be cut by mail programs.
    """
    subject = one_line(mail.subject)[:MOST_CHARACTERS_OF_A_SUBJECT]
    title = one_line(mail.title) or subject
    shown = [_shown(part) for part in mail.parts]
    links = [_shown(link) for link in mail.links]
    reason = one_line(mail.reason)
    kicker = mail.kicker.wording(known(get_language() or "nb"))
    html = _html(
        {
            "language": known(get_language() or "nb"),
            "site_name": settings.SITE_NAME,
            "subject": subject,
            "title": title,
            "title_language": _language_of(mail.title),
            "kicker": one_line(kicker.text),
            "kicker_language": kicker.language,
            "short": one_line(mail.short),
            "parts": shown,
            "reason": reason,
            "links": links,
        }
    )
    foot = "\n\n".join([_wrapped(reason), *(_text(link) for link in links)])
    above = [_wrapped(one_line(kicker.text))] if kicker else []
    blocks = [*above, _underlined(title, "="), *(_text(each) for each in shown), f"-- \n{foot}"]
    return Rendered(subject=subject, text="\n\n".join(blocks) + "\n", html=html)


def _language_of(text: Words) -> str:
    """Tell in which language a text is shown, if that is not the reader's."""
    if not isinstance(text, Translated):
        return ""
    wording = text.wording(known(get_language() or "nb"))
    return wording.language if wording.is_fallback else ""


def one_line(text: Words) -> str:
    """Bring a text into one line, without characters that cannot be seen and could mislead."""
    visible = "".join(" " if character.isspace() else character for character in str(text))
    return " ".join("".join(filter(_is_harmless, visible)).split())


def _lines(text: Text) -> list[str]:
    return ["".join(filter(_is_harmless, line)).rstrip() for line in str(text).strip().splitlines()]


def _is_harmless(character: str) -> bool:
    """Refuse control characters and those that turn the direction of writing."""
    category = unicodedata.category(character)
    turns = unicodedata.bidirectional(character) in {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip
    return category not in {"Cc", "Cs"} and not turns


def _shown(part: Part) -> dict[str, Any]:
    """Reduce a part to cleaned texts under the name of its kind, for both bodies."""
    kind = type(part).__name__.lower()
    match part:
        case Paragraph() | Heading() | Code():
            said, language = one_line(part.text), _language_of(part.text)
            return {"kind": kind, "text": said, "language": language}
        case Button() | Link():
            return {"kind": kind, "text": one_line(part.text), "url": _address(part.url)}
        case Facts():
            rows = [(one_line(label), one_line(value)) for label, value in part.rows]
            return {"kind": kind, "rows": rows}
        case Quotation():
            return {"kind": kind, "lines": _lines(part.text)}
        case Prose():
            return {"kind": kind, **_prose(part.source, part.level)}
        case Item():
            return {"kind": kind, "url": part.url and _address(part.url), **_item(part)}


def _item(part: Item) -> dict[str, Any]:
    """Say an item in the reader's language; each of its texts may have to be in another one."""
    language = known(get_language() or "nb")
    title, text = part.title.wording(language), part.text.wording(language)
    texts = (part.title, part.text) if part.url or part.text else ()
    others = [each for each in texts if each.wording(language).is_fallback]
    fallback = fallback_note(others[0], others[0].wording(language)) if others else ""
    return {
        "title": one_line(_unmarked(title.text)),
        "title_language": title.language,
        "note": one_line(part.note),
        "fallback": fallback,
        "text": one_line(_unmarked(text.text)),
        "text_language": text.language,
    }


def _prose(source: Translated | str, level: int) -> dict[str, str]:
    """Render Markdown for both bodies, in the reader's language or with a note that it is not."""
    language = known(get_language() or "nb")
    words = Translated({language: source}) if isinstance(source, str) else source
    wording = words.wording(language)
    note = fallback_note(words, wording) if wording.is_fallback else ""
    unmarked = _unmarked(wording.text)
    return {
        "language": wording.language,
        "note": note,
        "html": prose.render(unmarked, level=level, site=settings.SITE_URL),
        "text": prose.plain(unmarked, site=settings.SITE_URL),
    }


def _unmarked(text: str) -> str:
    """Keep a writer's %% from being a mark of ours: a joiner that cannot be seen keeps it apart."""
    return MARK.sub("%\u2060%\\1%\u2060%", text)


def _address(url: str) -> str:
    """Return an address that may stand in a mail.

    :raises ValueError: it is neither a web address nor a mark.
    """
    if not re.fullmatch(r"(https?://|%%)[!-~]+", url):
        raise ValueError(f"Not an address for a mail: {url!r}")
    return url


def _html(context: dict[str, Any]) -> str:
    source = render_to_string("outbox/mail.mjml", context)
    # Without ``fonts={}`` every reader's mail program would be sent to a font server.
    html = mjml2html(source, disable_comments=False, fonts={})
    if len(html.encode()) > MOST_BYTES_OF_HTML:
        raise TooLong(f"{context['subject']}: {len(html.encode())} bytes of HTML")
    return html


def _text(shown: dict[str, Any]) -> str:
    return _TEXTS[shown["kind"]](shown)


def _prose_text(shown: dict[str, Any]) -> str:
    words = _wrapped_lines(shown["text"])
    return f"{_wrapped(shown['note'])}\n\n{words}" if shown["note"] else words


def _item_text(shown: dict[str, Any]) -> str:
    lines = [_underlined(shown["title"], "-")]
    lines += [_wrapped(shown[name]) for name in ("note", "fallback", "text") if shown[name]]
    return "\n\n".join([*lines, *([shown["url"]] if shown["url"] else [])])


def _link_text(shown: dict[str, Any]) -> str:
    return f"{_wrapped(shown['text'] + ':')}\n{shown['url']}"


def _underlined(text: str, sign: str) -> str:
    return f"{text}\n{sign * min(len(text), COLUMNS)}"


def _wrapped(text: str) -> str:
    return fill(text, COLUMNS, break_long_words=False, break_on_hyphens=False)


def _wrapped_lines(text: str) -> str:
    """Wrap each line of a text under its own beginning, so that lists and quotations stay so."""
    return "\n".join(_hanging(line) for line in text.split("\n"))


def _hanging(line: str) -> str:
    begin = _BEGINNING.match(line)
    margin = begin[0] if begin else ""
    under = margin if ">" in margin else " " * len(margin)
    return fill(
        line[len(margin) :],
        COLUMNS,
        initial_indent=margin,
        subsequent_indent=under,
        break_long_words=False,
        break_on_hyphens=False,
    )


_TEXTS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "paragraph": lambda shown: _wrapped(shown["text"]),
    "heading": lambda shown: _underlined(shown["text"], "-"),
    "button": _link_text,
    "link": _link_text,
    "code": lambda shown: f"    {shown['text']}",
    "facts": lambda shown: "\n".join(f"{label}: {value}" for label, value in shown["rows"]),
    "quotation": lambda shown: "\n".join(f"> {line}".rstrip() for line in shown["lines"]),
    "prose": _prose_text,
    "item": _item_text,
}
