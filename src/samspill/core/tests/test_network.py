"""Whose network a request is counted for, whatever it says of itself."""

import pytest
from django.test import RequestFactory

from samspill.core.network import UNKNOWN, network_of

PEER = "192.0.2.77"


def network(*, proxies=0, heard=None, peer=PEER):
    headers = {} if heard is None else {"HTTP_X_FORWARDED_FOR": heard}
    return network_of(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))


@pytest.mark.parametrize(
    ("proxies", "heard", "counted"),
    [
        (0, None, "192.0.2.0/24"),
        (0, "203.0.113.9", "192.0.2.0/24"),
        (1, "203.0.113.9", "203.0.113.0/24"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.0/24"),
        (1, "10.0.0.1,10.0.0.2,203.0.113.9", "203.0.113.0/24"),
        (2, "10.0.0.1, 203.0.113.9, 198.51.100.1", "203.0.113.0/24"),
        (2, "203.0.113.9", "192.0.2.0/24"),
        (1, None, "192.0.2.0/24"),
        (1, "nonsense", UNKNOWN),
        (1, "", "192.0.2.0/24"),
    ],
)
def test_what_our_own_proxies_have_heard_is_believed_and_nothing_else(
    settings, proxies, heard, counted
):
    settings.PROXIES = proxies

    assert network(heard=heard) == counted


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", UNKNOWN),
        ("fe80::1%eth0", "fe80::/48"),
    ],
)
def test_networks_of_both_kinds_are_known(peer, counted):
    assert network(peer=peer) == counted
