"""Ask the audit trail what it says, how far it has come, and whether it is whole."""

from samspill.audit.queries.chain import Flaw, agrees_with, verify
from samspill.audit.queries.export import export_lines, signed_head
from samspill.audit.queries.progress import (
    age_of_oldest_unsealed,
    is_anything_to_seal,
    newest_number,
)
from samspill.audit.queries.trail import Deed, Deeds, deeds_about, deeds_by, entries_about

__all__ = [
    "Deed",
    "Deeds",
    "Flaw",
    "age_of_oldest_unsealed",
    "agrees_with",
    "deeds_about",
    "deeds_by",
    "entries_about",
    "export_lines",
    "is_anything_to_seal",
    "newest_number",
    "signed_head",
    "verify",
]
