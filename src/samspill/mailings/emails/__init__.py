"""The e-mails of interest lists: one function each."""

from samspill.mailings.emails.asking import (
    SILENCE_SALT,
    TO_ONE,
    confirmation,
    follows_already,
    personal_to_one,
    receipt,
    reconfirmation,
    taken_over,
)
from samspill.mailings.emails.digests import DIGEST, compose_digest, digests, personal_in_digest
from samspill.mailings.emails.news import (
    HAPPENING,
    UPDATE,
    compose_happening,
    compose_update,
    happening,
    personal_in_happening,
    personal_in_update,
    personal_in_updates,
    update,
)

__all__ = [
    "DIGEST",
    "HAPPENING",
    "SILENCE_SALT",
    "TO_ONE",
    "UPDATE",
    "compose_digest",
    "compose_happening",
    "compose_update",
    "confirmation",
    "digests",
    "follows_already",
    "happening",
    "personal_in_digest",
    "personal_in_happening",
    "personal_in_update",
    "personal_in_updates",
    "personal_to_one",
    "receipt",
    "reconfirmation",
    "taken_over",
    "update",
]
