"""What pages ask of articles and guides."""

from samspill.editorial.queries.archive import (
    Card,
    Years,
    cards,
    narrowed,
    years,
)
from samspill.editorial.queries.comparison import Compared, Piecewise, compare, compared
from samspill.editorial.queries.content import Content, Passage
from samspill.editorial.queries.desk import (
    Desk,
    LanguageShare,
    audience_of,
    audiences_of,
    drafts_of,
    duties_of,
    key_of_drafts,
    language_share,
    library_of,
    programmes_open_to,
    programmes_whose_drafts_show,
    staff_of,
    waiting_for,
)
from samspill.editorial.queries.files import attachment_for, picture_for
from samspill.editorial.queries.moved import moved_from_elsewhere, moved_within, was_published
from samspill.editorial.queries.page import PiecePage, ShownSection, show_content
from samspill.editorial.queries.telling import (
    about_to_be_told,
    count_told,
    is_news,
    just_shown,
    key_of,
    lists_told_of,
    pk_of,
    shown_since,
)
from samspill.editorial.queries.tree import Branch, trail_of, tree

__all__ = [
    "Branch",
    "Card",
    "Compared",
    "Content",
    "Desk",
    "LanguageShare",
    "Passage",
    "PiecePage",
    "Piecewise",
    "ShownSection",
    "Years",
    "about_to_be_told",
    "attachment_for",
    "audience_of",
    "audiences_of",
    "cards",
    "compare",
    "compared",
    "count_told",
    "drafts_of",
    "duties_of",
    "is_news",
    "just_shown",
    "key_of",
    "key_of_drafts",
    "language_share",
    "library_of",
    "lists_told_of",
    "moved_from_elsewhere",
    "moved_within",
    "narrowed",
    "picture_for",
    "pk_of",
    "programmes_open_to",
    "programmes_whose_drafts_show",
    "show_content",
    "shown_since",
    "staff_of",
    "trail_of",
    "tree",
    "waiting_for",
    "was_published",
    "years",
]
