"""The web server: granian, with the site in two processes."""

from django.core.management.base import BaseCommand
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from samspill.command.ports import check_free

#: Threads that run Python in each process. More would only wait for each other.
THREADS = 4


def serve(*, host: str, port: int, processes: int) -> None:
    """Answer readers until a signal ends us. Django must have been started.

    The site is loaded and checked once, here; the processes that answer are copies of this one.

    :raises NotPossible: the port is taken.
    :raises SystemCheckError: the site must not be shown as it is.
    """
    check_free(host, port)
    BaseCommand().check()
    Server(
        "samspill.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()
