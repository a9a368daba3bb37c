"""What people do with organisations. Each action is whole: rules, change, trail and e-mail."""

from samspill.organisations.actions.enquiries import forget_enquiries, write_enquiry
from samspill.organisations.actions.invitations import (
    accept,
    forget_invitations,
    invite,
    send_again,
    withdraw,
)
from samspill.organisations.actions.register import register_organisation, rename, succeed
from samspill.organisations.actions.roles import confirm_role, end_role, give_role
from samspill.organisations.actions.ties import clear_ties, take_back_clearance

__all__ = [
    "accept",
    "clear_ties",
    "confirm_role",
    "end_role",
    "forget_enquiries",
    "forget_invitations",
    "give_role",
    "invite",
    "register_organisation",
    "rename",
    "send_again",
    "succeed",
    "take_back_clearance",
    "withdraw",
    "write_enquiry",
]
