"""Child processes: started together, started again when they break, ended together."""

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Self

from samspill.core.errors import NotPossible
from samspill.core.lifeline import VARIABLE

#: So many breakdowns of one child in so many seconds are no accident.
TOO_MANY, WITHIN = 5, 60.0
#: How long a child may take to end in good order.
GRACE = 8.0
LOOK_EVERY = 0.1
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """One part of the site: ``samspill`` with these words, in a process of its own."""

    words: Sequence[str]
    keep_open: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    broke_at: deque[float] = field(default_factory=lambda: deque(maxlen=TOO_MANY))

    @property
    def name(self) -> str:
        return f"samspill {self.words[0]}"

    def start(self, environment: Mapping[str, str]) -> None:
        # A session of its own: Ctrl-C reaches the parent alone, which ends the children in order.
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "samspill", *self.words],
            env={**environment, VARIABLE: str(os.getpid())},
            pass_fds=self.keep_open,
            start_new_session=True,
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def send(self, which: signal.Signals) -> None:
        """Send a signal to the child and what it has started."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, which)


class Children:
    """The processes of one site. Used in a ``with`` statement, none outlives it."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.is_ending = False

    def __enter__(self) -> Self:
        self._handlers = {each: signal.signal(each, self._end) for each in ENDING}
        for child in self.children:
            child.start(os.environ)
        return self

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_ending = True

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep the children alive until something is true, or somebody ends us.

        :raises NotPossible: a child breaks again and again.
        """
        while not self.is_ending and not until():
            for child in self.children:
                if child.has_ended() and not self.is_ending:
                    self._start_again(child)
            time.sleep(LOOK_EVERY)

    def _start_again(self, child: Child) -> None:
        now = time.monotonic()
        child.send(signal.SIGKILL)  # what a broken child has left behind
        if len(child.broke_at) == TOO_MANY and now - child.broke_at[0] < WITHIN:
            raise NotPossible(
                f"“{child.name}” ends again and again; what it said stands above."
                " “samspill doctor” looks for the reason."
            )
        child.broke_at.append(now)
        print(f"“{child.name}” has ended unexpectedly and is started again.", file=sys.stderr)
        child.start(os.environ)

    def __exit__(self, *_exception: object) -> None:
        """End the children, in good order if they can, and wait for them."""
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children:
            if child.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.0, deadline - time.monotonic()))
                child.send(signal.SIGKILL)
                child.process.wait()
        for each, handler in self._handlers.items():
            signal.signal(each, handler)
