"""Measure the board of somebody who runs many initiatives: the whole answer, on SQLite.

.venv/bin/python benchmarks/board.py --initiatives 50 500
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def start(folder: str) -> None:
    """Start Django with a database of its own, whose tables are there."""
    os.environ.update(
        SAMSPILL_DATA=folder, SAMSPILL_DEVELOPMENT="1", DJANGO_SETTINGS_MODULE="samspill.settings"
    )
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    setup_test_environment()
    call_command("migrate", verbosity=0)


def fill(many: int, role: object) -> None:
    """Let somebody facilitate more initiatives, each with something of everything."""
    from samspill.initiatives.tests.factories import (  # noqa: PLC0415
        InitiativeFactory,
        TeamMemberFactory,
    )
    from samspill.workspace.tests.filling import fill as fill_one  # noqa: PLC0415

    for _each in range(many):
        initiative = InitiativeFactory()
        TeamMemberFactory(initiative=initiative, role=role)
        fill_one(initiative)


def milliseconds(act: Callable[[], object]) -> float:
    """Do something, and tell how long it took of the processor."""
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000


def measure(sizes: list[int], rounds: int) -> None:
    """Print statements, CPU milliseconds and kilobytes of the page and of the workbook."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from samspill.organisations.choices import RoleKind  # noqa: PLC0415
    from samspill.organisations.tests.factories import RoleFactory  # noqa: PLC0415

    role = RoleFactory()
    RoleFactory(person=role.person, kind=RoleKind.PROGRAMME_MANAGER)
    client = Client()
    client.force_login(role.person)
    there = 0
    for size in sizes:
        fill(size - there, role)
        there = size
        for path in (
            *("/nb/min-side/tavle/", "/nb/min-side/tavle/?by=region"),
            *("/nb/min-side/tavle/?column=ongoing", "/nb/min-side/tavle/samspill.xlsx"),
        ):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            spent = median(milliseconds(lambda path=path: client.get(path)) for _ in range(rounds))
            print(
                f"{size:5d} initiatives  {path:42}{answer.status_code:5d}{len(asked):5d} statements"
                f"{spent:8.0f} ms CPU{len(answer.content) / 1000:8.0f} kB",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--initiatives", type=int, nargs="+", default=[50, 500])
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        measure(sorted(given.initiatives), given.rounds)
