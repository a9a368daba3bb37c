"""A text as a reader meets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import prefetch_related_objects
from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.core.languages import NEAREST, known
from samspill.core.together import read_together
from samspill.editorial.choices import SectionKind
from samspill.editorial.models import Piece, Revision
from samspill.editorial.queries.content import Content, Passage
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.media.queries import ShownPicture, attachment_address
from samspill.organisations.models import Role, Territory
from samspill.programmes.models import Programme, Theme


@dataclass(frozen=True, kw_only=True)
class ShownSection:
    """A section with what its template needs."""

    passage: Passage
    picture: ShownPicture | None = None
    address: str = ""
    is_held: bool = True

    @property
    def kind(self) -> str:
        return self.passage.kind.value


@dataclass(frozen=True, kw_only=True)
class ShownContent:
    """A text laid out for reading: its picture and sections, without what readers may not see."""

    content: Content
    picture: ShownPicture | None
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True, kw_only=True)
class PiecePage:
    """What the page of an article or guide says to a reader of a language."""

    piece: Piece
    language: str
    is_fallback: bool
    languages: tuple[str, ...]
    revision: Revision
    shown: ShownContent
    territories: tuple[Territory, ...]
    themes: tuple[Theme, ...]
    initiatives: tuple[Initiative, ...]
    gatherings: tuple[Gathering, ...]
    #: The programme whose text it is, unless the reader may not see it yet.
    programmes: tuple[Programme, ...]

    @classmethod
    def of(cls, piece: Piece, *, language: str, reader: Reader, at: datetime) -> Self | None:
        """Read a piece in the reader's language, or the nearest it is published in; or in none."""
        live = {each.version.language: each for each in _live(piece, at=at)}
        own = known(language)
        chosen = next((code for code in (own, *NEAREST[own]) if code in live), None)
        if chosen is None:
            return None
        linked = _linked(piece, reader=reader, at=at)
        content = Content.of(live[chosen])
        return cls(
            piece=piece,
            language=chosen,
            is_fallback=chosen != own,
            languages=tuple(live),
            revision=live[chosen],
            shown=show_content(content, reader=reader, at=at),
            **linked,
        )

    @classmethod
    def beforehand(cls, revision: Revision, *, reader: Reader, at: datetime) -> Self:
        """Read a wording as a reader of its language will meet it once it is published."""
        version = revision.version
        return cls(
            piece=version.piece,
            language=version.language,
            is_fallback=False,
            languages=(version.language,),
            revision=revision,
            shown=show_content(Content.of(revision), reader=reader, at=at),
            **_linked(version.piece, reader=reader, at=at),
        )

    @property
    def corrected_at(self) -> datetime | None:
        """Tell when the text was changed, if that was later than the day it bears."""
        moment = self.revision.published_at
        day = self.piece.dated_on
        return moment if moment and day and localtime(moment).date() > day else None


def _live(piece: Piece, *, at: datetime) -> list[Revision]:
    found = Revision.objects.filter(version__piece=piece).live(at=at)
    return list(
        found.select_related(
            "version", "picture", "byline_role__person", "byline_role__organisation"
        ).order_by("pk")
    )


def _linked(piece: Piece, *, reader: Reader, at: datetime) -> dict[str, Any]:
    """Read what a piece is about, in one query."""
    initiatives = Initiative.objects.visible_to(reader, at=at).filter(pieces=piece)
    gatherings = Gathering.objects.visible_to(reader, at=at).filter(pieces=piece)
    programmes = Programme.objects.visible_to(reader, at=at).filter(pk=piece.programme_id)
    found = read_together(
        territories=(piece.territories.all(), ["slug", "kind", "name"]),
        themes=(piece.themes.all(), ["slug", "name", "is_green"]),
        initiatives=(initiatives, ["slug", "title", "lead"]),
        gatherings=(gatherings, ["slug", "title", "when"]),
        programmes=(programmes, ["slug", "title"]),
    )
    return {name: tuple(rows) for name, rows in found.items()}


def show_content(content: Content, *, reader: Reader, at: datetime) -> ShownContent:
    """Lay a text out for somebody: the same for readers as for those who look at it beforehand."""
    prefetch_related_objects(content.pictures, "renditions")
    named = {passage.initiative.pk for passage in content.passages if passage.initiative}
    visible = set(
        Initiative.objects.visible_to(reader, at=at)
        .filter(pk__in=named)
        .values_list("pk", flat=True)
        if named
        else ()
    )
    asked = {passage.role.pk for passage in content.passages if passage.role}
    day = localtime(at).date()
    held = set(
        Role.objects.current(day).filter(pk__in=asked).values_list("pk", flat=True) if asked else ()
    )
    return ShownContent(
        content=content,
        picture=ShownPicture.of(content.picture) if content.picture else None,
        sections=tuple(
            _section(passage, held)
            for passage in content.passages
            if passage.initiative is None or passage.initiative.pk in visible
        ),
    )


def _section(passage: Passage, held: set[int]) -> ShownSection:
    return ShownSection(
        passage=passage,
        picture=ShownPicture.of(passage.picture) if passage.picture else None,
        address=_addresses(passage).get(passage.kind, ""),
        is_held=passage.role is None or passage.role.pk in held,
    )


def _addresses(passage: Passage) -> Mapping[SectionKind, str]:
    found = {}
    if passage.attachment:
        found[SectionKind.FILE] = attachment_address(passage.attachment)
    if passage.initiative:
        found[SectionKind.INITIATIVE] = passage.initiative.get_absolute_url()
    if passage.organisation:
        found[SectionKind.ORGANISATION] = passage.organisation.get_absolute_url()
    return found
