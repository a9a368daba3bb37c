"""``samspill audit``: verify the audit trail, and write it to a file for others to verify."""

import json
from datetime import timedelta
from pathlib import Path

from samspill.audit.queries import (
    age_of_oldest_unsealed,
    agrees_with,
    export_lines,
    newest_number,
    verify,
)
from samspill.core import clock
from samspill.core.errors import NotPossible

#: The worker seals within seconds.
SEALED_WITHIN = timedelta(minutes=1)


def verify_trail(kept: Path | None) -> int:
    """Say in a sentence whether the trail is whole, or what is wrong first; return the exit code."""
    flaw = verify() or (agrees_with(_head(kept)) if kept else None)
    if flaw:
        print(f"The audit trail has been tampered with. {flaw}")
        return 1
    print(f"The audit trail is whole: {newest_number()} entries.")
    age = age_of_oldest_unsealed(clock.now())
    if age is not None and age > SEALED_WITHIN:
        minutes = round(age.total_seconds() / 60)
        print(f"Warning: an entry has waited {minutes} minutes to be sealed. Is a worker at work?")
    return 0


def _head(path: Path) -> object:
    """Read a signed head that somebody has kept.

    :raises NotPossible: it is none.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NotPossible(f"{path} holds no signed head.") from error


def export_trail(path: Path) -> int:
    """Write every sealed entry and the signed head to a file, and return the exit code.

    :raises NotPossible: nothing has been sealed.
    """
    written = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in export_lines():
            file.write(f"{line}\n")
            written += 1
    if not written:
        raise NotPossible("Nothing has been sealed yet. The worker does so: samspill work")
    print(f"{written - 1} entries and the signed head are in {path}.")
    print(f"Whoever has it can check it: python3 scripts/verify_audit.py {path}")
    return 0
