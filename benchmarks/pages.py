"""Measure the public pages beside a Django hello on the same server, in one run.

    make benchmark            (or: .venv/bin/python benchmarks/pages.py --seconds 5 --rounds 3)

Prints CPU milliseconds per request of the whole server process tree, requests a second, median and
99th percentile, statements a page and weights, and the ratios to the hello. Machines are noisy:
trust the ratios of one run and the CPU figures, not the absolute times of two runs.
"""

import argparse
import gzip
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
PAGES = {
    "initiative": "/nb/anskaffelser/utslippsfri-levering/",
    "list": "/nb/anskaffelser/",
    "front": "/nb/",
}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one page cost in one round."""

    cpu_ms: float
    per_second: float
    p50_ms: float
    p99_ms: float


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_seconds(group: int) -> float:
    """Add up the CPU time of every process in a process group, children that have ended included."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += sum(int(each) for each in fields[11:15])
    return total / TICKS


def fetch(
    connection: http.client.HTTPConnection, path: str, **headers: str
) -> http.client.HTTPResponse:
    """Ask for a page and read it to its end."""
    connection.request("GET", path, headers={"Host": "localhost", **headers})
    response = connection.getresponse()
    response.body = response.read()  # type: ignore[attr-defined]
    return response


@contextmanager
def server(target: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Run granian, as `samspill run` does, and give its port and process group."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--no-access-log", target]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def load(port: int, path: str, *, seconds: float, connections: int) -> list[float]:
    """Ask for a page over keep-alive connections for a while; return every answer's seconds."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (before := time.perf_counter()) < until:
            status = fetch(connection, path).status
            if status != http.HTTPStatus.OK:
                raise SystemExit(f"{path} answered {status}")
            taken.append(time.perf_counter() - before)

    threads = [threading.Thread(target=client) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def measure(port: int, group: int, path: str, *, seconds: float, connections: int) -> Measured:
    """Put load on one page and tell what it cost."""
    load(port, path, seconds=0.5, connections=connections)
    cpu, clock = cpu_seconds(group), time.perf_counter()
    taken = load(port, path, seconds=seconds, connections=connections)
    elapsed = time.perf_counter() - clock
    return Measured(
        cpu_ms=(cpu_seconds(group) - cpu) * 1000 / len(taken),
        per_second=len(taken) / elapsed,
        p50_ms=median(taken) * 1000,
        p99_ms=quantiles(taken, n=100)[98] * 1000,
    )


def middle(rounds: list[Measured]) -> Measured:
    """Take the median of each figure over the rounds."""
    return Measured(
        **{
            name: median(getattr(each, name) for each in rounds)
            for name in ("cpu_ms", "per_second", "p50_ms", "p99_ms")
        }
    )


def weigh(port: int, path: str) -> tuple[int, float, float]:
    """Return requests, kB of HTML and kB in all (compressed, fonts included) of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    html = fetch(connection, path).body  # type: ignore[attr-defined]
    asked = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', html))
    sizes = {}
    for each in sorted(asked):
        response = fetch(connection, each.decode(), **{"Accept-Encoding": "br, gzip"})
        sizes[each] = len(response.body)  # type: ignore[attr-defined]
        if each.endswith(b".css"):
            css = fetch(connection, each.decode()).body  # type: ignore[attr-defined]
            for font in re.findall(rb'url\("?([^)"]+woff2)"?\)', css):
                url = each.rpartition(b"/")[0] + b"/" + font.removeprefix(b"./")
                url = font if font.startswith(b"/") else url
                sizes[url] = len(fetch(connection, url.decode()).body)  # type: ignore[attr-defined]
    packed = len(gzip.compress(html, 6))
    return 1 + len(sizes), packed / 1000, (packed + sum(sizes.values())) / 1000


def prepare(folder: str) -> dict[str, str]:
    """Make a data base with the stories in it; return the environment that uses it."""
    environment = {"SAMSPILL_DATA": folder, "SAMSPILL_SITE_URL": "http://localhost"}
    samspill = str(Path(sys.executable).with_name("samspill"))
    stories = sorted(str(path) for path in (ROOT / "stories").glob("*.yaml"))
    for command in (["migrate"], ["load", *stories]):
        subprocess.run(
            [samspill, *command],
            check=True,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
        )
    return environment


def main() -> None:
    """Measure everything in turn, round by round, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    how = {"seconds": options.seconds, "connections": options.connections}
    rounds: dict[str, list[Measured]] = {"hello": [], **{name: [] for name in PAGES}}
    with (
        tempfile.TemporaryDirectory() as folder,
        server("benchmarks.hello:application", {}) as (hello_port, hello_group),
        server("samspill.wsgi:application", prepare(folder)) as (port, group),
    ):
        for _ in range(options.rounds):
            rounds["hello"].append(measure(hello_port, hello_group, "/", **how))
            for name, path in PAGES.items():
                rounds[name].append(measure(port, group, path, **how))
        weights = {name: weigh(port, path) for name, path in PAGES.items()}
    hello = middle(rounds["hello"])
    print(
        f"{'page':12}{'CPU ms':>8}{'x hello':>9}{'req/s':>8}{'p50 ms':>8}{'p99 ms':>8}"
        f"{'requests':>10}{'html kB':>9}{'all kB':>8}"
    )
    for name, each in rounds.items():
        cost = middle(each)
        line = (
            f"{name:12}{cost.cpu_ms:8.2f}{cost.cpu_ms / hello.cpu_ms:9.1f}"
            f"{cost.per_second:8.0f}{cost.p50_ms:8.1f}{cost.p99_ms:8.1f}"
        )
        if name in weights:
            requests, html, everything = weights[name]
            line += f"{requests:10d}{html:9.1f}{everything:8.1f}"
        print(line)


if __name__ == "__main__":
    main()
