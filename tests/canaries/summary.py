"""Tell at the end of a run how much has been crawled."""

from collections.abc import Iterator
from typing import Any

_NAME = "canaries"


def finish(request: Any, crawl: Any) -> None:
    """Let a test fail by what was found; keep with it how much was crawled, for the summary."""
    request.node.user_properties.append(
        (
            _NAME,
            {
                "routes": sorted(crawl.patterns),
                "readers": sorted(crawl.readers),
                "canaries": len(crawl.planted),
                "fetched": dict(crawl.fetched),
            },
        )
    )
    assert not crawl.report, "\n".join(crawl.report)


def lines(reports: list[Any]) -> Iterator[str]:
    """Write one line about the crawl, if there was one."""
    kept = [
        value
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == _NAME
    ]
    if kept:
        routes = {each.split("/", 1)[-1] for one in kept for each in one["routes"]}
        readers = {each for one in kept for each in one["readers"]}
        fetches = sum(sum(one["fetched"].values()) for one in kept)
        canaries = max(one["canaries"] for one in kept)
        yield (
            f"Canary crawl: {len(routes)} addresses of routes, {len(readers)} readers,"
            f" {canaries} canaries, {fetches} fetches"
        )
