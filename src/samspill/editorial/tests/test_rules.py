"""What must hold for articles and guides."""

from datetime import timedelta

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.core.errors import NotPermitted, NotPossible
from samspill.editorial import rules
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import FormerSlug
from samspill.editorial.queries import Passage
from samspill.editorial.tests.factories import NOW, PieceFactory, VersionFactory, editor_of, say
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.programmes.choices import Level
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


def guide(above=None, **more):
    return PieceFactory(genre=Genre.GUIDE, above=above, **more)


@pytest.mark.parametrize("kind", [RoleKind.EDITOR, RoleKind.PROGRAMME_MANAGER])
def test_editors_and_managers_of_the_host_write(kind):
    programme = ProgrammeFactory()

    rules.check_may(editor_of(programme, kind), "editorial.edit", programme, at=NOW)


def test_an_editor_of_the_whole_writes_for_its_parts():
    whole = ProgrammeFactory()
    region = ProgrammeFactory(part_of=whole, level=Level.REGIONAL)

    rules.check_may(editor_of(whole), "editorial.publish", region, at=NOW)
    with pytest.raises(NotPermitted):
        rules.check_may(editor_of(region), "editorial.publish", whole, at=NOW)


@pytest.mark.parametrize("kind", [RoleKind.FACILITATOR, RoleKind.SUPPLIER, RoleKind.AUDITOR])
def test_nobody_else_writes(kind):
    programme = ProgrammeFactory()

    with pytest.raises(NotPermitted):
        rules.check_may(editor_of(programme, kind), "editorial.edit", programme, at=NOW)
    with pytest.raises(NotPermitted):
        rules.check_may(
            RoleFactory(kind=RoleKind.EDITOR).person, "editorial.edit", programme, at=NOW
        )


def test_an_address_leads_to_one_text_for_ever():
    piece = PieceFactory(slug="grønn".replace("ø", "o"))
    FormerSlug.objects.create(piece=piece, slug="earlier")

    for taken in ("gronn", "earlier"):
        with pytest.raises(NotPossible):
            rules.check_slug_is_free(taken)
        rules.check_slug_is_free(taken, piece=piece)
    rules.check_slug_is_free("free")


def test_guides_lie_at_most_three_levels_deep():
    first = guide()
    second = guide(first)
    third = guide(second)

    rules.check_fits_under(guide(), second)
    with pytest.raises(NotPossible):
        rules.check_fits_under(guide(), third)
    with pytest.raises(NotPossible, match="three levels"):
        rules.check_fits_under(first, guide())


def test_a_guide_never_lies_under_itself_or_under_an_article():
    first = guide()
    second = guide(first)

    for above in (first, second, PieceFactory()):
        with pytest.raises(NotPossible):
            rules.check_fits_under(first, above)


@pytest.mark.parametrize(
    "passage",
    [Passage(kind=kind) for kind in SectionKind] + [Passage(kind=SectionKind.PROSE, text=" \n")],
)
def test_an_empty_section_is_not_saved(passage):
    with pytest.raises(NotPossible, match="Section 1"):
        rules.check_content(say("A title", passage))


def test_a_text_has_a_title_and_an_end():
    with pytest.raises(NotPossible):
        rules.check_content(say("  "))
    with pytest.raises(NotPossible):
        rules.check_content(say("A title", *[Passage(kind=SectionKind.PROSE, text="x")] * 61))


def test_a_text_counts_as_being_edited_for_a_while():
    other = PersonFactory(name="Kari")
    version = VersionFactory(edited_by=other, edited_at=NOW)
    me = PersonFactory()

    assert rules.editing(version, me, at=NOW + timedelta(minutes=5)) == other
    assert rules.editing(version, other, at=NOW + timedelta(minutes=5)) is None
    assert rules.editing(version, me, at=NOW + timedelta(minutes=21)) is None
