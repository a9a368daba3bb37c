"""The real site in processes of its own: web server, worker, local inbox."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")
#: What a child of the tests must not take over from the tests' own environment.
OURS = {
    "DJANGO_SETTINGS_MODULE",
    "PORT",
    "SAMSPILL_DEVELOPMENT",
    "SAMSPILL_SMTP_HOST",
    "SAMSPILL_SMTP_PORT",
}
STRAIGHT = urllib.request.ProxyHandler({})


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def wait_for(question: Callable[[], Found | None], *, seconds: float = 30) -> Found:
    """Ask again and again until there is an answer that holds.

    :raises TimeoutError: there was none in time.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise TimeoutError(f"{question} had no answer within {seconds} seconds")


def environment(data: Path, **more: str) -> Mapping[str, str]:
    """Return the environment of a ``samspill`` command that has its data to itself."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return {
        **inherited,
        "SAMSPILL_DATA": str(data),
        "PYTHONUNBUFFERED": "1",
        "SAMSPILL_UNDO_SECONDS": "3",
        **more,
    }


def samspill(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Do a ``samspill`` command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "samspill", *words],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@dataclass
class LiveSite:
    """``samspill run``, going on."""

    process: subprocess.Popen[bytes]
    port: int
    data: Path
    output: Path
    _read: dict[Path, tuple[str, EmailMessage]] = field(default_factory=dict, repr=False)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def said(self) -> str:
        """Return what the command has printed."""
        return self.output.read_text(encoding="utf-8")

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask for a page, and return status and body."""
        try:
            with urllib.request.build_opener(STRAIGHT).open(self.url + path, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def is_ready(self) -> bool:
        """Tell whether web server, database and worker are all well."""
        if self.process.poll() is not None:
            raise RuntimeError(f"The site has ended:\n{self.said}")
        try:
            return self.get("/readyz")[0] == 200 and "Ctrl-C ends it." in self.said
        except OSError:
            return False

    def health(self) -> Mapping[str, object]:
        return dict(json.loads(self.get("/readyz")[1]))

    def mails(self, to: str = "") -> Sequence[EmailMessage]:
        """List the mails that the site has sent, the oldest first."""
        paths = sorted((self.data / "inbox").glob("*.eml"))
        received = [self._parsed(path) for path in paths]
        return [mail for receiver, mail in received if to in receiver]

    def _parsed(self, path: Path) -> tuple[str, EmailMessage]:
        """Read a mail, and say to whom it is; once, since a mail that has come stays as it is."""
        if path not in self._read:
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            self._read[path] = str(mail["To"]), mail
        return self._read[path]

    def wait_for_mail(self, to: str, *, number: int = 1, seconds: float = 30) -> EmailMessage:
        """Wait for the first (second, …) mail to somebody.

        :raises TimeoutError: it has not come.
        """
        return wait_for(lambda: self.mails(to)[number - 1 : number], seconds=seconds)[0]

    def wait_for_link(self, to: str, *, number: int = 1) -> str:
        """Wait for a mail, and return the first address in its text."""
        return links(self.wait_for_mail(to, number=number))[0]

    def processes(self) -> Sequence[int]:
        """List the processes of the site: what was started, and what that started."""
        return descendants(self.process.pid)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the site and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=30)


def links(mail: EmailMessage) -> Sequence[str]:
    """List the addresses in a mail's text, in order."""
    body = mail.get_body(preferencelist=("plain",))
    return re.findall(r"https?://[^\s<>]+", body.get_content()) if body else []


def descendants(pid: int) -> Sequence[int]:
    """List a process's children and theirs."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # After the name, which may hold anything, come state and parent.
            parent = int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += [int(path.parent.name), *descendants(int(path.parent.name))]
    return found


def is_alive(pid: int) -> bool:
    """Tell whether a process runs: one that has ended but was not yet collected does not."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
            != "Z"
        )
    except OSError:
        return False


#: An SQLite file beside the data.
ITS_OWN_DATABASE = {"SAMSPILL_DATABASE_URL": ""}


def prepare(data: Path) -> None:
    """Let ``samspill run`` make a site out of nothing in a folder, stories included, and end it.

    Its database lies in the folder, whatever database the tests are run on: it is to be copied.
    """
    site = start(data, **ITS_OWN_DATABASE)
    try:
        wait_for(site.is_ready, seconds=180)
    finally:
        code = site.end()
    assert code == 0, site.said
    site.output.unlink()


def start_copy(prepared: Path, data: Path, *words: str, **more: str) -> LiveSite:
    """Start ``samspill run`` in a copy of a folder that has been prepared."""
    shutil.copytree(prepared, data)
    return start(data, *words, **{**ITS_OWN_DATABASE, **more})


def start(data: Path, *words: str, **more: str) -> LiveSite:
    """Start ``samspill run``; whoever starts it ends it."""
    port = free_port()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    output = data / "output.txt"
    with output.open("wb") as kept:
        process = subprocess.Popen(
            [sys.executable, "-m", "samspill", "run", *words],
            env=environment(data, PORT=str(port), **more),
            stdout=kept,
            stderr=kept,
        )
    return LiveSite(process, port, data, output)
