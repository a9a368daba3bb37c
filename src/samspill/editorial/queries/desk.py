"""What editors see: their texts, where each stands, and how much is written in which language."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import OuterRef, Q, Subquery, Sum
from django.utils.timezone import localtime

from samspill.accounts.models import Reader
from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece, Revision
from samspill.editorial.policy import EDITORS, EVERYWHERE, ROWS
from samspill.media.models import Attachment, Picture
from samspill.organisations.models import Role
from samspill.organisations.queries import held_by
from samspill.programmes.models import Programme, ProgrammeQuerySet, run_by
from samspill.programmes.queries import duties_of as programme_duties_of

#: What the language act asks of central state bodies: at least so much of each written form.
LEAST_SHARE = 25
#: So many texts that wait are listed on somebody's own page.
MOST_WAITING = 8
#: More than the newest ones of a library are not offered to choose from.
MOST_IN_LIBRARY = 300


def duties_of(person: Reader, programme: Programme, at: datetime) -> frozenset[str]:
    """Tell in which roles somebody acts for the texts of a programme."""
    return programme_duties_of(person, programme, at)


def programmes_open_to(person: Reader, action: str, *, at: datetime) -> ProgrammeQuerySet:
    """List the programmes that somebody sees, and for which they may do something with texts.

    :raises KeyError: the policy table has no row for the action.
    """
    row, held = ROWS[action], held_by(person, at)
    visible = Programme.objects.visible_to(person, at=at)
    if row.is_confidential and held.is_held_back:
        return visible.none()
    if EVERYWHERE & row.roles & held.kinds():
        return visible
    return visible.filter(pk__in=run_by(held, row.roles))


def programmes_whose_drafts_show(person: Reader, *, at: datetime) -> ProgrammeQuerySet:
    """List the programmes whose drafts somebody may look at as readers will meet them."""
    if held_by(person, at).is_held_back:
        return Programme.objects.none()
    return programmes_open_to(person, "editorial.publish", at=at)


def key_of_drafts(programme: int) -> str:
    """Name what is written for a programme, as searches know it: its writers hold the key."""
    return f"drafts:{programme}"


def library_of(programme: Programme) -> tuple[list[Picture], list[Attachment]]:
    """List the pictures and files of a programme, the newest first."""
    own = [audience_of(programme)]
    newest = ("-uploaded_at", "-pk")
    pictures = Picture.objects.visible_to(own).prefetch_related("renditions").order_by(*newest)
    files = Attachment.objects.visible_to(own).order_by(*newest)
    return list(pictures[:MOST_IN_LIBRARY]), list(files[:MOST_IN_LIBRARY])


def staff_of(programme: Programme, *, at: datetime) -> list[Role]:
    """List the roles at the host of a programme that are held at a moment, by name."""
    held = Role.objects.current(localtime(at).date()).filter(organisation=programme.host)
    return list(held.select_related("person", "organisation").order_by("person__name", "pk"))


def audience_of(programme: Programme) -> str:
    """Name the library of pictures and files of a programme."""
    return f"programme:{programme.pk}"


def audiences_of(person: Reader, *, at: datetime) -> Collection[str]:
    """Name the libraries that somebody works with."""
    return [f"programme:{pk}" for pk in sorted(run_by(held_by(person, at), EDITORS))]


def waiting_for(person: Reader, *, at: datetime) -> list[Revision]:
    """List what has been saved and not published, of the texts that somebody may change."""
    own = Piece.objects.visible_to(person, at=at).open_to(person, "editorial.edit", at=at)
    newest = Revision.objects.filter(version=OuterRef("version")).order_by("-number")
    found = Revision.objects.filter(
        version__piece__in=own.values("pk"),
        published_at=None,
        pk=Subquery(newest.values("pk")[:1]),
    )
    rows = found.select_related("version__piece").order_by("-saved_at", "-pk")
    return list(rows[:MOST_WAITING])


@dataclass(frozen=True, kw_only=True)
class LanguageShare:
    """How many of the published Norwegian words are written in each of the two forms."""

    nb: int
    nn: int

    @property
    def percent_nn(self) -> int:
        return round(100 * self.nn / (self.nb + self.nn)) if self.nb + self.nn else 0

    @property
    def percent_nb(self) -> int:
        return 100 - self.percent_nn if self.nb + self.nn else 0

    @property
    def is_low(self) -> bool:
        """Tell whether one of the forms has less than the act asks for."""
        least = min(self.percent_nn, self.percent_nb)
        return bool(self.nb + self.nn) and least < LEAST_SHARE


def drafts_of(programme: Programme, person: Reader, *, at: datetime) -> list[Revision]:
    """List the newest wording of each version that readers are not shown yet, saved last first."""
    own = Piece.objects.visible_to(person, at=at).filter(programme=programme)
    newest = Revision.objects.filter(version=OuterRef("version")).order_by("-number")
    found = Revision.objects.filter(
        Q(published_at=None) | Q(published_at__gt=at),
        version__piece__in=own.values("pk"),
        pk=Subquery(newest.values("pk")[:1]),
    )
    rows = found.select_related("version__piece", "picture", "byline_role__person", "saved_by")
    return list(rows.order_by("-saved_at", "-pk"))


def language_share(programme: Programme, *, at: datetime) -> LanguageShare:
    """Count the words that readers are shown in Bokmål and Nynorsk, in one query."""
    live = Revision.objects.filter(
        version__piece__programme=programme, version__language__in=["nb", "nn"]
    ).live(at=at)
    counted = dict(
        live.order_by()
        .values_list("version__language")
        .annotate(words=Sum("word_count"))
        .values_list("version__language", "words")
    )
    return LanguageShare(nb=counted.get("nb", 0), nn=counted.get("nn", 0))


@dataclass(frozen=True, kw_only=True)
class DeskVersion:
    """A version as editors see it: its newest wording, and where that stands."""

    language: str
    newest: Revision
    live: Revision | None
    is_scheduled: bool

    @property
    def is_ahead(self) -> bool:
        """Tell whether something has been saved that readers do not see."""
        return self.live is not None and self.live.number < self.newest.number


@dataclass(frozen=True, kw_only=True)
class DeskPiece:
    """A piece with its versions."""

    piece: Piece
    versions: tuple[DeskVersion, ...]

    @property
    def title(self) -> str:
        return self.versions[0].newest.title if self.versions else self.piece.slug


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All texts of a programme: guides, then articles, those changed last first."""

    guides: tuple[DeskPiece, ...]
    articles: tuple[DeskPiece, ...]

    @classmethod
    def of(cls, pieces: Collection[Piece], *, at: datetime) -> Self:
        """Read where the versions of pieces stand, in one query."""
        versions: dict[int, dict[str, list[Revision]]] = {}
        revisions = Revision.objects.filter(version__piece__in=list(pieces))
        for each in revisions.select_related("version").order_by("number", "pk"):
            of_piece = versions.setdefault(each.version.piece_id, {})
            of_piece.setdefault(each.version.language, []).append(each)
        shown = [
            DeskPiece(
                piece=piece,
                versions=tuple(
                    _desk_version(language, found, at=at)
                    for language, found in versions.get(piece.pk, {}).items()
                ),
            )
            for piece in pieces
        ]
        return cls(
            guides=tuple(each for each in shown if each.piece.genre == Genre.GUIDE),
            articles=tuple(each for each in shown if each.piece.genre == Genre.ARTICLE),
        )


def _desk_version(language: str, revisions: list[Revision], *, at: datetime) -> DeskVersion:
    published = [each for each in revisions if each.published_at and each.published_at <= at]
    newest = max(published, key=lambda each: (each.published_at, each.number), default=None)
    is_down = newest is not None and newest.withdrawn_at and newest.withdrawn_at <= at
    return DeskVersion(
        language=language,
        newest=revisions[-1],
        live=None if is_down else newest,
        is_scheduled=any(each.published_at and each.published_at > at for each in revisions),
    )
