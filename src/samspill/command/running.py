"""``samspill run``: the whole site from one command."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from samspill.command import preparing, standing
from samspill.command.children import Child, Children
from samspill.command.ports import check_free, listen_anywhere
from samspill.core import clock
from samspill.core.errors import NotPossible


@dataclass(frozen=True, kw_only=True)
class Site:
    """How the site is to be run."""

    host: str
    port: int
    processes: int
    development: bool
    as_of: str = ""

    @property
    def address(self) -> str:
        host = {"127.0.0.1": "localhost", "::1": "localhost"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def run(site: Site, *, prepare: Callable[[], None]) -> None:
    """Start web server and worker, in development with a local inbox, and stay until ended.

    ``prepare`` starts Django, once the environment says how this site is to be run.

    :raises NotPossible: the port is taken, the database is not ready, or a part breaks for good.
    """
    check_free(site.host, site.port)
    inbox = _set_environment(site)
    children = _children(site, inbox)
    prepare()
    _prepare(site)
    with Children(children) as running:
        running.watch(until=_answers(site.host, site.port))
        if not running.is_ending:
            _welcome(site, has_inbox=inbox is not None)
            running.watch()
        print("\nEnding …", file=sys.stderr)


def _set_environment(site: Site) -> socket | None:
    """Tell this process and its children how the site is run; must come before Django starts.

    :returns: the socket of the local inbox, where mail is not sent elsewhere.
    """
    os.environ["PORT"] = str(site.port)
    os.environ["SAMSPILL_DEVELOPMENT"] = "1" if site.development else ""
    if site.as_of:
        os.environ["SAMSPILL_AS_OF"] = site.as_of
        # Two clocks on one database would take each other's work for abandoned.
        data = Path(os.environ.get("SAMSPILL_DATA", "data"))
        os.environ["SAMSPILL_DATA"] = str(data / f"as-of-{site.as_of}")
    given = {"SAMSPILL_SMTP_HOST", "SAMSPILL_SMTP_PORT"} & os.environ.keys()
    if given or not site.development:
        return None
    inbox = listen_anywhere()
    os.environ["SAMSPILL_SMTP_HOST"] = "127.0.0.1"
    os.environ["SAMSPILL_SMTP_PORT"] = str(inbox.getsockname()[1])
    return inbox


def _children(site: Site, inbox: socket | None) -> list[Child]:
    children = []
    if inbox is not None:
        # The inbox gets a socket that listens already: no mail is refused while it starts.
        children.append(Child(["inbox", "--socket", str(inbox.fileno())], [inbox.fileno()]))
    web = ["serve", "--host", site.host, "--port", str(site.port)]
    return [*children, Child(["work"]), Child([*web, "--processes", str(site.processes)])]


def _prepare(site: Site) -> None:
    """Bring database and stories up to date in development; in production, check only.

    :raises NotPossible: in production, tables are not as the code wants them.
    :raises SystemCheckError: the site must not be shown as it is.
    """
    BaseCommand().check()
    standing.mark(settings.DATA, development=site.development)
    if site.development:
        preparing.migrate()
        preparing.load_stories()
        _fill_index()
    elif missing := preparing.missing_migrations():
        raise NotPossible(
            f"The database lacks {missing} migrations. “samspill migrate” applies them."
        )
    connections.close_all()


def _fill_index() -> None:
    from samspill.command.reindexing import fill  # noqa: PLC0415  (needs Django started)

    fill()


def _answers(host: str, port: int) -> Callable[[], bool]:
    """Return a question: whether the web server answers yet."""
    # Straight to our own port: a proxy of the environment has no business here.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    address = f"http://{f'[{here}]' if ':' in here else here}:{port}/livez"

    def answers() -> bool:
        try:
            with opener.open(address, timeout=1) as response:
                return bool(response.status)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    return answers


def _welcome(site: Site, *, has_inbox: bool) -> None:
    """Say where the site is, and in development who may be tried out."""
    print(f"\nSamspill answers at {site.address}/")
    if site.as_of:
        print(f"Its clock has been set to {site.as_of}.")
    if site.development:
        if has_inbox:
            print(f"What it mails is kept at {site.address}/development/inbox/")
        _print_people(site.address)
    print("Ctrl-C ends it.", flush=True)


def _print_people(address: str) -> None:
    from samspill.development.queries import sample_people  # noqa: PLC0415  (needs Django started)

    people = sample_people(clock.today())
    connections.close_all()
    if people:
        print("\nSign in as somebody, one for each role:")
    for person in people:
        print(f"  {person.role}: {person.name}, {person.organisation}")
        print(f"    {address}/development/people/{person.pk}/")
