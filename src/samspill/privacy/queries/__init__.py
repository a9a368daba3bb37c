"""What is held about somebody, and what hangs on them."""

from samspill.privacy.queries.duties import Burden, burdens
from samspill.privacy.queries.fates import Fate, Fated, fate_of, fates
from samspill.privacy.queries.holdings import (
    Holding,
    find_anybody,
    holdings,
    whose_address,
    whose_is,
)
from samspill.privacy.queries.telling import Heading, Told, as_json, everything_about
from samspill.privacy.queries.unused import unused_since

__all__ = [
    "Burden",
    "Fate",
    "Fated",
    "Heading",
    "Holding",
    "Told",
    "as_json",
    "burdens",
    "everything_about",
    "fate_of",
    "fates",
    "find_anybody",
    "holdings",
    "unused_since",
    "whose_address",
    "whose_is",
]
