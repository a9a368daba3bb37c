"""The local inbox: mail that the site has sent, kept in files, in development."""

import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

#: How many mails the list shows; older ones stay in their files.
SHOWN = 200


@dataclass(frozen=True)
class Mail:
    """A mail that has been received, by the name of its file."""

    name: str
    message: EmailMessage

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def received_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.name.split("-")[0]) / 1_000_000, tz=UTC)

    @property
    def headers(self) -> Sequence[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""


def folder() -> Path:
    return Path(settings.DATA) / "inbox"


def keep(content: bytes) -> None:
    """Keep a mail in a file whose name says when it came."""
    name = f"{time.time_ns() // 1000:017d}-{secrets.token_hex(4)}"
    folder().mkdir(parents=True, exist_ok=True)
    # Written aside and moved into place: a reader never sees half a mail.
    aside = folder() / f".{name}"
    aside.write_bytes(content)
    aside.rename(folder() / f"{name}.eml")


def mails() -> Sequence[Mail]:
    """List the newest mails, the newest first."""
    paths = sorted(folder().glob("*.eml"), reverse=True)
    return [_read(path, headers_only=True) for path in paths[:SHOWN]]


def find(name: str) -> Mail | None:
    """Find a mail by its name."""
    path = folder() / f"{name}.eml"
    return _read(path) if path.is_file() else None


def forget(addresses: Iterable[str]) -> int:
    """Delete the mails to somebody, and those that name their address; return how many."""
    wanted = {each.casefold() for each in addresses}
    forgotten = 0
    for path in sorted(folder().glob("*.eml")):
        mail = _read(path)
        named = "\n".join((*(value for _name, value in mail.headers), mail.text, mail.html))
        if any(each in named.casefold() for each in wanted):
            path.unlink()
            forgotten += 1
    return forgotten


def _read(path: Path, *, headers_only: bool = False) -> Mail:
    with path.open("rb") as file:
        message = BytesParser(policy=policy.default).parse(file, headersonly=headers_only)
    return Mail(path.stem, message)
