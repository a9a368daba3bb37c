"""Make the bytes of each copy of a letter.

A letter is encoded once for each of its languages and cut at its marks; a copy is those pieces
joined around what is personal. That costs a hundredth of composing each copy anew.
"""

import hashlib
import quopri
import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from textwrap import fill

from django.conf import settings

from samspill.core.email_addresses import for_sending
from samspill.outbox.kinds import LIST_UNSUBSCRIBE
from samspill.outbox.models import Message, Wording
from samspill.outbox.rendering import COLUMNS, MARK

#: Headers that a letter may carry besides those that every letter has.
OWN_HEADERS = frozenset({"Reply-To", "List-Id", "References", "Feedback-ID", "Precedence"})

_ONE_ADDRESS = re.compile(r"[!-~]+@[!-~]+")
_NO_ADDRESS = re.compile(r'[\s,;<>()\[\]"\\]')
_ATTACHED = re.compile(r"\S*")
_LEADING_MARK = re.compile(rf'href="{MARK.pattern}')


class Unsendable(ValueError):
    """This copy can never be sent as it stands."""


def check_headers(headers: Mapping[str, str]) -> None:
    """Refuse headers that a letter may not carry, and values that would begin another one.

    :raises ValueError: the header is not one of ours, or its value has more than one line.
    """
    for name, value in headers.items():
        if name not in OWN_HEADERS or not value.isprintable():
            raise ValueError(f"A letter cannot carry {name}: {value!r}")


def bare_address(to: str) -> str:
    """Return one address as mail servers want it.

    :raises Unsendable: it is not exactly one address.
    """
    try:
        address = for_sending(to)
    except Exception as error:
        raise Unsendable(f"Not an address: {to!r}") from error
    if not _ONE_ADDRESS.fullmatch(address) or _NO_ADDRESS.search(address):
        raise Unsendable(f"Not an address: {to!r}")
    return address


class Template:
    """A letter in one language, encoded and cut at its marks."""

    def __init__(self, wording: Wording) -> None:
        letter = wording.letter
        # The boundary cannot occur in a body that it has been computed from.
        seed = f"{letter.pk}\n{wording.text}\n{wording.html}".encode()
        self._boundary = f"part-{hashlib.sha256(seed).hexdigest()[:40]}".encode()
        self._headers = _common_headers(wording)
        self._text = _encoded_pieces(wording.text)
        self._places = _places(wording.text)
        self._html = _encoded_pieces(wording.html)
        self._links = frozenset(_LEADING_MARK.findall(wording.html))

    def copy(self, message: Message, personal: Mapping[str, str]) -> bytes:
        """Return the bytes of one person's copy: the same at every attempt.

        :raises Unsendable: the address or a link is missing or malformed.
        """
        if missing := self._links - personal.keys():
            raise Unsendable(f"Nothing for the links {', '.join(sorted(missing))}")
        mark = b"--" + self._boundary
        part = (
            b"\r\nContent-Type: text/%s; charset=utf-8"
            b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        return b"".join(
            [
                _personal_headers(message, personal),
                self._headers,
                b'Content-Type: multipart/alternative; boundary="%s"\r\n\r\n' % self._boundary,
                mark,
                part % b"plain",
                _joined(self._text, personal, self._places),
                b"\r\n" + mark,
                part % b"html",
                _joined(self._html, {name: escape(text) for name, text in personal.items()}),
                b"\r\n" + mark + b"--\r\n",
            ]
        )


def _common_headers(wording: Wording) -> bytes:
    """Write what is the same in every copy, the modern e-mail package seeing to the folding."""
    letter = wording.letter
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = EmailMessage(policy=SMTP.clone(max_line_length=78))
    headers["From"] = Address(display_name=name, addr_spec=address)
    headers["Date"] = format_datetime(letter.written_at.astimezone(UTC))
    headers["MIME-Version"] = "1.0"
    headers["Auto-Submitted"] = "auto-generated"
    headers["X-Auto-Response-Suppress"] = "All"
    headers["Content-Language"] = wording.language
    for own, value in letter.headers.items():
        headers[own] = value
    return _subject(wording.subject) + headers.as_bytes().removesuffix(b"\r\n")


def _subject(words: str) -> bytes:
    """Write a subject as one row of encoded words (RFC 2047).

    The policy's own folding loses the space between two encoded words on Python 3.11.
    """
    written = (
        words if words.isascii() else Header(words, "utf-8", 75, "Subject").encode(linesep="\r\n")
    )
    return f"Subject: {written}\r\n".encode("ascii")


def _personal_headers(message: Message, personal: Mapping[str, str]) -> bytes:
    lines = [f"To: {bare_address(message.to)}", f"Message-ID: {message.message_id}"]
    if link := personal.get(LIST_UNSUBSCRIBE):
        if not re.fullmatch(r"https?://[!-;=?-~]+", link):
            raise Unsendable("The address for unsubscribing is malformed")
        lines += [
            f"List-Unsubscribe: <{link}>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _encoded_pieces(body: str) -> list[bytes | str]:
    """Encode a body as quoted-printable, cut at its marks: pieces of bytes, names of marks."""
    cut = MARK.split(body)
    return [piece if number % 2 else _encoded(piece) for number, piece in enumerate(cut)]


def _places(body: str) -> list[tuple[int, int]]:
    """Tell where each mark stands in its line, and how many letters hang on to it behind."""
    return [
        (
            found.start() - body.rfind("\n", 0, found.start()) - 1,
            len(_ATTACHED.match(body, found.end())[0]),  # type: ignore[index]  # matches always
        )
        for found in MARK.finditer(body)
    ]


def _folded(value: str, place: tuple[int, int]) -> str:
    """Break what fills a mark into lines of a text; an address, without spaces, stays whole."""
    column, behind = place
    if " " not in value or "\n" in value or column + len(value) + behind <= COLUMNS:
        return value
    lines = fill(
        value,
        COLUMNS - behind,
        initial_indent=" " * column,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines[column:]


def _joined(
    pieces: list[bytes | str],
    personal: Mapping[str, str],
    places: Sequence[tuple[int, int]] | None = None,
) -> bytes:
    """Put what is personal in the place of each mark; a mark that nobody fills stays as it is.

    A soft line break on either side keeps every line short enough, and is invisible to readers.
    """
    filled = []
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            value = personal.get(piece, f"%%{piece}%%")
            filled.append(_encoded(_folded(value, places[number // 2]) if places else value))
        else:
            filled.append(piece)
    return b"=\r\n".join(filled)


def _encoded(text: str) -> bytes:
    encoded = quopri.encodestring(text.encode(), quotetabs=False)
    return re.sub(rb"\r?\n", b"\r\n", encoded)
