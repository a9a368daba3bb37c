"""A sentence about what is late or waits, and where one goes from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspill.core.imprecise import ImpreciseTime
from samspill.core.languages import known


@dataclass(frozen=True, kw_only=True)
class Note:
    """One sentence in the reader's language; ``address`` leads to where it is mended, or is empty."""

    sentence: str
    address: str = ""


#: Notes by the primary key of the initiative that they are about.
Notes = Mapping[int, Sequence[Note]]


def in_words(time: ImpreciseTime) -> str:
    """Write a time in the reader's language."""
    return time.in_language(known(get_language() or "nb"))


def quoted(title: object) -> str:
    """Put a title into the quotation marks of the reader's language."""
    return _("“%(title)s”") % {"title": title}
