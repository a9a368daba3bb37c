"""A house of one's own for a test: a database, workers that can be killed, a post office."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.utils import load_backend

from samspill import environment as said
from tests.live import is_alive, wait_for
from tests.prepared import once

ROOT = Path(__file__).parents[2]
#: Long enough for a busy machine, short enough for a test.
LEASE_SECONDS = 3


def environment(folder, url, **more):
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samspill.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "PYTHONWARNINGS": "default",
        "SAMSPILL_DATA": str(folder),
        "SAMSPILL_DATABASE_URL": url,
        "SAMSPILL_AUDIT_KEY": settings.AUDIT_KEY,
        "SAMSPILL_JOB_LEASE_SECONDS": str(LEASE_SECONDS),
        "SAMSPILL_SMTP_HOST": "127.0.0.1",
        **more,
    }


def migrate(folder, url):
    """Make the tables of a real house, its triggers included."""
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "-v0"],
        env=environment(folder, url),
        cwd=ROOT,
        check=True,
    )


def empty_house(factory):
    """Return the SQLite file of an empty house, which is made once in a run and then copied."""
    return once(factory, "empty-house", lambda folder: migrate(folder, "")) / "samspill.sqlite3"


class Nursery:
    """The process that forks workers, for all houses of a run."""

    def __init__(self, folder):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kills.nursery"],
            env=environment(folder, ""),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout.readline() == "ready\n"

    def fork(self, order):
        """Have a worker forked, and return its process number."""
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self):
        self._process.communicate(timeout=30)


class House:
    """Workers over one database."""

    def __init__(self, folder, database, *, nursery, smtp_port):
        self.folder = folder
        self.workers = []
        self.kills = 0
        self.log = folder / "log"
        self.log.touch()
        self._nursery = nursery
        self._self = {"log": str(self.log), "database": database, "smtp_port": smtp_port}

    @property
    def said(self):
        return self.log.read_text(encoding="utf-8")

    def start(self, **order):
        """Start a worker, and return its process number."""
        pid = self._nursery.fork({**order, "house": self._self})
        self.workers.append(pid)
        return pid

    def kill(self, pid):
        """Kill a worker as a power cut would: it can do nothing about it."""
        os.kill(pid, signal.SIGKILL)
        self.workers.remove(pid)
        self.kills += 1
        wait_for(lambda: not is_alive(pid))

    def end(self, pid):
        """Ask a worker to end."""
        os.kill(pid, signal.SIGTERM)

    def notes(self):
        """Read what jobs have noted, each line cut into its words."""
        with suppress(FileNotFoundError):
            return [line.split() for line in (self.folder / "notes").read_text().splitlines()]
        return []

    def close(self):
        for pid in self.workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in self.workers:
            wait_for(lambda pid=pid: not is_alive(pid))


def database(folder, url):
    """Return the settings of the house's database, as plain JSON."""
    given = said.database(url, folder)
    return given if url else {**given, "NAME": str(given["NAME"])}


@contextmanager
def spoken_to(database):
    """Let the models of this process speak to the house's database."""
    complete = connections.configure_settings({"default": dict(database)})["default"]
    own = connections["default"]
    theirs = load_backend(complete["ENGINE"]).DatabaseWrapper(complete, "default")
    connections["default"] = theirs
    try:
        yield
    finally:
        theirs.close()
        connections["default"] = own
