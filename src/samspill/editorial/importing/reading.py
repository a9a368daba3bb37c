"""Read a file: what it says of itself at its top, and its text as Markdown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from samspill.core.errors import NotPossible
from samspill.core.languages import LANGUAGES
from samspill.editorial.choices import Genre
from samspill.editorial.importing.html import Page, read_page
from samspill.media.choices import Licence
from samspill.media.queries import plain_name

MOST_BYTES = 2 * 1024 * 1024
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LISTS = ("themes", "territories", "initiatives", "gatherings", "old_addresses")
_TEXTS = (
    *("title", "slug", "language", "genre", "programme", "kicker", "lead", "byline"),
    *("picture", "alternative", "caption", "photographer", "licence"),
)
KNOWN = frozenset({*_LISTS, *_TEXTS, "date", "draft", "version_of"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a file tells: its head, what it is about, and its text."""

    path: Path
    title: str
    body: str
    language: str = "nb"
    genre: Genre = Genre.ARTICLE
    slug: str = ""
    version_of: str = ""
    programme: str = ""
    day: date | None = None
    is_draft: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read_file(path: Path, *, programme: str, old_site: str = "") -> Told:
    """Read a Markdown or HTML file.

    :raises NotPossible: it cannot be understood; the sentence says what to put right.
    """
    said, source = _split(_text(path))
    if strange := sorted(set(said) - KNOWN):
        raise NotPossible(
            _("“%(names)s” is not known at the top of a file: use %(known)s.")
            % {"names": ", ".join(strange), "known": ", ".join(sorted(KNOWN))}
        )
    lists = {name: _list(said, name) for name in _LISTS}
    base = lists["old_addresses"][0] if lists["old_addresses"] else ""
    is_html = path.suffix.lower() in {".html", ".htm"}
    page = read_page(source, base=base, old_site=old_site) if is_html else Page(body=source)
    texts = {name: str(said.get(name) or "").strip() for name in _TEXTS}
    title = texts["title"] or page.title
    if not title:
        raise NotPossible(_("The file has no title: write “title: …” at its top."))
    return Told(
        path=path,
        title=title,
        body=page.body.strip(),
        language=_one_of(texts["language"] or "nb", LANGUAGES, "language"),
        genre=Genre(_one_of(texts["genre"] or Genre.ARTICLE.value, Genre.values, "genre")),
        slug=texts["slug"] or plain_name(title),
        version_of=str(said.get("version_of") or ""),
        programme=texts["programme"] or programme,
        day=_day(said.get("date")),
        is_draft=said.get("draft") is True,
        texts={**texts, "licence": _licence(texts["licence"])},
        lists=lists,
    )


def _text(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > MOST_BYTES:
        raise NotPossible(_("The file is larger than a text can be."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older sites wrote their pages so.
        return content.decode("windows-1252", errors="replace")


def _split(text: str) -> tuple[dict[str, Any], str]:
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    try:
        said = YAML(typ="safe", pure=True).load(match[1])
    except YAMLError as error:
        problem = getattr(error, "problem", None) or error
        raise NotPossible(_("The lines at the top are not YAML: %s.") % problem) from error
    if not isinstance(said, dict):
        raise NotPossible(_("Write “key: value” lines at the top of the file."))
    return {str(key): value for key, value in said.items()}, text[match.end() :]


def _list(said: Mapping[str, Any], name: str) -> list[str]:
    value = said.get(name) or []
    return [str(each).strip() for each in (value if isinstance(value, list) else [value])]


def _one_of(value: str, known: Any, name: str) -> str:
    if value not in known:
        raise NotPossible(
            _("“%(value)s” is no %(name)s: write one of %(known)s.")
            % {"value": value, "name": name, "known": ", ".join(known)}
        )
    return value


def _licence(value: str) -> str:
    return _one_of(value or Licence.BY_AGREEMENT.value, Licence.values, "licence")


def _day(value: object) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise NotPossible(_("“%s” is not a day: write it as 2016-05-19.") % value) from error
