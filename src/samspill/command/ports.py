"""Ports on this machine."""

import errno
import socket

from samspill.core.errors import NotPossible

HIGHEST = 65535


def check_free(host: str, port: int) -> None:
    """Check that nobody listens on a port.

    The web server shares its port between its own processes, so it would not notice another one.

    :raises NotPossible: the port is taken, or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise NotPossible(_sentence(error, host, port)) from error


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken: something else listens there, perhaps another Samspill."
            f" Choose another one, for example: PORT={port + 1 if port < HIGHEST else 8000}"
        )
    if error.errno == errno.EACCES:
        return f"This user may not listen on port {port}; ports from 1024 are open to everybody."
    return f"Cannot listen on {host} port {port}: {error.strerror}."


def listen_anywhere() -> socket.socket:
    """Open a listening socket on a free port of this machine, which a child process inherits."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=100)
    listening.set_inheritable(True)
    return listening


def number(text: str) -> int:
    """Read a port's number.

    :raises NotPossible: it is none.
    """
    port = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < port <= HIGHEST:
        raise NotPossible(f"{text!r} is no port: it must be a number from 1 to {HIGHEST}.")
    return port
