"""A real mail server for tests, which does what it is told to."""

import asyncio
import socket
from collections import Counter, defaultdict
from contextlib import contextmanager
from email import policy
from email.parser import BytesParser
from logging import WARNING, getLogger

from aiosmtpd.controller import Controller

#: Said instead of an answer: the mail is kept, but the sender never hears of it.
HANG_UP = "hang up"
#: Said instead of an answer: nothing for a while, as servers do that want to hold senders up.
TARPIT = "tarpit"
SECONDS_IN_THE_TARPIT = 8


class PostOffice:
    """Keeps what it accepts. ``answers`` gives what it says to an address, attempt by attempt."""

    def __init__(self):
        self.answers = defaultdict(list)
        self.sender_answers = []
        self.slowness = 0.0
        self.pipelines = True
        self.arrivals = []
        self.kept = []
        self.envelopes = []
        self.lost_answers = 0
        self.sessions = 0
        self.tarpits = 0

    def answer(self, _to):
        """Choose an answer where none has been laid down."""
        return "250 OK"

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802
        self.sessions += 1
        session.host_name = hostname
        return [*responses[:1], *["250-PIPELINING"] * self.pipelines, *responses[1:]]

    async def handle_MAIL(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.sender_answers:
            return self.sender_answers.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        self.arrivals.append(address)
        given = self.answers[address]
        if given and given[0].startswith("RCPT "):
            return given.pop(0).removeprefix("RCPT ")
        if given and given[0] == TARPIT:
            given.pop(0)
            await asyncio.sleep(SECONDS_IN_THE_TARPIT)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        to = envelope.rcpt_tos[0]
        await asyncio.sleep(self.slowness / 2)
        answer = self.answers[to].pop(0) if self.answers[to] else self.answer(to)
        if answer[0] == "2" or answer == HANG_UP:
            self.kept.append((to, envelope.content))
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
            await asyncio.sleep(self.slowness / 2)
        if answer == TARPIT:
            self.tarpits += 1
            await asyncio.sleep(SECONDS_IN_THE_TARPIT)
            return "451 Too late"
        if answer == HANG_UP:
            self.lost_answers += 1
            server.transport.abort()
            return "250 nobody hears this"
        return answer

    # Methods, not properties: aiosmtpd looks at every attribute whenever somebody connects.

    def mails(self):
        """Read what was kept, in the order in which it came."""
        parser = BytesParser(policy=policy.default)
        return [parser.parsebytes(content) for _to, content in self.kept]

    def copies(self):
        """Count how often each address got its mail."""
        return Counter(to for to, _content in self.kept)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return trial.getsockname()[1]


@contextmanager
def open_post_office():
    """Open a post office at a free port of this machine."""
    getLogger("mail.log").setLevel(WARNING)
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()
