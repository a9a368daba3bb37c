"""Processes that end when the one that started them has ended, in whatever way."""

import os
import signal
import threading
import time

#: Set for a child process, to their own number, by whoever wants it to end with them.
VARIABLE = "SAMSPILL_END_WITH_PARENT"
LOOK_EVERY = 0.25
PATIENCE = 5.0


def end_with_parent() -> None:
    """Watch the parent process if we were asked to, and end in good order once it is gone.

    A parent that was killed by SIGKILL can tell its children nothing; what they can see is that
    another process has become their parent: perhaps before they could look for the first time, so
    that its number is told. Those who are started by us end with us in their turn.
    """
    if parent := os.environ.get(VARIABLE):
        os.environ[VARIABLE] = str(os.getpid())
        threading.Thread(target=_watch, args=[int(parent)], name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
