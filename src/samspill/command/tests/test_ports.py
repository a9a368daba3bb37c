"""Ports."""

import socket

import pytest

from samspill.command import ports
from samspill.core.errors import NotPossible


def test_a_free_port_is_free():
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = trial.getsockname()[1]

    ports.check_free("127.0.0.1", port)


def test_a_port_on_which_somebody_listens_is_not_free():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(NotPossible, match="taken"):
        ports.check_free("127.0.0.1", taken.getsockname()[1])


def test_a_port_that_others_would_share_is_not_free():
    """The web server's own processes share their port, and so would a second site's."""
    with (
        socket.create_server(("127.0.0.1", 0), reuse_port=True) as taken,
        pytest.raises(NotPossible, match="taken"),
    ):
        ports.check_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("text", ["0", "65536", "-1", "eighty", "", "8_0", "٨٠"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(NotPossible, match="is no port"):
        ports.number(text)
