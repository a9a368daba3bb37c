"""A house with a database of its own, and a crowd of four processes in front of it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack

import pytest
import time_machine

from tests.kills.conftest import address, execute, folder_in_memory
from tests.kills.house import ROOT, database, empty_house, environment, migrate, spoken_to
from tests.rush.crowd import NOON

PROCESSES = 4
THREADS = 5
SHARED = "the crowd and the test share this key"


class Crowd:
    """Processes that try at the same moment."""

    def __init__(self, folder, url):
        self.members = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.rush.crowd"],
                env=environment(folder, url, SAMSPILL_LOG_LEVEL="ERROR"),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _each in range(PROCESSES)
        ]
        for member in self.members:
            assert member.stdout.readline() == "ready\n"

    def rush(self, tries, **job):
        """Let all try as often as that, together; return what became of it."""
        each = tries // PROCESSES
        order = {**job, "tries": each, "threads": THREADS, "at": time.monotonic() + 0.3}
        for place, member in enumerate(self.members):
            member.stdin.write(json.dumps({**order, "first": place * each}) + "\n")
            member.stdin.flush()
        became = Counter()
        for member in self.members:
            became.update(json.loads(member.stdout.readline()))
        return became

    def go_home(self):
        for member in self.members:
            member.communicate(timeout=20)


@pytest.fixture(scope="session")
def crowded(tmp_path_factory, django_db_setup, django_db_blocker):
    """Give the crowd, and let this process speak to the same database: the run's own kind."""
    server = os.environ.get("SAMSPILL_DATABASE_URL", "")
    with ExitStack() as stack:
        folder = stack.enter_context(folder_in_memory())
        url = ""
        if server:
            name = "_".join(["rush", os.environ.get("PYTEST_XDIST_WORKER", "alone")])
            execute(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            execute(server, f"CREATE DATABASE {name}")
            stack.callback(execute, server, f"DROP DATABASE {name} WITH (FORCE)")
            url = address(server, name)
            migrate(folder, url)
        else:
            shutil.copy(empty_house(tmp_path_factory), folder)
        for name in ("secret_key", "address_key"):
            (folder / f"{name}.secret").write_text(SHARED)
        crowd = Crowd(folder, url)
        stack.callback(crowd.go_home)
        yield crowd, database(folder, url)


@pytest.fixture
def crowd(crowded, settings, django_db_blocker):
    crowd, theirs = crowded
    settings.SECRET_KEY = settings.ADDRESS_KEY = SHARED
    noon = time_machine.travel(NOON, tick=False)
    with django_db_blocker.unblock(), spoken_to(theirs), noon:
        yield crowd
