"""Every route there is, as the site itself walks them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.urls import resolve
from django.urls.converters import get_converters
from django.utils import translation

from samspill.core.access import Access, routes

LANGUAGE = "nb"
ARGUMENT = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
#: Something that each kind of argument takes, and that leads nowhere.
NOWHERE = {
    "slug": "finnes-ikke",
    "int": "999999999",
    "str": "ingen",
    "path": "in/gen",
    "uuid": "00000000-0000-0000-0000-000000000000",
}


@dataclass(frozen=True)
class Route:
    """An address of the site, with what stands in its place."""

    pattern: str
    view: Any

    @cached_property
    def arguments(self) -> dict[str, str]:
        """Return the kind of each argument, by name."""
        found = ARGUMENT.finditer(self.pattern)
        return {each["name"]: each["converter"] or "str" for each in found}

    @property
    def access(self) -> Access:
        return Access(self.view.access)

    @property
    def nowhere(self) -> str:
        """Write an address of this form that leads to nothing."""
        return self.path({name: NOWHERE.get(kind, "1") for name, kind in self.arguments.items()})

    @cached_property
    def name(self) -> str:
        """Return the name under which pages link here."""
        with translation.override(LANGUAGE):
            return str(resolve(self.nowhere).view_name)

    def path(self, given: dict[str, object]) -> str:
        """Write the address with these arguments.

        :raises KeyError: one of them is missing.
        """
        return "/" + ARGUMENT.sub(lambda each: str(given[each["name"]]), self.pattern)

    def takes(self, **given: object) -> bool:
        """Tell whether an address can be written with these arguments."""
        kinds = get_converters()
        return all(
            re.fullmatch(kinds[kind].regex, str(given[name]))
            for name, kind in self.arguments.items()
        )


def every_route() -> Iterator[Route]:
    """Walk the routes in one language, each pattern once: of two, the first answers."""
    seen = set()
    with translation.override(LANGUAGE):
        for pattern, view in routes():
            if pattern not in seen:
                seen.add(pattern)
                yield Route(pattern, view)


ROUTES = list(every_route())

#: A test that is marked so is asked of every route by itself.
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.pattern or "/")
