"""The form in which a text is written: its head, and its sections in order.

Sections are added, moved and taken away by buttons that send the whole form: nothing is saved by
them, and nothing that was typed is lost. The order stands in one hidden field.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samspill.editorial.choices import SectionKind
from samspill.editorial.forms.fields import (
    Choices,
    PageField,
    RowField,
    say_file,
    say_pictures,
    say_role,
)
from samspill.editorial.queries import Content, Passage
from samspill.editorial.rules import MOST_SECTIONS


class HeadForm(forms.Form):
    """What stands above a text."""

    after = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write a title.")},
    )
    kicker = forms.CharField(
        label=gettext_lazy("Kicker"),
        help_text=gettext_lazy("A few words above the title, such as the region."),
        max_length=80,
        required=False,
    )
    lead = forms.CharField(
        label=pgettext_lazy("article", "Lead"),
        help_text=gettext_lazy("One or two sentences that tell what the text says."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    byline = forms.CharField(
        label=gettext_lazy("Byline"),
        help_text=gettext_lazy("Who has written it, if that is nobody in the list below."),
        max_length=160,
        required=False,
    )

    def __init__(self, *args: Any, choices: Choices, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["byline_role"] = RowField(
            choices.roles, say=say_role, label=_("Written by"), required=False
        )
        self.fields["picture"] = RowField(
            choices.pictures,
            say=say_pictures(choices.pictures),
            label=_("Picture at the top"),
            required=False,
        )
        self.fields["caption"] = forms.CharField(
            label=_("Caption of the picture at the top"), max_length=300, required=False
        )
        for name in ("title", "kicker", "lead", "caption"):
            self.fields[name].widget.attrs["lang"] = language


class SectionForm(forms.Form):
    """One section: the fields that its kind has."""

    def __init__(
        self, *args: Any, kind: SectionKind, choices: Choices, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["kind"] = forms.CharField(widget=forms.HiddenInput, initial=kind.value)
        for name, field in _fields(kind, choices).items():
            self.fields[name] = field
            if isinstance(field, forms.CharField) and not isinstance(field, PageField):
                field.widget.attrs["lang"] = language

    @property
    def passage(self) -> Passage:
        """Return what the section says."""
        said = {name: self.cleaned_data[name] for name in self.fields if name != "kind"}
        return Passage(kind=self.kind, **said)

    @property
    def kind_label(self) -> str:
        """Name the kind; ``kind`` itself is a field, as far as templates can tell."""
        return str(self.kind.label)

    @property
    def shown(self) -> list[BoundField]:
        return [field for field in self if not field.is_hidden]


def _fields(kind: SectionKind, choices: Choices) -> Mapping[str, forms.Field]:
    """Make the fields of a kind; those of the other kinds are not even asked for."""
    match kind:
        case SectionKind.PROSE:
            area = forms.Textarea(attrs={"rows": 12, "data-markdown": ""})
            return {"text": _words(_("Text"), 40_000, area)}
        case SectionKind.QUOTATION:
            return {
                "text": _words(_("What was said"), 4_000, forms.Textarea(attrs={"rows": 4})),
                "attribution": _words(_("Who said it, and as what"), 160, required=False),
            }
        case SectionKind.PICTURE:
            return {
                "picture": RowField(
                    choices.pictures, say=say_pictures(choices.pictures), label=_("Picture")
                ),
                "text": _words(_("Caption"), 300, required=False),
            }
        case SectionKind.CONTACT:
            return {
                "role": RowField(choices.roles, say=say_role, label=_("Contact person")),
                "text": _words(_("What to write to them about"), 300, required=False),
            }
        case _:
            return {
                kind.value if kind is not SectionKind.FILE else "attachment": _one(kind, choices)
            }


def _one(kind: SectionKind, choices: Choices) -> forms.Field:
    """Make the one field of a section that shows something of ours."""
    if kind is SectionKind.FILE:
        return RowField(choices.attachments, say=say_file, label=_("File"))
    if kind is SectionKind.INITIATIVE:
        return PageField(choices.initiatives, label=_("Address of the initiative's page"))
    return PageField(choices.organisations, label=_("Address of the organisation's page"))


def _words(
    label: str, most: int, widget: forms.Widget | None = None, *, required: bool = True
) -> forms.CharField:
    empty = {"required": _("Write something here, or take the section away.")}
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, error_messages=empty
    )


class TextForm:
    """Head and sections together; to templates it looks like one form."""

    def __init__(
        self,
        choices: Choices,
        *,
        language: str,
        content: Content | None = None,
        after: int = 0,
        sent: QueryDict | None = None,
        is_final: bool = False,
    ) -> None:
        """Show what a text says, or what has been sent; only what is final is checked."""
        self._choices, self._language = choices, language
        self._sent, self.is_final = sent, is_final
        self.focus = ""
        if sent is None:
            said = {**vars(content), "after": after} if content else {"after": after}
            passages = content.passages if content else ()
            self._kinds = {str(number): passage.kind for number, passage in enumerate(passages)}
            self._initial = {str(number): vars(passage) for number, passage in enumerate(passages)}
        else:
            said = {name: sent.get(f"head-{name}") for name in _HEAD}
            self._kinds = dict(_sections_sent(sent))
            self._initial = {}
        self.head = HeadForm(
            sent if is_final else None,
            prefix="head",
            initial=said,
            choices=choices,
            language=language,
        )

    def change(self, wish: str) -> None:
        """Add a section, move one, or take one away: ``add:prose``, ``up:3``, ``remove:3``."""
        what, _colon, which = wish.partition(":")
        order = list(self._kinds)
        if what == "add" and which in SectionKind and len(order) < MOST_SECTIONS:
            new = str(max((int(each) for each in order), default=-1) + 1)
            self._kinds[new] = SectionKind(which)
            self.focus = new
        elif which in order:
            at = order.index(which)
            order.pop(at)
            if what in {"up", "down"}:
                order.insert(max(0, at - 1) if what == "up" else at + 1, which)
                self.focus = which
            self._kinds = {each: self._kinds[each] for each in order}

    def begin_anew(self, *, after: int) -> None:
        """Let what has been typed follow upon a newer wording: the person has now seen it."""
        sent = self._sent.copy() if self._sent is not None else QueryDict(mutable=True)
        sent["head-after"] = str(after)
        self.head.data = self._sent = sent
        self._forms = [self._section(name, kind) for name, kind in self._kinds.items()]

    @property
    def sections(self) -> list[SectionForm]:
        """List the forms of the sections, in order."""
        if not hasattr(self, "_forms") or not self.is_final:
            self._forms = [self._section(name, kind) for name, kind in self._kinds.items()]
        return self._forms

    def _section(self, name: str, kind: SectionKind) -> SectionForm:
        prefix = f"s{name}"
        initial = self._initial.get(name, {})
        if self._sent is not None and not self.is_final:
            start = f"{prefix}-"
            initial = {
                key.removeprefix(start): value
                for key, value in self._sent.items()
                if key.startswith(start)
            }
        form = SectionForm(
            self._sent if self.is_final else None,
            prefix=prefix,
            initial={**initial, "kind": kind.value},
            kind=kind,
            choices=self._choices,
            language=self._language,
        )
        if name == self.focus and form.shown:
            form.shown[0].field.widget.attrs["autofocus"] = ""
        return form

    @property
    def order(self) -> str:
        """Return what the hidden field holds."""
        return ",".join(self._kinds)

    def is_valid(self) -> bool:
        """Tell whether everything has been filled in well; asks every section, not only the first."""
        return all([self.head.is_valid(), *(each.is_valid() for each in self.sections)])

    @property
    def content(self) -> Content:
        """Return what the text says, once it is valid."""
        said = {name: self.head.cleaned_data[name] for name in _HEAD if name != "after"}
        return Content(**said, passages=tuple(each.passage for each in self.sections))

    @property
    def after(self) -> int:
        return int(self.head.cleaned_data["after"])

    @property
    def errors(self) -> bool:
        """Tell templates whether something is wrong."""
        return self.is_final and not self.is_valid()

    @property
    def non_field_errors(self) -> list[str]:
        return []

    def __iter__(self) -> Iterator[BoundField]:
        yield from self.head
        for each in self.sections:
            yield from each


_HEAD = (
    "after",
    "title",
    "kicker",
    "lead",
    "byline",
    "byline_role",
    "picture",
    "caption",
)


def _sections_sent(sent: QueryDict) -> Iterator[tuple[str, SectionKind]]:
    for name in sent.get("sections", "").split(",")[: MOST_SECTIONS + 1]:
        kind = sent.get(f"s{name}-kind", "")
        if name.isdecimal() and len(name) < 4 and kind in SectionKind:  # noqa: PLR2004
            yield name, SectionKind(kind)
