"""Measure mail: how fast it goes out, what it is made of, and what it costs others meanwhile.

    .venv/bin/python benchmarks/mail.py           (a few minutes; --messages 2000 --queued 100000)
    .venv/bin/python benchmarks/mail.py --full    (10,000 messages, and 200 kills of 3 workers)

In one run, into one sink on this machine: bare ``smtplib`` with messages made before, over one
connection and over four; a loop of Django's ``send_mail``; and one worker with its journal on, which
asks for each copy whether its receiver still has the right to it, in six languages, with headers to
unsubscribe, unsigned and signed (DKIM). Machines are noisy: trust the ratios of one run.
"""

import argparse
import importlib
import multiprocessing
import os
import smtplib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import django
from django.conf import settings
from django.db import connections
from pages import load, prepare, server
from sink import open_sink

ROOT = Path(__file__).resolve().parents[1]
FORK = multiprocessing.get_context("fork")
PAGE = "/nb/anskaffelser/"


class Cost:
    """What some work took: by the clock, in computing, and in memory while it went on."""

    def __init__(self, many: int, seconds: float, computing: float, memory: list[float]) -> None:
        self.many, self.seconds = many, seconds
        self.per_second = many / seconds
        self.cpu_ms = computing / many * 1000
        settled = memory[len(memory) // 5 :] or [0.0]
        self.growth = max(settled) - settled[0]


def measured(work: Callable[[], int], beside: Callable[[], None] = lambda: None) -> Cost:
    """Do some work in a process of its own, and something beside it; return what it cost."""
    connections.close_all()
    mine, theirs = FORK.Pipe()

    def child() -> None:
        clock, computing = time.perf_counter(), time.process_time()
        many = work()
        theirs.send((many, time.perf_counter() - clock, time.process_time() - computing))

    process = FORK.Process(target=child)
    process.start()
    other = threading.Thread(target=beside)
    other.start()
    memory = []
    while process.is_alive() and not mine.poll(0.2):
        memory.append(megabytes(process.pid or 0))
    if not mine.poll():
        raise SystemExit("A measurement has failed: see above.")
    cost = Cost(*mine.recv(), memory)
    process.join()
    other.join()
    return cost


def megabytes(pid: int) -> float:
    """Return what a process holds in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


# --- What it is compared with ---------------------------------------------------------------------


def by_smtplib(copies: list[tuple[str, bytes]], port: int) -> int:
    with smtplib.SMTP("127.0.0.1", port) as line:
        for to, content in copies:
            line.sendmail("post@samspill.example", [to], content)
    return len(copies)


def by_four(copies: list[tuple[str, bytes]], port: int) -> int:
    parts = [copies[number::4] for number in range(4)]
    processes = [FORK.Process(target=by_smtplib, args=[part, port]) for part in parts]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return len(copies)


# --- What others feel of it -----------------------------------------------------------------------


class Probe:
    """A process that asks for the right to write again and again, and keeps its longest wait."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._longest = FORK.Value("d", 0.0)
        self._process = FORK.Process(target=self._ask)
        self._process.start()

    def _ask(self) -> None:
        line = sqlite3.connect(self._path, timeout=60, isolation_level=None)
        while True:
            time.sleep(0.01)
            before = time.perf_counter()
            line.execute("BEGIN IMMEDIATE")
            self._longest.value = max(self._longest.value, time.perf_counter() - before)
            line.execute("ROLLBACK")

    def end(self) -> float:
        self._process.kill()
        self._process.join()
        return float(self._longest.value)


@contextmanager
def house(folder: str, port: int) -> Iterator[tuple[ModuleType, dict[str, str]]]:
    """Set up a site with its stories, and this process to work in it."""
    os.environ["SAMSPILL_SMTP_HOST"], os.environ["SAMSPILL_SMTP_PORT"] = "127.0.0.1", str(port)
    os.environ["SAMSPILL_DATA"] = folder
    os.environ["SAMSPILL_SECONDS_PAGES_ARE_KEPT"] = "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "samspill.settings"
    environment = prepare(folder)
    django.setup()
    # Models can be loaded only now.
    mailing = importlib.import_module("mailing")
    mailing.begin()
    yield mailing, environment
    connections.close_all()


def p95(port: int, seconds: float) -> float:
    taken = load(port, PAGE, seconds=seconds, connections=2)
    return statistics.quantiles(taken, n=20)[-1] * 1000


# --- The table ------------------------------------------------------------------------------------


def show(name: str, cost: Cost, naive: Cost, bare: Cost) -> None:
    print(
        f"{name:44}{cost.per_second:9.0f}{cost.cpu_ms:9.3f}"
        f"{cost.per_second / naive.per_second:10.1f}{cost.per_second / bare.per_second:12.2f}",
        flush=True,
    )


def speeds(mailing: ModuleType, many: int, port: int, folder: str) -> None:
    """Print how fast mail goes, each way in turn."""
    mailing.make_readers(0, many)
    mailing.queue("benchmark:unsigned")
    copies = mailing.made_before(many)
    size = sum(len(content) for _to, content in copies) / len(copies) / 1000
    print(
        f"{many} copies of {size:.1f} kB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    print(f"{'':44}{'msg/s':>9}{'CPU ms':>9}{'x naive':>10}{'x smtplib':>12}")
    naive = measured(lambda: mailing.naively(min(many, 300)))
    bare = measured(lambda: by_smtplib(copies, port))
    show("a loop of send_mail", naive, naive, bare)
    show("bare smtplib, made before, 1 connection", bare, naive, bare)
    show(
        "bare smtplib, made before, 4 connections",
        measured(lambda: by_four(copies, port)),
        naive,
        bare,
    )
    show("worker with journal, personal", measured(mailing.send_all), naive, bare)
    mailing.queue("benchmark:signed")
    mailing.sign_with(folder)
    show("the same, signed (DKIM, RSA 2048)", measured(mailing.send_all), naive, bare)
    settings.DKIM_KEY = ""
    bare = measured(lambda: by_smtplib(copies, port))
    show("bare smtplib once more", bare, naive, bare)


def long_list(
    mailing: ModuleType, many: int, queued: int, folder: str, environment: dict[str, str]
) -> None:
    """Print what a long list costs: to be addressed, in memory, and other readers meanwhile."""
    mailing.make_readers(many, queued - many)
    connections.close_all()
    probe = Probe(Path(folder) / "samspill.sqlite3")
    cost = measured(lambda: mailing.queue("benchmark:long"))
    print(
        f"{cost.many} copies addressed in {cost.seconds:.1f} s ({cost.cpu_ms:.3f} ms of CPU each);"
        f" longest wait for the database {probe.end():.2f} s; load {os.getloadavg()[0]:.1f}"
    )
    with server("samspill.wsgi:application", environment) as (site, _group):
        p95(site, 2)
        quiet = p95(site, 8)
        busy: list[float] = []
        cost = measured(lambda: mailing.send_all(30), beside=lambda: busy.append(p95(site, 15)))
    print(
        f"{cost.many} sent in {cost.seconds:.0f} s beside readers; memory grew by {cost.growth:.1f} MB;"
        f" p95 of {PAGE} made anew: {quiet:.0f} ms alone, {busy[0]:.0f} ms while mail goes"
    )


def main() -> None:
    """Measure everything in one run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--queued", type=int, default=100_000)
    parser.add_argument("--full", action="store_true", help="10,000 messages, and the kills")
    asked = parser.parse_args()
    many = 10_000 if asked.full else asked.messages
    with (
        tempfile.TemporaryDirectory() as folder,
        open_sink() as port,
        house(folder, port) as (mailing, environment),
    ):
        speeds(mailing, many, port, folder)
        long_list(mailing, many, asked.queued, folder, environment)
    if asked.full:
        tests = ["tests/kills/test_mail.py", "-m", "full"]
        subprocess.run([sys.executable, "-m", "pytest", "-q", *tests], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
