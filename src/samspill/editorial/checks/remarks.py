"""Look through a text as a good colleague does before it goes out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspill.core import prose
from samspill.core.languages import LANGUAGES
from samspill.editorial.checks.words import RELATIVE, SAYING_NOTHING
from samspill.editorial.choices import SectionKind
from samspill.editorial.queries import Content
from samspill.media.models import Picture

#: With one of these a paragraph is at its end; closing marks may follow.
_END = re.compile(r"[.!?…:][)\]»”’\"'*_]*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_AROUND = 28


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something to look at once more: where it stands, and why."""

    where: str
    quoted: str
    sentence: str


def remarks_on(content: Content, *, language: str) -> list[Remark]:
    """List what an editor may want to look at before readers see a text."""
    found = [*_of_head(content, language), *_of_pictures(content, language)]
    for number, passage in enumerate(content.passages, start=1):
        where = _("Section %(number)d") % {"number": number}
        if passage.kind in {SectionKind.PROSE, SectionKind.QUOTATION}:
            found += _of_prose(passage.text, where, language)
        if passage.kind is SectionKind.QUOTATION and not passage.attribution:
            sentence = _("Say who is quoted, and in which role.")
            found.append(Remark(where=where, quoted=_short(passage.text), sentence=sentence))
    return [*found, *_of_headings(content)]


def _of_head(content: Content, language: str) -> Iterator[Remark]:
    if not content.lead:
        sentence = _("There is no lead. One or two sentences tell readers whether to read on.")
        yield Remark(where=pgettext("article", "Lead"), quoted="", sentence=sentence)
    else:
        yield from _unfinished([content.lead], pgettext("article", "Lead"))
    for where, text in ((_("Title"), content.title), (pgettext("article", "Lead"), content.lead)):
        yield from _relative(text, where, language)
    for where, text in (
        (pgettext("article", "Lead"), content.lead),
        (_("Byline"), content.byline),
    ):
        yield from _addresses(text, where)


def _addresses(text: str, where: str) -> Iterator[Remark]:
    """Point out addresses of people: they would stand there after the people have gone."""
    for match in _MAILBOX.finditer(text):
        sentence = _(
            "An e-mail address stands in the text, and will still do so when the person has moved on."
            " Add a contact section instead: it follows the person's role."
        )
        yield Remark(where=where, quoted=match.group(), sentence=sentence)


def _of_pictures(content: Content, language: str) -> Iterator[Remark]:
    for picture in content.pictures:
        if not picture.is_decorative and language not in picture.alternative:
            sentence = _("The picture has no words in %(language)s for those who do not see it.")
            yield Remark(
                where=_("Picture"),
                quoted=_named(picture),
                sentence=sentence % {"language": LANGUAGES[language]},
            )


def _named(picture: Picture) -> str:
    return str(picture.alternative) or picture.original_name


def _of_prose(text: str, where: str, language: str) -> Iterator[Remark]:
    outline = prose.outline(text)
    yield from _addresses(text, where)
    yield from _relative(prose.plain(text), where, language)
    yield from _unfinished(outline.paragraphs, where)
    for words, address in outline.links:
        if words.strip().lower().rstrip(".! ") in SAYING_NOTHING or _ADDRESS.fullmatch(words):
            sentence = _("Let the words of the link say where it leads: %(address)s")
            yield Remark(where=where, quoted=words, sentence=sentence % {"address": address})


def _relative(text: str, where: str, language: str) -> Iterator[Remark]:
    for match in RELATIVE[language].finditer(text):
        sentence = _(
            "“%(words)s” means something else to whoever reads this in a year. Give the date."
        )
        yield Remark(
            where=where,
            quoted=_around(text, match.start(), match.end()),
            sentence=sentence % {"words": match.group()},
        )


def _unfinished(paragraphs: list[str] | tuple[str, ...], where: str) -> Iterator[Remark]:
    for each in paragraphs:
        text = each.strip()
        if text and not _END.search(text):
            sentence = _("The sentence seems unfinished: it has no full stop.")
            yield Remark(where=where, quoted=f"… {text[-_AROUND * 2 :]}", sentence=sentence)


def _of_headings(content: Content) -> Iterator[Remark]:
    """Follow the headings through all sections: each goes at most one level down."""
    above = 1
    for number, passage in enumerate(content.passages, start=1):
        if passage.kind is not SectionKind.PROSE:
            continue
        for level, words in prose.outline(passage.text).headings:
            shown = max(level, 2)
            if shown > above + 1:
                sentence = _("A level of headings has been left out above this one.")
                where = _("Section %(number)d") % {"number": number}
                yield Remark(where=where, quoted=words, sentence=sentence)
            above = shown


def _around(text: str, start: int, end: int) -> str:
    before = "…" if start > _AROUND else ""
    after = "…" if end + _AROUND < len(text) else ""
    shown = text[max(0, start - _AROUND) : end + _AROUND].replace("\n", " ")
    return f"{before}{shown}{after}"


def _short(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[: 2 * _AROUND]}…"
