"""Where a request comes from: the part of an address that tells a network, and no single machine."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: So many bits of an address are kept: whoever shares them is counted, and shown, together.
KEPT_BITS = {4: 24, 6: 48}
UNKNOWN = "unknown"


def network_of(request: HttpRequest) -> str:
    """Return the network of whoever sent a request, such as ``192.0.2.0/24``.

    Anybody can write an ``X-Forwarded-For``; each proxy adds whom it heard at the end. So only as
    many entries from the end are believed as there are proxies of our own (``SAMSPILL_PROXIES``).
    """
    try:
        address = ip_address(_address(request).strip())
    except ValueError:
        return UNKNOWN
    if mapped := getattr(address, "ipv4_mapped", None):
        address = mapped
    return str(ip_network(f"{address}/{KEPT_BITS[address.version]}", strict=False))


def _address(request: HttpRequest) -> str:
    given = request.headers.get("X-Forwarded-For", "")
    heard = given.split(",") if given else []
    if 0 < settings.PROXIES <= len(heard):
        return heard[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
