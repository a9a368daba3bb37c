"""What pages and other apps ask about newsletters."""

from samspill.newsletters.queries.choosing import choosable, initiatives_of, themes_of
from samspill.newsletters.queries.content import COLUMNS, Content, Entry, key_of, pk_of
from samspill.newsletters.queries.offering import (
    Offer,
    Offered,
    archive_of,
    lists_of,
    newest_of,
    programmes_open_to,
    reply_to,
)
from samspill.newsletters.queries.saying import Gap, Said, gaps, said_by, said_in
from samspill.newsletters.queries.standing import is_still_whole, moments_held_back

__all__ = [
    "COLUMNS",
    "Content",
    "Entry",
    "Gap",
    "Offer",
    "Offered",
    "Said",
    "archive_of",
    "choosable",
    "gaps",
    "initiatives_of",
    "is_still_whole",
    "key_of",
    "lists_of",
    "moments_held_back",
    "newest_of",
    "pk_of",
    "programmes_open_to",
    "reply_to",
    "said_by",
    "said_in",
    "themes_of",
]
