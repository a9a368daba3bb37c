"""The form in which a newsletter is put together: its head, and what stands in it, in order.

Things are added, moved and taken out by buttons that send the whole form: nothing is saved by them,
and nothing that was typed is lost. The order stands in one hidden field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict

from samspill.newsletters.choices import ItemKind
from samspill.newsletters.forms.texts import HeadForm, TitledForm
from samspill.newsletters.queries import COLUMNS, Content, Entry, Offer, Said
from samspill.newsletters.rules import MOST_ENTRIES

#: No key is so long. Python refuses to read numbers of some thousand digits.
MOST_DIGITS = 10


@dataclass(frozen=True, kw_only=True)
class Place:
    """One thing at its place in the form: a section to be written, or something chosen."""

    name: str
    section: TitledForm | None
    said: Said | None
    has_focus: bool


class NewsletterForm:
    """Head and things together; to templates it looks like one form."""

    def __init__(
        self,
        offer: Offer,
        *,
        content: Content,
        revision: int = 0,
        sent: QueryDict | None = None,
        is_final: bool = False,
    ) -> None:
        """Show what a newsletter says, or what has been sent; only what is final is checked."""
        self._sent, self.is_final, self.focus, self._begun = sent, is_final, "", ""
        if sent is None:
            sections = [each for each in content.entries if not each.key]
            self._initial = {f"s{number}": _texts_of(each) for number, each in enumerate(sections)}
            numbers = iter(self._initial)
            self._names = [each.key or next(numbers) for each in content.entries]
            head = {
                **_texts_of(Entry(kind=ItemKind.SECTION, title=content.title, text=content.lead)),
                "revision": revision,
                "themes": [str(pk) for pk in content.themes],
                "initiatives": [str(pk) for pk in content.initiatives],
            }
        else:
            self._initial = {}
            self._names = list(_names_sent(sent))
            head = _values(sent, "head")
            head["themes"] = sent.getlist("head-themes")
            head["initiatives"] = sent.getlist("head-initiatives")
        self.head = HeadForm(sent if is_final else None, prefix="head", initial=head, offer=offer)
        self._forms: dict[str, TitledForm] = {}

    def change(self, wish: str) -> None:
        """Add a section, move something, or take it out: ``section``, ``up:s3``, ``out:update:3``."""
        what, _colon, which = wish.partition(":")
        if what == "section" and len(self._names) < MOST_ENTRIES:
            numbers = [int(each[1:]) for each in self._names if each[:1] == "s"]
            self.focus = self._begun = f"s{max(numbers, default=-1) + 1}"
            self._names.append(self.focus)
        elif what in {"up", "down", "out"} and which in self._names:
            at = self._names.index(which)
            self._names.pop(at)
            if what in {"up", "down"}:
                self._names.insert(max(0, at - 1) if what == "up" else at + 1, which)
                self.focus = which

    @property
    def order(self) -> str:
        """Return what the hidden field holds."""
        return ",".join(self._names)

    @property
    def chosen(self) -> list[Entry]:
        """List what has been chosen, in order."""
        return [_entry(name) for name in self._names if not _is_section(name)]

    def places(self, things: Mapping[str, Said]) -> list[Place]:
        """List what stands in the newsletter, with what the chosen things say, by their keys."""
        return [
            Place(
                name=name,
                section=self._section(name) if _is_section(name) else None,
                said=things.get(name),
                has_focus=name == self.focus != self._begun,
            )
            for name in self._names
        ]

    def _section(self, name: str) -> TitledForm:
        if name not in self._forms:
            initial = self._initial.get(name, {})
            if self._sent is not None:
                initial = _values(self._sent, name)
            data = self._sent if self.is_final else None
            self._forms[name] = TitledForm(data, prefix=name, initial=initial)
            if name == self._begun:
                self._forms[name].take_focus()
        return self._forms[name]

    @property
    def _sections(self) -> list[TitledForm]:
        return [self._section(name) for name in self._names if _is_section(name)]

    def is_valid(self) -> bool:
        """Tell whether everything has been filled in well; asks every section, not only the first."""
        return all([self.head.is_valid(), *(each.is_valid() for each in self._sections)])

    @property
    def content(self) -> Content:
        """Return what the newsletter says, once it is valid."""
        return Content(
            title=self.head.title,
            lead=self.head.text,
            entries=tuple(self._written(name) for name in self._names),
            themes=self.head.chosen("themes"),
            initiatives=self.head.chosen("initiatives"),
        )

    def _written(self, name: str) -> Entry:
        if not _is_section(name):
            return _entry(name)
        section = self._section(name)
        return Entry(kind=ItemKind.SECTION, title=section.title, text=section.text)

    @property
    def revision(self) -> int:
        return int(self.head.cleaned_data["revision"] or 0)

    def refuse(self, why: str) -> None:
        """Say why it cannot be saved."""
        self.head.add_error(None, ValidationError(why))

    @property
    def errors(self) -> bool:
        """Tell templates whether something is wrong."""
        return self.is_final and not self.is_valid()

    @property
    def non_field_errors(self) -> list[str]:
        return [str(each) for each in self.head.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        yield from self.head
        for each in self._sections:
            yield from each


def _names_sent(sent: QueryDict) -> Iterator[str]:
    """Read the order, and after it what has been ticked."""
    names = sent.get("order", "").split(",")[:MOST_ENTRIES] + sent.getlist("choose")
    for name in list(dict.fromkeys(names))[: MOST_ENTRIES + 1]:
        if _is_section(name) or _is_key(name):
            yield name


def _texts_of(entry: Entry) -> dict[str, Any]:
    return {
        **{f"title_{code}": text for code, text in entry.title.items()},
        **{f"text_{code}": text for code, text in entry.text.items()},
    }


def _values(sent: QueryDict, prefix: str) -> dict[str, Any]:
    start = f"{prefix}-"
    return {key[len(start) :]: value for key, value in sent.items() if key.startswith(start)}


def _is_section(name: str) -> bool:
    return name[:1] == "s" and name[1:].isdecimal() and len(name) < MOST_DIGITS


def _is_key(name: str) -> bool:
    """Tell whether a name may be that of something chosen; whether it may be chosen, rules tell."""
    kind, _colon, pk = name.partition(":")
    is_number = pk.isdecimal() and len(pk) < MOST_DIGITS
    return kind in ItemKind and ItemKind(kind) in COLUMNS and is_number


def _entry(name: str) -> Entry:
    kind, _colon, pk = name.partition(":")
    return Entry(kind=ItemKind(kind), pk=int(pk))
