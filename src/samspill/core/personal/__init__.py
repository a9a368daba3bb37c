"""Personal data, declared field by field: what for, until when, whose, and what erasing does to it.

A model declares beside its fields which of them hold personal data (``PERSONAL``), which texts do
not (``NOT_PERSONAL``), and how its rows belong to a person (``BELONGS_TO``). Architecture tests
fail on what is left out. Everything reads these declarations: docs/reference/personal-data.md, what
people are shown about themselves, erasure, and the test that compares lifetimes with the worker.
"""

from samspill.core.personal.declaring import (
    EMPTIED,
    FOR_GOOD,
    GONE,
    UNDECIDED,
    AtErasure,
    Becomes,
    Belongs,
    Declared,
    Effect,
    Group,
    Held,
    Stays,
    To,
    Until,
)
from samspill.core.personal.libraries import ACCOUNT_ENDS, LIBRARIES, SESSION_ENDS
from samspill.core.personal.register import (
    belongings,
    misdeclared,
    personal_fields,
    register,
    undeclared,
    unowned,
)

__all__ = [
    "ACCOUNT_ENDS",
    "EMPTIED",
    "FOR_GOOD",
    "GONE",
    "LIBRARIES",
    "SESSION_ENDS",
    "UNDECIDED",
    "AtErasure",
    "Becomes",
    "Belongs",
    "Declared",
    "Effect",
    "Group",
    "Held",
    "Stays",
    "To",
    "Until",
    "belongings",
    "misdeclared",
    "personal_fields",
    "register",
    "undeclared",
    "unowned",
]
