"""Hand mail over to the mail server, one envelope a person, over one connection."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from typing import NamedTuple

from django.conf import settings

SERVICE_NOT_AVAILABLE = 421
START_INPUT = 354
MESSAGE_TOO_LARGE = 552


def most_seconds_a_message() -> float:
    """Say how long one message can take: connecting anew, greeting, a reply to each command."""
    return float(2 * settings.SMTP_CONNECT_SECONDS + 8 * settings.SMTP_REPLY_SECONDS)


#: What a server says: a code and words.
Reply = tuple[int, bytes]


class Envelope(NamedTuple):
    """Who writes to whom, as mail servers see it."""

    sender: str
    to: str


class Outcome(Enum):
    """What became of an attempt."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"


class Unreachable(Exception):
    """The mail server cannot be reached, or wants nothing from us at all."""


class LostConnection(Exception):
    """The connection broke, before the message was handed over or while it was."""

    def __init__(self, reason: object, *, is_perhaps_sent: bool) -> None:
        super().__init__(str(reason))
        self.is_perhaps_sent = is_perhaps_sent


class Courier:
    """A connection to the mail server that is kept while there is mail.

    Where the server allows it, the envelope of the following message goes out in the same breath
    as a message (RFC 2920, section 3.1): one waiting for an answer less. Its own words go out only
    when that answer is there.
    """

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None
        self._begun: Envelope | None = None

    def deliver(
        self, envelope: Envelope, message: bytes, *, following: Envelope | None = None
    ) -> tuple[Outcome, str]:
        """Hand one message over; return what the server made of it, in its words.

        A server that hangs up between two messages is asked again, once.

        :raises Unreachable: no connection could be made.
        :raises LostConnection: the connection broke on this message.
        """
        if self._begun not in {None, envelope}:
            self.close()
        was_open = self._smtp is not None
        try:
            return self._deliver(envelope, message, following)
        except LostConnection as lost:
            if not was_open or lost.is_perhaps_sent:
                raise
            return self._deliver(envelope, message, following)

    def close(self) -> None:
        """Say goodbye; a server that waits for a message is left without one, and forgets it."""
        if self._smtp is not None:
            if self._begun is None:
                with suppress(smtplib.SMTPException, OSError):
                    self._smtp.quit()
            self._smtp.close()
            self._smtp = self._begun = None

    def _deliver(
        self, envelope: Envelope, message: bytes, following: Envelope | None
    ) -> tuple[Outcome, str]:
        smtp = self._smtp = self._smtp or _connect()
        with self._watching_the_line(is_perhaps_sent=False):
            is_begun, self._begun = self._begun is not None, None
            refused, reply = _offer(smtp, envelope, is_begun=is_begun)
            if refused is not None:
                return self._after(refused, reply)
        with self._watching_the_line(is_perhaps_sent=True):
            words = _quoted(message)
            if following is not None and smtp.has_extn("pipelining"):
                self._begun = following
                words += _said(following).encode("ascii")
            smtp.send(words)
            reply = smtp.getreply()
            return self._after(_refusal(reply) or Outcome.ACCEPTED, reply)

    def _after(self, outcome: Outcome, reply: Reply) -> tuple[Outcome, str]:
        """Make the connection ready for the next message."""
        if reply[0] == SERVICE_NOT_AVAILABLE:
            self.close()
        elif outcome is not Outcome.ACCEPTED and self._smtp is not None and not self._begun:
            with suppress(smtplib.SMTPServerDisconnected):
                self._smtp.rset()
        return outcome, f"{reply[0]} {reply[1].decode(errors='replace')}"

    @contextmanager
    def _watching_the_line(self, *, is_perhaps_sent: bool) -> Iterator[None]:
        try:
            yield
        except (smtplib.SMTPException, OSError) as error:
            self._smtp, self._begun, broken = None, None, self._smtp
            if broken is not None:
                broken.close()
            raise LostConnection(error, is_perhaps_sent=is_perhaps_sent) from error


def _connect() -> smtplib.SMTP:
    """Open a connection; whatever is wrong with it is not the fault of a message."""
    smtp = None
    try:
        smtp = smtplib.SMTP(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            local_hostname=settings.MAIL_DOMAIN,
            timeout=settings.SMTP_CONNECT_SECONDS,
        )
        if smtp.sock is not None:
            smtp.sock.settimeout(settings.SMTP_REPLY_SECONDS)
        smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (smtplib.SMTPException, OSError) as error:
        if smtp is not None:
            smtp.close()
        raise Unreachable(f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}") from error
    return smtp


def _offer(
    smtp: smtplib.SMTP, envelope: Envelope, *, is_begun: bool
) -> tuple[Outcome | None, Reply]:
    """Say who writes to whom until the server wants the message, or return why it does not.

    Where the server allows it, all is said in one breath (RFC 2920): a third of the waiting. It
    has been said already where it was begun with the message before.
    """
    judges = [_of_sender, _refusal, _of_start]
    if not smtp.has_extn("pipelining"):
        for said, judge in zip(_said(envelope).splitlines(), judges, strict=True):
            reply = smtp.docmd(said)
            if (outcome := judge(reply)) is not None:
                return outcome, reply
        return None, reply
    if not is_begun:
        smtp.send(_said(envelope))
    first: tuple[Outcome | None, Reply] = None, (START_INPUT, b"")
    for judge in judges:
        reply = smtp.getreply()
        if first[0] is None:
            first = judge(reply), reply
        if reply[0] == SERVICE_NOT_AVAILABLE:
            return first
    if first[0] is not None and reply[0] == START_INPUT:
        # It has refused and waits all the same: an empty message goes to nobody.
        smtp.send(".\r\n")
        smtp.getreply()
    return first


def _said(envelope: Envelope) -> str:
    """Write an envelope as it goes over the line, up to the word that begins the message."""
    return f"MAIL FROM:<{envelope.sender}>\r\nRCPT TO:<{envelope.to}>\r\nDATA\r\n"


def _quoted(message: bytes) -> bytes:
    """Write a message as it goes over the line: it ends with a dot, and no line of it is one."""
    dotted = message.replace(b"\r\n.", b"\r\n..")
    first = b"." if message.startswith(b".") else b""
    end = b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n"
    return first + dotted + end


def _refusal(reply: Reply) -> Outcome | None:
    code = reply[0]
    if code // 100 == 2:  # noqa: PLR2004  (the class of the reply, RFC 5321)
        return None
    return Outcome.REFUSED if code // 100 == 5 else Outcome.LATER  # noqa: PLR2004


def _of_sender(reply: Reply) -> Outcome | None:
    """Judge the reply to our own address: refusing us is a fault of the set-up, which can be mended.

    Only a message that is too large is refused for its own sake.
    """
    outcome = _refusal(reply)
    if outcome is Outcome.REFUSED and reply[0] != MESSAGE_TOO_LARGE:
        return Outcome.LATER
    return outcome


def _of_start(reply: Reply) -> Outcome | None:
    """Judge whether the server wants the message itself."""
    return None if reply[0] == START_INPUT else _refusal(reply) or Outcome.LATER
