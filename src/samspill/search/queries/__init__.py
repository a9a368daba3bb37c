"""What pages ask: questions, and what answers them."""

from samspill.search.queries.asking import Question
from samspill.search.queries.finding import A_PAGE, Found, Hit, find
from samspill.search.queries.snippets import Part, Shown

__all__ = ["A_PAGE", "Found", "Hit", "Part", "Question", "Shown", "find"]
