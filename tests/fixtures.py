"""Fixtures of the whole house: a PostgreSQL server, a browser, the real site."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.access import summary as access
from tests.canaries import summary as canaries
from tests.live import LiveSite, prepare, start_copy, wait_for
from tests.postgres import NoServer, postgres
from tests.prepared import once

#: The browser may reach nothing but the site, and needs no sandbox of its own in a container.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Of a whole Chromium: as little as may be is drawn around the page, which has its own size.
    "--window-size=400,300",
]
#: The shell is Chromium without a window around the page: the same engine for half the computing.
CHROMIUM = ["chromium-headless-shell", "chromium", "chromium-browser"]
WIDE = 1280
HEIGHT = 900

OpenPage = Callable[..., Page]


def lacking(reason: str) -> None:
    """Skip what this machine cannot do, or fail where nothing may be skipped."""
    if os.environ.get("SAMSPILL_REQUIRE_ALL") == "1":
        pytest.fail(f"Nothing may be skipped here, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the address of an empty PostgreSQL server: the run's own, else one of one's own."""
    given = os.environ.get("SAMSPILL_DATABASE_URL", "")
    with ExitStack() as stack:
        if not given:
            try:
                given = stack.enter_context(postgres())
            except NoServer as reason:
                lacking(str(reason))
        yield given


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        lacking("there is no Chromium: apt-get install chromium")
    # Playwright's loop stays in this thread; Django would take its own calls for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a page as a certain visitor sees it."""
    contexts: list[BrowserContext] = []

    def open_page(
        *, width: int = WIDE, javascript: bool = True, language: str = "nb", dark: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            locale=language,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Give a page in a window of ordinary width, with JavaScript, of a reader of Norwegian."""
    return open_page()


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data of a site with its stories, which was started from nothing and has ended."""
    return once(tmp_path_factory, "prepared-site", prepare)


@pytest.fixture(scope="session")
def live_site(prepared_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """Give the real site with its stories, worker and local inbox; one for each process."""
    site = start_copy(prepared_site, tmp_path_factory.mktemp("live") / "site")
    try:
        wait_for(site.is_ready, seconds=90)
        yield site
    finally:
        site.end()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of a run how much has been asked of the policy table, and read for canaries."""
    passed = terminalreporter.stats.get("passed", [])
    for line in chain(access.lines(passed), canaries.lines(passed)):
        terminalreporter.write_line(line)
