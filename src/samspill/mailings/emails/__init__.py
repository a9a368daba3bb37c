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
from samspill.mailings.emails.digests import (
    DIGEST,
    compose_digest,
    digests,
    personal_in_digest,
    personal_in_digests,
)
from samspill.mailings.emails.news import (
    HAPPENING,
    UPDATE,
    compose_happening,
    compose_update,
    happening,
    list_id,
    next_receivers,
    personal_in_happening,
    personal_in_happenings,
    personal_in_update,
    personal_in_updates,
)
from samspill.mailings.emails.sendings import (
    TEST,
    copy_for_oneself,
    personal_in_test,
    to_lists,
)
from samspill.mailings.emails.ways import FOLLOWED, reason, ways_out

__all__ = [
    "DIGEST",
    "FOLLOWED",
    "HAPPENING",
    "SILENCE_SALT",
    "TEST",
    "TO_ONE",
    "UPDATE",
    "compose_digest",
    "compose_happening",
    "compose_update",
    "confirmation",
    "copy_for_oneself",
    "digests",
    "follows_already",
    "happening",
    "list_id",
    "next_receivers",
    "personal_in_digest",
    "personal_in_digests",
    "personal_in_happening",
    "personal_in_happenings",
    "personal_in_test",
    "personal_in_update",
    "personal_in_updates",
    "personal_to_one",
    "reason",
    "receipt",
    "reconfirmation",
    "taken_over",
    "to_lists",
    "ways_out",
]
