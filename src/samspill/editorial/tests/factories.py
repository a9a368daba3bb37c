"""Articles and guides, for tests."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from samspill.editorial.actions.writing import write
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import Piece, Version
from samspill.editorial.queries import Content, Passage
from samspill.mailings.tests.letters import begin_all
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.outbox.models import Message
from samspill.programmes.tests.factories import ProgrammeFactory

WRITTEN = datetime(2016, 5, 18, 9, tzinfo=UTC)
PUBLISHED = datetime(2016, 5, 19, 9, tzinfo=UTC)
NOW = datetime(2016, 6, 1, 12, tzinfo=UTC)
TEXT = Passage(kind=SectionKind.PROSE, text="Suppliers deliver in *three* counties.")


class PieceFactory(DjangoModelFactory[Piece]):
    class Meta:
        model = Piece

    slug = factory.Sequence(lambda n: f"article-{n}")
    genre = Genre.ARTICLE
    programme = factory.SubFactory(ProgrammeFactory)
    dated_on = factory.LazyAttribute(
        lambda each: date(2016, 5, 19) if each.genre == Genre.ARTICLE else None
    )
    changed_at = WRITTEN


class VersionFactory(DjangoModelFactory[Version]):
    class Meta:
        model = Version

    piece = factory.SubFactory(PieceFactory)
    language = "en"


def say(title="A greener way to buy", *passages, **more):
    """Make what a text says."""
    more.setdefault("lead", "Three counties buy together.")
    return Content(title=title, passages=passages or (TEXT,), **more)


def draft(version=None, content=None, **more):
    """Save one more wording of a version."""
    version = version or VersionFactory(**more)
    after = version.revisions.count()
    return write(version, content or say(), after=after, by=None, at=WRITTEN)


def published(version=None, content=None, *, at=PUBLISHED, **more):
    """Save one more wording of a version, and show it to readers since a moment."""
    revision = draft(version, content, **more)
    revision.published_at = at
    revision.save(update_fields=["published_at"])
    return revision


def editor_of(programme, kind=RoleKind.EDITOR):
    """Make somebody who writes for a programme."""
    return RoleFactory(organisation=programme.host, kind=kind).person


def receivers(at=NOW + timedelta(days=1)):
    """Tell who gets a copy, when the worker has begun and addressed all that is due by then."""
    begin_all(at=at)
    return sorted(Message.objects.values_list("to", flat=True))
