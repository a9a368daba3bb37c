"""What is done so that people are forgotten."""

from samspill.privacy.actions.erasing import erase_address, erase_person
from samspill.privacy.actions.roles import forget_ended_roles
from samspill.privacy.actions.unused import forget_unused_accounts

__all__ = ["erase_address", "erase_person", "forget_ended_roles", "forget_unused_accounts"]
