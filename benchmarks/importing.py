"""Import five hundred organisations with thirty faulty rows into a register of two thousand.

    .venv/bin/python benchmarks/importing.py

Prints the statements and seconds of each step: send in, look, mend, import, undo.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MANY, FAULTY, KNOWN = 500, 30, 2_000
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def main() -> None:
    """Set up an empty site in a folder of its own, and measure."""
    os.environ["SAMSPILL_DATA"] = tempfile.mkdtemp(prefix="samspill-importing-")
    os.environ["SAMSPILL_DEVELOPMENT"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.settings")
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    from django.urls import get_resolver  # noqa: PLC0415

    get_resolver().url_patterns  # noqa: B018 - gathers the policy table
    _measure()


def _measure() -> None:
    from samspill.core.sheets import write_xlsx  # noqa: PLC0415
    from samspill.core.translated import Translated  # noqa: PLC0415
    from samspill.organisations import actions  # noqa: PLC0415
    from samspill.organisations.choices import RoleKind  # noqa: PLC0415
    from samspill.organisations.models import Organisation  # noqa: PLC0415
    from samspill.organisations.tests.factories import RoleFactory  # noqa: PLC0415
    from samspill.organisations.words import Column  # noqa: PLC0415
    from samspill.workspace.queries.importing import ImportPage  # noqa: PLC0415

    by = RoleFactory(kind=RoleKind.FACILITATOR).person
    Organisation.objects.bulk_create(
        Organisation(
            slug=f"known-{each}",
            kind="municipality",
            country="NO",
            name=Translated(nb=f"Kjent {each}"),
        )
        for each in range(KNOWN)
    )
    head = ["Navn", "Land", "Type", "Nettsted", "Postadresse", "Postnummer", "Poststed"]
    right = ["Virksomhet %s", "Norge", "Kommune", "eksempel.example", "Boks 1", "37", "Oslo"]
    rows = [
        [cell % each if "%s" in cell else cell for cell in right] for each in range(MANY - FAULTY)
    ]
    rows += [[f"Feil {each}", "Atlantis", "Kommune", "", "", "", ""] for each in range(FAULTY)]
    content = write_xlsx([head, *rows])
    table = _step("send in", lambda: actions.begin_import(content, by=by, at=NOW))
    page = _step("look", lambda: ImportPage.of(table, at=NOW))
    mended = {each.row.number: {Column.COUNTRY: "NO"} for each in page.plan.faulty}
    _step("mend thirty", lambda: actions.mend_rows(table, mended, by=by, at=NOW))
    _step("import", lambda: actions.carry_out(table, by=by, at=NOW))
    table.refresh_from_db()
    _step("say what is in the way", lambda: actions.obstacles_to(table))
    _step("undo", lambda: actions.undo_import(table, by=by, at=NOW))
    print(f"organisations afterwards: {Organisation.objects.count()}")


def _step(name: str, act: Callable[[], Any]) -> Any:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        made = act()
        took = time.perf_counter() - began
    print(f"{name:24} {len(asked):6} statements {took:7.2f} s")
    return made


if __name__ == "__main__":
    main()
