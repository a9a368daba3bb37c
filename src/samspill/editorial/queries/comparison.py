"""Two wordings side by side: what was taken away on the left, what was added on the right.

Words are compared as text; whatever shows them escapes them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspill.editorial.queries.content import Content, Passage

_WORDS = re.compile(r"\s+|[^\s]+")
#: Longer texts are compared line by line, so that an answer takes no longer than a moment.
MOST_WORDS = 1_500


@dataclass(frozen=True)
class Piecewise:
    """A run of text, and whether it is on one side only."""

    text: str
    is_changed: bool


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One field or section of two wordings."""

    label: str
    left: tuple[Piecewise, ...]
    right: tuple[Piecewise, ...]

    @property
    def is_changed(self) -> bool:
        return any(each.is_changed for each in (*self.left, *self.right))


def compare(old: Content, new: Content) -> list[Compared]:
    """Put two wordings beside each other, field by field and section by section."""
    heads = [
        (_("Kicker"), old.kicker, new.kicker),
        (_("Title"), old.title, new.title),
        (pgettext("article", "Lead"), old.lead, new.lead),
        (_("Byline"), _byline(old), _byline(new)),
        (_("Picture"), _picture(old), _picture(new)),
    ]
    rows = [compared(label, left, right) for label, left, right in heads if left or right]
    return [*rows, *_parts(old.passages, new.passages)]


def _byline(content: Content) -> str:
    return " ".join(filter(None, [content.byline, str(content.byline_role or "")]))


def _picture(content: Content) -> str:
    return " ".join(filter(None, [str(content.picture or ""), content.caption]))


def _parts(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Compared]:
    matched = SequenceMatcher(a=[_key(each) for each in old], b=[_key(each) for each in new])
    for _tag, left, left_end, right, right_end in matched.get_opcodes():
        for offset in range(max(left_end - left, right_end - right)):
            before = old[left + offset] if left + offset < left_end else None
            after = new[right + offset] if right + offset < right_end else None
            shown = after or before
            if shown is not None:
                yield compared(str(shown.kind.label), words_of(before), words_of(after))


def _key(passage: Passage) -> tuple[str, str]:
    return passage.kind.value, words_of(passage)


def words_of(passage: Passage | None) -> str:
    """Say in words what a section holds."""
    if passage is None:
        return ""
    named = (
        passage.picture,
        passage.attachment,
        passage.role,
        passage.initiative,
        passage.organisation,
    )
    said = [
        passage.text,
        passage.attribution and f"– {passage.attribution}",
        *map(str, filter(None, named)),
    ]
    return "\n".join(filter(None, said))


def compared(label: str, left: str, right: str) -> Compared:
    """Put two texts beside each other, word by word."""
    if left == right:
        same = (Piecewise(left, is_changed=False),)
        return Compared(label=label, left=same, right=same)
    old, new = _split(left), _split(right)
    if len(old) + len(new) > 2 * MOST_WORDS:
        old, new = left.splitlines(keepends=True), right.splitlines(keepends=True)
    matched = SequenceMatcher(a=old, b=new, autojunk=False)
    lefts, rights = [], []
    for tag, start, end, other_start, other_end in matched.get_opcodes():
        lefts.append(Piecewise("".join(old[start:end]), tag != "equal"))
        rights.append(Piecewise("".join(new[other_start:other_end]), tag != "equal"))
    return Compared(label=label, left=_shown(lefts), right=_shown(rights))


def _split(text: str) -> list[str]:
    return _WORDS.findall(text)


def _shown(pieces: list[Piecewise]) -> tuple[Piecewise, ...]:
    return tuple(each for each in pieces if each.text)
