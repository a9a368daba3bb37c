"""What people do with organisations. Each action is whole: rules, change, trail and e-mail."""

from samspill.organisations.actions.enquiries import forget_enquiries, write_enquiry
from samspill.organisations.actions.imports import (
    Obstacle,
    Plan,
    PlannedRow,
    begin_import,
    carry_out,
    forget_imports,
    leave_out_rows,
    mend_by_file,
    mend_rows,
    obstacles_to,
    plan_of,
    undo_import,
)
from samspill.organisations.actions.invitations import (
    accept,
    forget_invitations,
    invite,
    send_again,
    withdraw,
)
from samspill.organisations.actions.register import register_organisation, rename, succeed
from samspill.organisations.actions.revising import add_organisation, revise_organisation
from samspill.organisations.actions.roles import confirm_role, end_role, give_role
from samspill.organisations.actions.ties import clear_ties, take_back_clearance

__all__ = [
    "Obstacle",
    "Plan",
    "PlannedRow",
    "accept",
    "add_organisation",
    "begin_import",
    "carry_out",
    "clear_ties",
    "confirm_role",
    "end_role",
    "forget_enquiries",
    "forget_imports",
    "forget_invitations",
    "give_role",
    "invite",
    "leave_out_rows",
    "mend_by_file",
    "mend_rows",
    "obstacles_to",
    "plan_of",
    "register_organisation",
    "rename",
    "revise_organisation",
    "send_again",
    "succeed",
    "take_back_clearance",
    "undo_import",
    "withdraw",
    "write_enquiry",
]
