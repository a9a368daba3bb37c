"""Beginning texts, giving them another language, and saying what they are about and where they lie."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.editorial import rules
from samspill.editorial.actions.writing import write
from samspill.editorial.choices import Genre
from samspill.editorial.findable import put_piece
from samspill.editorial.models import FormerSlug, OldAddress, Piece, Version
from samspill.editorial.queries import Content
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.organisations.models import Territory
from samspill.programmes.models import Programme, Theme


@dataclass(frozen=True, kw_only=True)
class About:
    """Where a piece lies, and what it is about."""

    slug: str
    dated_on: date | None = None
    above: Piece | None = None
    position: int = 0
    themes: tuple[Theme, ...] = field(default=())
    territories: tuple[Territory, ...] = field(default=())
    initiatives: tuple[Initiative, ...] = field(default=())
    gatherings: tuple[Gathering, ...] = field(default=())


@transaction.atomic
def create_piece(
    programme: Programme,
    *,
    genre: Genre,
    language: str,
    content: Content,
    about: About,
    by: Person,
    at: datetime,
) -> Version:
    """Begin a text as a draft in one language.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: the address is or was another's, or it does not fit into the tree.
    """
    rules.check_may(by, "editorial.create", programme, at=at)
    rules.check_content(content)
    version = begin(
        programme, genre=genre, language=language, content=content, about=about, by=by, at=at
    )
    put_piece(version.piece, at=at)
    record("editorial.created", version.piece, by=by, at=at, slug=about.slug, language=language)
    return version


def begin(
    programme: Programme,
    *,
    genre: Genre,
    language: str,
    content: Content,
    about: About,
    by: Person | None,
    at: datetime,
) -> Version:
    """Add a text with its first wording.

    :raises NotPossible: the address is or was another's, or it does not fit into the tree.
    """
    rules.check_slug_is_free(about.slug)
    piece = Piece(
        slug=about.slug,
        genre=genre,
        programme=programme,
        dated_on=about.dated_on if genre == Genre.ARTICLE else None,
        above=about.above,
        position=about.position,
        changed_at=at,
    )
    rules.check_fits_under(piece, about.above)
    _insert(piece)
    _link(piece, about)
    version = Version.objects.create(piece=piece, language=language)
    write(version, content, after=0, by=by, at=at)
    return version


def _insert(piece: Piece) -> None:
    try:
        with transaction.atomic():
            piece.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossible(
            _("Another text has or had this address. Please choose another.")
        ) from error


@transaction.atomic
def add_version(
    piece: Piece, *, language: str, model: Content, by: Person, at: datetime
) -> Version:
    """Begin a piece in another language, with the wording of another version to translate.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it exists in the language already.
    """
    rules.check_may(by, "editorial.edit", piece.programme, at=at)
    version, is_new = Version.objects.get_or_create(piece=piece, language=language)
    if not is_new:
        raise NotPossible(_("The text exists in this language already."))
    write(version, model, after=0, by=by, at=at)
    put_piece(piece, at=at)
    record("editorial.version_added", piece, by=by, at=at, language=language)
    return version


@transaction.atomic
def change_about(piece: Piece, about: About, *, by: Person, at: datetime) -> None:
    """Move a piece, or say that it is about something else. Its former address goes on leading here.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: the address is or was another's, or it does not fit into the tree.
    """
    rules.check_may(by, "editorial.edit", piece.programme, at=at)
    rules.check_slug_is_free(about.slug, piece=piece)
    rules.check_fits_under(piece, about.above)
    before = Piece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if before.slug != about.slug:
        FormerSlug.objects.filter(piece=piece, slug=about.slug).delete()
        FormerSlug.objects.create(piece=piece, slug=before.slug)
    piece.slug, piece.changed_at = about.slug, at
    if piece.is_guide:
        piece.above, piece.position = about.above, about.position
    else:
        piece.dated_on = about.dated_on
    piece.save()
    linked = _link(piece, about)
    put_piece(piece, at=at)
    record(
        "editorial.about_changed",
        piece,
        by=by,
        at=at,
        slug=(before.slug, about.slug),
        dated_on=(str(before.dated_on), str(piece.dated_on)),
        linked=linked,
    )


def add_old_address(piece: Piece, path: str) -> None:
    """Let the path that a piece had elsewhere lead here.

    :raises NotPossible: it leads to another piece already.
    """
    found, _is_new = OldAddress.objects.get_or_create(path=path, defaults={"piece": piece})
    if found.piece_id != piece.pk:
        raise NotPossible(
            _("The old address %(path)s leads to another text already.") % {"path": path}
        )


def _link(piece: Piece, about: About) -> dict[str, object]:
    """Let a piece be about just what is said; return what that changed."""
    changes: dict[str, object] = {}
    for name in ("themes", "territories", "initiatives", "gatherings"):
        linked: models.Manager[models.Model] = getattr(piece, name)
        before, after = _keys(linked.all()), _keys(getattr(about, name))
        if before != after:
            linked.set(after)  # type: ignore[attr-defined]
            changes[name] = (sorted(before), sorted(after))
    return changes


def _keys(rows: Iterable[models.Model]) -> set[int]:
    return {each.pk for each in rows}
