"""Tell at the end of a run how much of the policy table has been asked for."""

from collections.abc import Iterator
from typing import Any

CELLS, REQUESTS, ROUTES = "cells of the policy table", "requests over HTTP", "routes"


def lines(reports: list[Any]) -> Iterator[str]:
    """Write one line about who may what, if it has been asked."""
    kept = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    counts = {
        name: sum(value for kind, value in kept if kind == name) for name in (CELLS, REQUESTS)
    }
    routes = {value for kind, value in kept if kind == ROUTES}
    if any(counts.values()):
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        yield f"Access: {said}" + "".join(f", {each} {ROUTES}" for each in sorted(routes))
