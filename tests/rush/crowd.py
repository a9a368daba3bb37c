"""One process of a crowd that tries to sign in at once: whole requests, through the whole site.

It reads a job a line, waits for the moment that the job names, tries with several threads, and
writes what became of the tries.
"""

import json
import re
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

import django
import time_machine

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment

#: When it is, for everybody: no window of a limit ends in the middle of a rush.
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

#: What tells that a try was let through to the comparison.
COMPARED = re.compile(
    "This is not the code that|do not fit together|could not be used here|is connected already"
)


def attempt(job, number):
    """Send one form, and say what became of it."""
    client = Client(REMOTE_ADDR=job.get("address", f"198.51.100.{number % 250}"))
    if session := job.get("session"):
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    if sessions := job.get("sessions"):
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[job["first"] + number]
    try:
        for _again in range(job.get("each", 1)):
            answer = client.post(job["path"], job["form"], HTTP_ACCEPT_LANGUAGE="en")
        if answer.status_code == 302:
            return "led to " + answer.headers["Location"].partition("?")[0]
        text = answer.content.decode()
        if COMPARED.search(text):
            return "compared"
        return "refused" if "tried too often" in text else f"answered {answer.status_code}"
    finally:
        connections.close_all()


def allauths_own(job, _number):
    """Ask the counter that django-allauth has in the cache whether one more may try."""
    from allauth.core import ratelimit  # noqa: PLC0415 - for the control only
    from django.test import RequestFactory  # noqa: PLC0415

    request = RequestFactory().post("/")
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": job["limit"]}
    return "let in" if ratelimit.consume(request, action="login_failed", key="kari") else "refused"


def main():
    setup_test_environment()
    settings.SECURE_SSL_REDIRECT = False
    print("ready", flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        do = partial(allauths_own if "limit" in job else attempt, job)
        time.sleep(max(0, job["at"] - time.monotonic()))
        with ThreadPoolExecutor(job["threads"]) as pool:
            became = list(pool.map(do, range(job["tries"])))
        print(json.dumps(Counter(became)), flush=True)


if __name__ == "__main__":
    with time_machine.travel(NOON, tick=False):
        main()
