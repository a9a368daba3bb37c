"""Where a browser goes when it is told an address: by the URL standard, not by Python's library."""

import re

#: What browsers take away from the ends of an address, and from the midst of it.
ENDS = "".join(map(chr, range(0x21)))
MIDST = str.maketrans("", "", "\t\r\n")
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):(.*)", re.DOTALL)
#: Of these schemes an address has a host, however many slashes are written, and whichever way.
SPECIAL = {"http", "https", "ws", "wss", "ftp"}
HERE = "http://testserver"


def leads_to(address: str, *, here: str = HERE) -> str:
    """Return the origin that a link or ``Location`` leads to from a page of ours.

    >>> leads_to("/om/"), leads_to("//evil.example"), leads_to(" javascript:alert(1)")
    ('http://testserver', 'http://evil.example', 'javascript:')
    """
    scheme, _, host = here.partition("://")
    address = address.strip(ENDS).translate(MIDST)
    if found := SCHEME.match(address):
        asked, rest = found[1].lower(), found[2]
        if asked not in SPECIAL:
            return f"{asked}:"
        slashed = rest.replace("\\", "/")
        if asked == scheme and not slashed.startswith("//"):
            return here
        return f"{asked}://{_host(rest)}"
    if address.replace("\\", "/").startswith("//"):
        return f"{scheme}://{_host(address)}"
    return f"{scheme}://{host}"


def _host(rest: str) -> str:
    """Read the host: after any number of slashes, up to the next one, without a user's name."""
    authority = re.split(r"[/\\?#]", rest.lstrip("/\\"), maxsplit=1)[0]
    return authority.rpartition("@")[2].lower()
