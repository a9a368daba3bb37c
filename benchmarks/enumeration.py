"""Measure whether the time of an answer tells who has an account.

    .venv/bin/python benchmarks/enumeration.py --samples 500

Each form of signing in is sent for addresses with and without an account in random order, each
address once, whole requests through the whole site on a fresh database. Prints both medians, their
difference and the p of a two-sided Mann-Whitney test. Good: less than 5 ms apart, and p > 0.01.
A busy machine makes noise, which hides a difference: look at the spread beside the medians, too.
"""

import argparse
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from statistics import NormalDist, median, quantiles

FOLDER = tempfile.TemporaryDirectory(prefix="samspill-enumeration-")
os.environ |= {
    "SAMSPILL_DATA": FOLDER.name,
    "DJANGO_SETTINGS_MODULE": "samspill.settings",
    "SAMSPILL_LOG_LEVEL": "ERROR",
}
os.environ.pop("SAMSPILL_DEVELOPMENT", None)

import django  # noqa: E402

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from samspill.accounts.models import Person  # noqa: E402

#: No code: its comparison is what is measured.
WRONG_CODE = "BBBB-BBBB"
MOST_MS, LEAST_P = 5.0, 0.01
Form = Callable[[Client, str], float]


def timed(do: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


def ask(client: Client, address: str) -> float:
    return timed(lambda: client.post("/en/sign-in/", {"email": address}))


def wait(client: Client, address: str) -> float:
    client.post("/en/sign-in/", {"email": address})
    return timed(lambda: client.get("/en/sign-in/code/"))


def try_code(client: Client, address: str) -> float:
    client.post("/en/sign-in/", {"email": address})
    return timed(lambda: client.post("/en/sign-in/code/", {"code": WRONG_CODE}))


def try_password(client: Client, address: str) -> float:
    form = {"email": address, "password": "somebody guesses"}
    return timed(lambda: client.post("/en/sign-in/password/", form))


FORMS: dict[str, Form] = {
    "asking for a code": ask,
    "the page that waits for it": wait,
    "a wrong code": try_code,
    "a wrong password": try_password,
}


def mann_whitney(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the two-sided p of the two being drawn from one, by the normal approximation.

    >>> round(mann_whitney([1, 2, 3, 4, 5, 6], [1.5, 2.5, 3.5, 4.5, 5.5, 6.5]), 1)
    0.6
    """
    ranked = sorted([(each, 0) for each in first] + [(each, 1) for each in second])
    rank_sum, ties, at = 0.0, 0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        shared = (at + 1 + end) / 2
        rank_sum += shared * sum(1 for _each, whose in ranked[at:end] if whose == 0)
        ties += (end - at) ** 3 - (end - at)
        at = end
    n, m = len(first), len(second)
    u = rank_sum - n * (n + 1) / 2
    spread = (n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1)))) ** 0.5
    return 2 * (1 - NormalDist().cdf(abs(u - n * m / 2) / spread))


def prepare(samples: int) -> None:
    """Make the tables, and the people: every second one has a password."""
    logging.disable(logging.WARNING)
    setup_test_environment()
    call_command("migrate", verbosity=0)
    hashed = make_password("a sentence of their own")
    Person.objects.bulk_create(
        Person(
            email=f"{form}-{number:04d}-known@people.example",
            name="Somebody",
            password=hashed if number % 2 else "",
        )
        for form in range(len(FORMS))
        for number in range(samples)
    )


def measure(number: int, form: Form, samples: int) -> tuple[list[float], list[float]]:
    """Send a form for addresses with and without an account, in random order."""
    whose = [("known", each) for each in range(samples)] + [
        ("other", each) for each in range(samples)
    ]
    random.shuffle(whose)
    found: dict[str, list[float]] = {"known": [], "other": []}
    for kind, each in whose:
        # A network of its own for each, whose limits are not what is measured.
        client = Client(
            REMOTE_ADDR=f"10.{number * 2 + (kind == 'known')}.{each % 250}.{each // 250}"
        )
        found[kind].append(form(client, f"{number}-{each:04d}-{kind}@people.example"))
    return found["known"], found["other"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=500)
    samples = parser.parse_args().samples
    prepare(samples)
    for form in FORMS.values():  # the first of each makes what all others find made
        form(Client(), "warm@people.example")
    is_good = True
    print(f"{'form':<28}{'known':>9}{'unknown':>9}{'apart':>9}{'spread':>9}{'p':>8}")
    for number, (name, form) in enumerate(FORMS.items()):
        known, unknown = measure(number, form, samples)
        apart, p = abs(median(known) - median(unknown)), mann_whitney(known, unknown)
        low, _middle, high = quantiles(known + unknown, n=4)
        is_good &= apart < MOST_MS and p > LEAST_P
        print(
            f"{name:<28}{median(known):>7.2f}ms{median(unknown):>7.2f}ms{apart:>7.2f}ms"
            f"{high - low:>7.2f}ms{p:>8.3f}"
        )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
