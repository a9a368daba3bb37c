"""The parts that a mail is made of. Whoever writes a mail chooses parts; nobody writes its HTML.

A mark such as ``%%unsubscribe%%`` in a text or an address is filled in for each receiver when the
mail is sent. Everything else that stands in a part is shown letter by letter: it never becomes
markup, and an address in a text never becomes a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from samspill.core.translated import Translated

#: A text in the language of the mail: translated by gettext, or lazily so.
Text = str | Promise
#: Such a text; or one that may exist only in other languages, and is marked with the one it is in.
Words = Text | Translated


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: Words


@dataclass(frozen=True)
class Heading:
    """A heading below the mail's title."""

    text: Words


@dataclass(frozen=True)
class Button:
    """The one thing to do. Its address stands below it, so that the reader sees where it leads."""

    text: Text
    url: str


@dataclass(frozen=True)
class Link:
    """A link in a line of its own, with its address to be seen."""

    text: Text
    url: str


@dataclass(frozen=True)
class Code:
    """A code that is to be typed in."""

    text: Text


@dataclass(frozen=True)
class Facts:
    """Facts with their names, such as when and where."""

    rows: Sequence[tuple[Text, Text]]


@dataclass(frozen=True)
class Quotation:
    """What somebody outside has written: kept in its lines."""

    text: Text


@dataclass(frozen=True)
class Prose:
    """Markdown that somebody with the right to publish has written, such as an update.

    ``level`` is that of its highest headings: 3 below a heading of its own.
    """

    source: Translated | str
    level: int = 2


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing among several: its title, which leads to its page if it has one, and how it begins.

    ``note`` tells what it is and of when. What exists in another language only says so; a title
    alone does not, since the prose below it does.
    """

    title: Translated
    url: str = ""
    note: Text = ""
    text: Translated = field(default_factory=Translated)


Part = Paragraph | Heading | Button | Link | Code | Facts | Quotation | Prose | Item


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail in one language.

    ``title`` is its one main heading, the subject if nothing else; ``reason`` tells at the end why
    the receiver gets it, and ``links`` follow, such as the one that stops these mails. ``short`` is
    what mail programs show beside the subject; ``kicker`` stands above the title and tells whose
    mail it is.
    """

    subject: Text
    parts: Sequence[Part]
    reason: Text
    title: Words = ""
    kicker: Translated = field(default_factory=Translated)
    short: Text = ""
    links: Sequence[Link] = field(default_factory=list)
