"""What pages and other apps ask about outreach."""

from samspill.outreach.queries.inbox import InboxPage, Narrowing, inbox_link
from samspill.outreach.queries.people import candidates, duties_of, recipient_of, runs
from samspill.outreach.queries.shared import newest_first, origin_of, shared_answers
from samspill.outreach.queries.tables import table_of

__all__ = [
    "InboxPage",
    "Narrowing",
    "candidates",
    "duties_of",
    "inbox_link",
    "newest_first",
    "origin_of",
    "recipient_of",
    "runs",
    "shared_answers",
    "table_of",
]
