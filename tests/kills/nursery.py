"""Where workers come from: a process that has everything loaded and forks one for each order.

Loading takes a second of computing; a test that kills sixty workers cannot pay that for each.
Orders come as lines of JSON, which say in whose house the worker works; each is answered with the
number of the new process.
"""

import json
import os
import signal
import sys

import django


def main():
    django.setup()
    from tests.kills import workers  # noqa: PLC0415 - models need Django to be set up

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child:
            print(child, flush=True)
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            workers.obey(**json.loads(line))
        except BaseException:  # noqa: BLE001 - a forked process must not go on as its parent
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
