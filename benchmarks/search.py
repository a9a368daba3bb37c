"""Measure searching: how good the answers are, on both databases, and how fast they come.

.venv/bin/python benchmarks/search.py relevance              nDCG@10 of the judged questions
.venv/bin/python benchmarks/search.py speed --things 100000  on SQLite, beside bare FTS5
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def start(folder: str) -> None:
    """Start Django with a database of its own, whose tables are there."""
    os.environ.update(SAMSPILL_DATA=folder, DJANGO_SETTINGS_MODULE="samspill.settings")
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def relevance() -> None:
    """Print nDCG@10 on SQLite, then on PostgreSQL, each in a process of its own."""
    here = [sys.executable, __file__, "relevance-here"]
    for name, command in (
        ("SQLite", here),
        ("PostgreSQL", [sys.executable, "-m", "tests.postgres", *here]),
    ):
        print(name, flush=True)
        subprocess.run(command, check=True, cwd=ROOT)


def relevance_here() -> None:
    """Print nDCG@10 of the judged questions on the database of the environment."""
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        from samspill.stories.actions import load  # noqa: PLC0415
        from tests.search.conftest import AT, STORIES  # noqa: PLC0415
        from tests.search.relevance import judging  # noqa: PLC0415
        from tests.search.relevance.generated import put_generated  # noqa: PLC0415

        load(STORIES, at=AT, dry_run=False, by="benchmark")
        put_generated(at=AT)
        named = judging.names()
        worths = defaultdict(list)
        for judged in judging.questions():
            worth = judging.ndcg(judged, judging.answers_to(judged, named, at=AT))
            for group in ("kept apart" if judged.is_apart else "looked at", judged.language):
                worths[group].append(worth)
    for group, found in worths.items():
        print(f"  {group:11}{len(found):5d} questions   nDCG@10 {mean(found):.3f}")


def milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    """Do something, and tell how long it took on the wall and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def speed(things: int, asked: int) -> None:
    """Print how long questions of one to three words take, with facets, among many things."""
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        from benchmarks import search_content  # noqa: PLC0415

        begun = time.perf_counter()
        search_content.fill(things)
        size = (Path(folder) / "samspill.sqlite3").stat().st_size / 1e6
        print(f"{things} things put in {time.perf_counter() - begun:.0f} s, {size:.0f} MB")
        rows = list(_measured(asked))
    print(f"{'':26}{'p50 ms':>8}{'p90':>8}{'p95':>8}{'p99':>8}{'CPU p50':>9}{'CPU p95':>9}")
    for name, ways in _columns(rows):
        walls, cpus = [each[0] for each in ways], [each[1] for each in ways]
        parts, cpu = quantiles(walls, n=100), quantiles(cpus, n=100)
        print(
            f"{name:26}{parts[49]:8.1f}{parts[89]:8.1f}{parts[94]:8.1f}{parts[98]:8.1f}"
            f"{cpu[49]:9.1f}{cpu[94]:9.1f}"
        )
    found, bare = (sum(each[way][1] for each in rows) for way in (1, 2))
    print(f"CPU of all questions beside bare FTS5, ranked and counted: {found / bare:.2f} times")


Row = tuple[int, tuple[float, float], tuple[float, float], tuple[float, float]]


def _measured(asked: int) -> Iterator[Row]:
    """Ask each question three ways in turn: best first, bare FTS5, newest first."""
    from benchmarks import search_content  # noqa: PLC0415
    from samspill.core import clock  # noqa: PLC0415
    from samspill.search.choices import Order  # noqa: PLC0415
    from samspill.search.queries import Question, find  # noqa: PLC0415

    at = clock.now()
    for words, narrowed in search_content.questions(asked):
        best = Question(text=" ".join(words), narrowed=narrowed)
        newest = Question(text=" ".join(words), narrowed=narrowed, order=Order.NEWEST)
        find(best, at=at)  # once before, for all ways: pages of the file are read in
        yield (
            len(words),
            milliseconds(lambda asked=best: find(asked, at=at)),
            milliseconds(lambda said=words: search_content.bare(said)),
            milliseconds(lambda asked=newest: find(asked, at=at)),
        )


def _columns(rows: list[Row]) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    for many in (1, 2, 3):
        yield f"{many} words, best first", [each[1] for each in rows if each[0] == many]
    yield "all, best first", [each[1] for each in rows]
    yield "all, newest first", [each[3] for each in rows]
    yield "bare FTS5, ranked", [each[2] for each in rows]


def main() -> None:
    """Do what was asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["relevance", "relevance-here", "speed"])
    parser.add_argument("--things", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    options = parser.parse_args()
    if options.what == "speed":
        speed(options.things, options.questions)
    else:
        {"relevance": relevance, "relevance-here": relevance_here}[options.what]()


if __name__ == "__main__":
    main()
