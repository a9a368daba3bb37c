"""Take the files of a folder over: every one is read and tried, then all are kept, or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.editorial import actions, rules
from samspill.editorial.actions.pieces import begin
from samspill.editorial.actions.writing import write
from samspill.editorial.checks import dead_links, remarks_on
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.findable import put_piece
from samspill.editorial.importing.dividing import Divided, Said, Shown, divide
from samspill.editorial.importing.reading import Told, read_file
from samspill.editorial.models import Piece, Revision, Version
from samspill.editorial.queries import Content, Passage, audience_of
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.media.actions import Description, keep_picture
from samspill.media.choices import Licence
from samspill.media.inspection import MOST_BYTES_OF_A_PICTURE
from samspill.media.models import Picture
from samspill.media.tasks import ask_for_renditions
from samspill.organisations.models import Territory
from samspill.programmes.models import Programme, Theme

SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm"})
_NAMED: Sequence[tuple[str, type[models.Model]]] = (
    ("themes", Theme),
    ("territories", Territory),
    ("initiatives", Initiative),
    ("gatherings", Gathering),
)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What holds for every file, where the file says nothing else."""

    programme: str = ""
    old_site: str = ""
    is_dry_run: bool = False


@dataclass
class Report:
    """What has become of one file."""

    path: Path
    fault: str = ""
    is_known: bool = False
    remarks: list[str] = field(default_factory=list)
    address: str = ""

    def __str__(self) -> str:
        if self.fault:
            return f"{self.path}: {self.fault}"
        if self.is_known:
            return _("%s: is there already, and was left alone.") % self.path
        return "\n".join(
            [f"{self.path} → {self.address}", *(f"    {each}" for each in self.remarks)]
        )


def take_over(folder: Path, *, terms: Terms, by: str, at: datetime) -> list[Report]:
    """Take over the articles of a folder; report on each of its files.

    Where one of them cannot be taken over, none is, and nothing of any is kept.
    """
    paths = sorted(each for each in folder.rglob("*") if each.suffix.lower() in SUFFIXES)
    with transaction.atomic():
        reports = [_take_file(path, folder, terms=terms, by=by, at=at) for path in paths]
        if terms.is_dry_run or any(each.fault for each in reports):
            transaction.set_rollback(True)
    return reports


def _take_file(path: Path, folder: Path, *, terms: Terms, by: str, at: datetime) -> Report:
    report = Report(path.relative_to(folder))
    try:
        with transaction.atomic():
            told = read_file(path, programme=terms.programme, old_site=terms.old_site)
            _Taking(told, report, folder=folder, by=by, at=at).carry_out()
    except (NotPossible, OSError) as error:
        report.fault = str(error)
    return report


@dataclass
class _Taking:
    """One file on its way into the archive."""

    told: Told
    report: Report
    folder: Path
    by: str
    at: datetime

    def carry_out(self) -> None:
        told = self.told
        programme = Programme.objects.filter(slug=told.programme).first()
        if programme is None:
            raise NotPossible(_("There is no programme “%s” here.") % told.programme)
        slug = told.version_of or told.slug
        piece = Piece.objects.filter(slug=slug).first()
        if piece and piece.versions.filter(language=told.language).exists():
            self.report.is_known = True
            return
        if piece is None and told.version_of:
            raise NotPossible(_("There is no text “%s” to be a version of.") % told.version_of)
        content = self._content(programme)
        rules.check_content(content)
        version = self._version(programme, piece, content)
        self._publish(version)
        for path in told.lists["old_addresses"]:
            actions.add_old_address(version.piece, path if path.startswith("/") else f"/{path}")
        put_piece(version.piece, at=self.at)
        record("editorial.imported", version.piece, by=self.by, at=self.at, language=told.language)
        self.report.address = version.piece.get_absolute_url()
        self.report.remarks = list(self._remarks(content))

    def _version(self, programme: Programme, piece: Piece | None, content: Content) -> Version:
        if piece is not None:
            version = Version.objects.create(piece=piece, language=self.told.language)
            write(version, content, after=0, by=None, at=self.at)
            return version
        return begin(
            programme,
            genre=self.told.genre,
            language=self.told.language,
            content=content,
            about=self._about(),
            by=None,
            at=self.at,
        )

    def _about(self) -> actions.About:
        linked: dict[str, Any] = {}
        for name, model in _NAMED:
            wanted = list(dict.fromkeys(self.told.lists[name]))
            found = {each.slug: each for each in model._default_manager.filter(slug__in=wanted)}  # type: ignore[attr-defined]
            if missing := [each for each in wanted if each not in found]:
                raise NotPossible(
                    _("“%(slug)s” is not among the %(kind)s here.")
                    % {"slug": missing[0], "kind": name}
                )
            linked[name] = tuple(found[each] for each in wanted)
        return actions.About(slug=self.told.slug, dated_on=self.told.day, **linked)

    def _publish(self, version: Version) -> None:
        """Show what was shown before, since the day that it bears."""
        if self.told.is_draft:
            return
        day = self.told.day
        if day is None and self.told.genre == Genre.ARTICLE:
            raise NotPossible(_("A published article has a day: write “date: 2016-05-19”."))
        moment = make_aware(datetime.combine(day, time(12))) if day else self.at
        if moment > self.at:
            raise NotPossible(_("The day lies ahead: mark the file “draft: true”."))
        Revision.objects.filter(version=version).update(published_at=moment)

    def _content(self, programme: Programme) -> Content:
        texts = self.told.texts
        return Content(
            title=self.told.title,
            kicker=texts["kicker"],
            lead=texts["lead"],
            byline=texts["byline"],
            picture=self._picture(texts["picture"], texts["alternative"], programme)
            if texts["picture"]
            else None,
            caption=texts["caption"],
            passages=tuple(self._passage(each, programme) for each in divide(self.told.body)),
        )

    def _passage(self, section: Divided, programme: Programme) -> Passage:
        if isinstance(section, Shown):
            picture = self._picture(section.file, section.alternative, programme)
            return Passage(kind=SectionKind.PICTURE, picture=picture, text=section.caption)
        if isinstance(section, Said):
            return Passage(kind=SectionKind.QUOTATION, text=section.text, attribution=section.name)
        return Passage(kind=SectionKind.PROSE, text=section.text)

    def _picture(self, name: str, words: str, programme: Programme) -> Picture:
        """Take a picture from beside the file; never from outside the folder."""
        path = (self.told.path.parent / name).resolve()
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            raise NotPossible(_("There is no picture “%s” in the folder.") % name)
        if path.stat().st_size > MOST_BYTES_OF_A_PICTURE:
            raise NotPossible(_("The picture “%s” is too large.") % name)
        return keep_picture(
            path.read_bytes(),
            name=path.name,
            audience=audience_of(programme),
            description=Description(
                alternative=Translated({self.told.language: words}),
                is_decorative=not words,
                photographer=self.told.texts["photographer"],
                licence=Licence(self.told.texts["licence"]),
            ),
            then=ask_for_renditions,
            by=self.by,
            at=self.at,
        )

    def _remarks(self, content: Content) -> Iterator[str]:
        for each in [
            *remarks_on(content, language=self.told.language),
            *dead_links(content, at=self.at),
        ]:
            yield f"{each.where}: {each.sentence}"
