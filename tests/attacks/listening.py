"""Find out what a page asks of a question: the names that it looks up in address and form."""

from contextlib import contextmanager

import pytest
from django.http import QueryDict

from tests.attacks.asking import send, undone

LOOK_UPS = ("get", "getlist", "__getitem__", "__contains__", "pop")
#: What the frame around every page asks for.
FRAME = {"csrfmiddlewaretoken"}


@contextmanager
def listening():
    """Note the names that are looked up meanwhile."""
    names = set()

    def noting(method):
        def look_up(self, name, *more, **named):
            if isinstance(name, str):
                names.add(name)
            return method(self, name, *more, **named)

        return look_up

    with pytest.MonkeyPatch.context() as patch:
        for each in LOOK_UPS:
            patch.setattr(QueryDict, each, noting(getattr(QueryDict, each)))
        yield names


def names_asked(world, route):
    """Return what a page looks up when it is opened, and when an empty form is sent to it."""
    client = world.visitor(route)
    path = world.paths[route.pattern]
    with listening() as names, undone():
        client.get(path)
        send(client, path, {"x": "y"})
    return sorted(names - FRAME)
