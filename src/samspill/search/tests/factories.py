"""Make things that can be found."""

from datetime import UTC, datetime
from itertools import count

from samspill.core.translated import Translated
from samspill.search.actions import put
from samspill.search.choices import Kind
from samspill.search.things import Thing

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_numbers = count(1)


def put_thing(title, at=NOON, **more):
    """Put something into the index; a text alone is Norwegian."""
    given = {
        "kind": Kind.INITIATIVE,
        "key": str(next(_numbers)),
        "route": "portal:initiative",
        "arguments": ["here"],
        "shown_from": LONG_AGO,
        "open_from": LONG_AGO,
        **more,
    }
    for name in ("lead",):
        if name in given:
            given[name] = _translated(given[name])
    if "body" in given:
        given["body"] = [_translated(given["body"])]
    thing = Thing(title=_translated(title), **given)
    put(thing, at=at)
    return thing


def _translated(text):
    return text if isinstance(text, Translated) else Translated(nb=text)
