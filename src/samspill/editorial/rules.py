"""What must hold for articles and guides. A check returns nothing or raises its reason."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from samspill.accounts.models import Person, Reader
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.policy import allows
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import FormerSlug, Piece, Version
from samspill.editorial.queries import Content, Passage, duties_of
from samspill.editorial.queries.tree import DEEPEST
from samspill.programmes.models import Programme

#: So long a text counts as being edited after its editor was last heard of.
LOCK = timedelta(minutes=20)
MOST_SECTIONS = 60


def check_may(person: Reader, action: str, programme: Programme, *, at: datetime) -> None:
    """Those who write for a programme, or for one above it, decide about its texts."""
    if not allows(action, roles=duties_of(person, programme, at)):
        raise NotPermitted(_("Only those who write for this programme can do this."))


def check_slug_is_free(slug: str, *, piece: Piece | None = None) -> None:
    """An address leads to one text for ever, also when that has got another one since."""
    taken = Piece.objects.filter(slug=slug)
    former = FormerSlug.objects.filter(slug=slug)
    if piece is not None:
        taken, former = taken.exclude(pk=piece.pk), former.exclude(piece=piece)
    if taken.exists() or former.exists():
        raise NotPossible(_("Another text has or had this address. Please choose another."))


def check_fits_under(piece: Piece, above: Piece | None) -> None:
    """Guides lie in a tree of at most three levels, and never under themselves."""
    if above is None:
        return
    if above.genre != Genre.GUIDE or piece.genre != Genre.GUIDE:
        raise NotPossible(_("Only guides lie under each other."))
    line = [each.pk for each in _upwards(above)]
    if piece.pk in line:
        raise NotPossible(_("A guide cannot lie under itself."))
    if len(line) + _height(piece) > DEEPEST:
        raise NotPossible(_("Guides lie at most three levels deep."))


def _upwards(piece: Piece | None) -> Iterator[Piece]:
    seen: set[int] = set()
    while piece is not None and piece.pk not in seen:
        yield piece
        seen.add(piece.pk)
        piece = piece.above


def _height(piece: Piece) -> int:
    """Count the levels from a guide down to the lowest below it."""
    level, height = {piece.pk}, 1
    while height <= DEEPEST and piece.pk:
        level = set(Piece.objects.filter(above__in=level).values_list("pk", flat=True))
        if not level:
            break
        height += 1
    return height


def check_content(content: Content) -> None:
    """A text has a title, not too many sections, and each of these has what its kind needs."""
    if not content.title.strip():
        raise NotPossible(_("Write a title."))
    if len(content.passages) > MOST_SECTIONS:
        raise NotPossible(_("A text has at most 60 sections. Please divide it into two texts."))
    for number, passage in enumerate(content.passages, start=1):
        if not _is_whole(passage):
            raise NotPossible(_("Section %(number)d is empty.") % {"number": number})


def _is_whole(passage: Passage) -> bool:
    return {
        SectionKind.PROSE: bool(passage.text.strip()),
        SectionKind.QUOTATION: bool(passage.text.strip()),
        SectionKind.PICTURE: passage.picture is not None,
        SectionKind.FILE: passage.attachment is not None,
        SectionKind.CONTACT: passage.role is not None,
        SectionKind.INITIATIVE: passage.initiative is not None,
        SectionKind.ORGANISATION: passage.organisation is not None,
    }[passage.kind]


def check_moment(moment: datetime, *, at: datetime) -> None:
    """What is published is published now, or later."""
    if moment < at:
        raise NotPossible(_("That moment has passed. Choose a later one, or publish at once."))


def check_is_free(version: Version, by: Person, *, at: datetime) -> None:
    """Two people do not change the same text at once without knowing of each other."""
    if other := editing(version, by, at=at):
        raise NotPossible(_("%(name)s has this text open.") % {"name": other})


def editing(version: Version, person: Person, *, at: datetime) -> Person | None:
    """Return who else has a text open, if somebody has and was heard of lately."""
    if version.edited_at is None or version.edited_by_id in {None, person.pk}:
        return None
    return version.edited_by if version.edited_at > at - LOCK else None
