"""Tables of organisations: taken in, looked at, mended, imported, undone."""

from samspill.organisations.actions.imports.beginning import (
    begin_import,
    forget_imports,
    leave_out_rows,
    mend_by_file,
    mend_rows,
)
from samspill.organisations.actions.imports.carrying_out import carry_out
from samspill.organisations.actions.imports.facts import Fault
from samspill.organisations.actions.imports.planning import Plan, plan_of
from samspill.organisations.actions.imports.rows import PlannedRow
from samspill.organisations.actions.imports.undoing import Obstacle, obstacles_to, undo_import

__all__ = [
    "Fault",
    "Obstacle",
    "Plan",
    "PlannedRow",
    "begin_import",
    "carry_out",
    "forget_imports",
    "leave_out_rows",
    "mend_by_file",
    "mend_rows",
    "obstacles_to",
    "plan_of",
    "undo_import",
]
