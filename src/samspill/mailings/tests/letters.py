"""Read mail as its receiver does: the bytes that would be sent, taken apart again."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy

from samspill.mailings import emails
from samspill.mailings.actions import begin_due
from samspill.outbox import kinds
from samspill.outbox.actions import address_part
from samspill.outbox.envelopes import Template
from samspill.outbox.models import Letter, Message

DECIDERS = {
    emails.TO_ONE: emails.personal_to_one,
    emails.UPDATE: emails.personal_in_update,
    emails.HAPPENING: emails.personal_in_happening,
    emails.DIGEST: emails.personal_in_digest,
    emails.TEST: emails.personal_in_test,
}
RECEIVERS = {emails.UPDATE: emails.next_receivers, emails.HAPPENING: emails.next_receivers}


def address_all(*, at):
    """Address the copies of letters to lists, as the worker does; say how many that were."""
    for kind, receivers in RECEIVERS.items():
        kinds.register_receivers(kind, receivers)
    addressed = 0
    for letter in Letter.objects.exclude(addressed_up_to=None):
        while letter.addressed_up_to is not None:
            addressed += address_part(letter, at=at)
            letter.refresh_from_db()
    return addressed


def begin_all(*, at):
    """Begin what is due to be sent, and address it, as the worker does."""
    begin_due(at=at)
    return address_all(at=at)


@dataclass
class Read:
    """A mail as it arrived."""

    headers: dict[str, str]
    subject: str
    text: str
    html: str

    @property
    def flat(self):
        """Return the text in one line, however it has been broken."""
        return " ".join(self.text.split())

    def link_after(self, words):
        """Return the address that stands after some words in the text."""
        return re.search(rf"{re.escape(words)}\W*\s+<?(https?://\S+?)>?\s", self.text).group(1)


def read(message):
    """Let the kind decide about a copy, and read it; ``None`` if it is not sent."""
    decided = DECIDERS[message.letter.kind](message)
    if decided is None:
        return None
    personal = {**message.personal, **decided}
    mail = message_from_bytes(
        Template(message.wording).copy(message, personal), policy=policy.default
    )
    return Read(
        headers=dict(mail.items()),
        subject=mail["Subject"],
        text=mail.get_body(["plain"]).get_content().replace("\r\n", "\n"),
        html=mail.get_body(["html"]).get_content(),
    )


def newest():
    """Return the message written last."""
    return Message.objects.order_by("pk").last()


def secret_of(message):
    """Return the secret in the link of a confirmation mail."""
    return message.personal["confirm"].rstrip("/").rpartition("/")[2]
