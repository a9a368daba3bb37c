"""The SMTP server behind the local inbox: the site mails to it as it would to any other."""

import asyncio
import signal
import socket

from aiosmtpd.smtp import SMTP, Envelope, Session

from samspill.development.inbox import keep


class Keeper:
    """Take every mail that is handed over."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        keep(bytes(envelope.original_content or b""))
        return "250 Kept in the local inbox"


def receive(listening: socket.socket | None, *, port: int) -> None:
    """Receive mail on a socket that listens already, else on a port, until a signal ends us."""
    asyncio.run(_receive(listening or socket.create_server(("127.0.0.1", port))))


async def _receive(listening: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, ended.set)
    server = await loop.create_server(
        lambda: SMTP(Keeper(), hostname="localhost", enable_SMTPUTF8=True), sock=listening
    )
    async with server:
        await ended.wait()
