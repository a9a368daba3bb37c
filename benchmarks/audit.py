"""Measure writers of the audit trail: queueing on the chain, as it was once, beside the way it is.

    .venv/bin/python benchmarks/audit.py                                       on SQLite
    .venv/bin/python -m tests.postgres .venv/bin/python benchmarks/audit.py    on PostgreSQL

Several processes do a small deed again and again: they change a row of their own, leave an entry
and go on for some milliseconds, as an action does that writes a mail, before the transaction ends.
Rounds of both ways alternate, with a sealer at work beside the new one. Trust the ratios.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
WAYS = ("queueing", "sealed later")


def main() -> None:
    """Measure both ways in turn, and print medians and ratios."""
    parser = argparse.ArgumentParser(description="Writers of the audit trail")
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--rest-ms", type=float, default=5, help="of a transaction, after its entry"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"{start_django(folder)}, {asked.writers} writers, {asked.seconds} s a round")
        rounds = [{way: one_round(way, asked) for way in WAYS} for _turn in range(asked.rounds)]
    found = {
        way: [median(each[way][figure] for each in rounds) for figure in (0, 1, 2)] for way in WAYS
    }
    print(f"{'':14}{'entries/s':>10}{'p50 ms':>10}{'p99 ms':>10}")
    for way, figures in found.items():
        print(f"{way:14}" + "".join(f"{figure:10.1f}" for figure in figures))
    ratios = [new / old for old, new in zip(*found.values(), strict=True)]
    print(f"{'new : old':14}" + "".join(f"{ratio:10.2f}" for ratio in ratios))


def start_django(folder: str) -> str:
    """Make the tables, and return on which database."""
    os.environ.update(DJANGO_SETTINGS_MODULE="samspill.settings", SAMSPILL_DATA=folder)
    sys.path.insert(0, str(ROOT / "src"))
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    connection.close()
    return connection.vendor


def one_round(way: str, asked: argparse.Namespace) -> tuple[float, float, float]:
    """Let the writers write for some seconds; return entries a second, and how long one took."""
    forking = multiprocessing.get_context("fork")
    told, ending = forking.SimpleQueue(), forking.Event()
    writers = [
        forking.Process(target=write, args=[way, number, asked.seconds, asked.rest_ms / 1000, told])
        for number in range(asked.writers)
    ]
    with sealing(forking, ending) if way == "sealed later" else no_sealing():
        for writer in writers:
            writer.start()
        times = [each for _writer in writers for each in told.get()]
        for writer in writers:
            writer.join()
    return len(times) / asked.seconds, median(times), quantiles(times, n=100)[98]


@contextmanager
def no_sealing() -> Iterator[None]:
    yield


@contextmanager
def sealing(forking: multiprocessing.context.ForkContext, ending: Event) -> Iterator[None]:
    """Seal beside the writers, as the worker does."""
    sealer = forking.Process(target=seal, args=[ending])
    sealer.start()
    yield
    ending.set()
    sealer.join()


def seal(ending: Event) -> None:
    from samspill.audit.tasks import seal_due  # noqa: PLC0415
    from samspill.core.jobs import Shift  # noqa: PLC0415

    while not ending.wait(0.5):
        seal_due(Shift("sealer", ending.is_set))


def write(way: str, number: int, seconds: float, rest: float, told: object) -> None:
    """Do deeds until the round ends, and tell how many milliseconds each took."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from samspill.audit.actions import record  # noqa: PLC0415
    from samspill.core.models import Tally  # noqa: PLC0415

    leave_entry = {"queueing": queueing_record, "sealed later": record}[way]
    times, at = [], timezone.now()
    mine, _is_new = Tally.objects.get_or_create(key=f"writer-{number}", window_at=at)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        with transaction.atomic():
            Tally.objects.filter(pk=mine.pk).update(count=number)
            leave_entry("benchmarks.done", mine, by="benchmark", at=at, count=(0, number))
            time.sleep(rest)
        times.append(1000 * (time.monotonic() - began))
    told.put(times)  # type: ignore[attr-defined]


def queueing_record(what: str, subject: object, *, by: str, at: object, **changes: object) -> None:
    """Chain an entry where it is written, holding the head until the transaction ends."""
    from samspill.audit.models import Entry, Head, chained  # noqa: PLC0415
    from samspill.core.references import reference_to  # noqa: PLC0415

    Head.objects.get_or_create(pk=2)
    head = Head.objects.select_for_update().get(pk=2)
    entry = Entry(at=at, what=what, by=by, subject=reference_to(subject), changes=changes)
    digest = chained(head.digest, entry.content(head.number + 1))
    entry.save(force_insert=True)
    Head.objects.filter(pk=2).update(number=head.number + 1, digest=digest)


if __name__ == "__main__":
    main()
