"""What pages ask of articles and guides."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from samspill.core.translated import Translated
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import Piece
from samspill.editorial.queries import (
    Desk,
    Passage,
    PiecePage,
    attachment_for,
    audience_of,
    cards,
    compare,
    language_share,
    narrowed,
    picture_for,
    trail_of,
    tree,
    years,
)
from samspill.editorial.tests.factories import (
    NOW,
    PUBLISHED,
    PieceFactory,
    VersionFactory,
    draft,
    editor_of,
    published,
    say,
)
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.media.tests.factories import AttachmentFactory, PictureFactory
from samspill.organisations.tests.factories import RoleFactory, TerritoryFactory
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def shown():
    return Piece.objects.visible_to(NOBODY, at=NOW)


def page(piece, language="en"):
    return PiecePage.of(piece, language=language, reader=NOBODY, at=NOW)


def test_readers_get_their_own_language_or_the_nearest():
    piece = PieceFactory()
    for language in ("nb", "en"):
        published(content=say(f"In {language}"), piece=piece, language=language)
    draft(content=say("In fi"), piece=piece, language="fi")

    assert (page(piece, "nb").revision.title, page(piece, "nb").is_fallback) == ("In nb", False)
    assert (page(piece, "sv").revision.title, page(piece, "sv").is_fallback) == ("In nb", True)
    assert page(piece, "fi").revision.title == "In en"
    assert set(page(piece).languages) == {"nb", "en"}


def test_a_text_that_is_nowhere_published_has_no_page():
    assert page(draft().version.piece) is None


def test_a_draft_initiative_is_not_named_to_readers():
    hidden = InitiativeFactory(draft=True)
    card = Passage(kind=SectionKind.INITIATIVE, initiative=hidden)
    revision = published(content=say("Secret plans", card))
    revision.version.piece.initiatives.add(hidden)

    found = page(revision.version.piece)

    assert found.shown.sections == ()
    assert found.initiatives == ()


def test_a_contact_who_has_left_is_said_to_have_left():
    left = RoleFactory(to_on=NOW.date() - timedelta(days=1))
    held = RoleFactory()
    contacts = [Passage(kind=SectionKind.CONTACT, role=role) for role in (left, held)]

    sections = page(published(content=say("Ask", *contacts)).version.piece).shown.sections

    assert [each.is_held for each in sections] == [False, True]


def test_the_archive_is_narrowed_by_year_theme_and_place():
    place = TerritoryFactory()
    old = published(piece__dated_on=date(2015, 3, 1)).version.piece
    new = published().version.piece
    new.territories.add(place)
    published(piece__genre=Genre.GUIDE)

    assert [(each.year, each.count) for each in years(shown())] == [(2016, 1), (2015, 1)]
    assert list(narrowed(shown(), year=2015)) == [old]
    assert list(narrowed(shown(), places=[place.pk])) == [new]
    assert list(narrowed(shown(), theme="none")) == []
    assert [each.piece for each in cards(shown(), language="en", at=NOW)][:2] == [new, old]


@pytest.mark.parametrize("many", [1, 5])
def test_cards_ask_one_question_however_many(django_assert_num_queries, many):
    for _each in range(many):
        published()

    with django_assert_num_queries(1):
        assert len(cards(shown(), language="nb", at=NOW)) == many


def test_guides_hang_together_as_a_tree():
    top = published(content=say("Top"), piece__genre="guide", piece__position=2).version.piece
    first = published(content=say("First"), piece__genre="guide", piece__position=1)
    inner = published(content=say("Inner"), piece__genre="guide", piece__above=top).version.piece
    hidden = draft(piece__genre="guide", piece__above=top).version.piece
    orphan = published(content=say("Orphan"), piece__genre="guide", piece__above=hidden)

    branches = tree(shown(), language="en", at=NOW)

    assert [each.card.title for each in branches] == ["Orphan", "First", "Top"]
    assert orphan.title == "Orphan"
    assert first.title == "First"
    assert [each.card.title for each in branches[2].below] == ["Inner"]
    assert [each.title for each in trail_of(branches, inner.pk)] == ["Top", "Inner"]
    assert trail_of(branches, hidden.pk) == []


def test_editors_see_drafts_of_their_programme_only():
    hidden = draft().version.piece
    elsewhere = draft().version.piece
    editor = editor_of(hidden.programme)

    assert list(Piece.objects.visible_to(editor, at=NOW)) == [hidden]
    assert list(Piece.objects.open_to(editor, "editorial.edit", at=NOW)) == [hidden]
    assert elsewhere not in Piece.objects.visible_to(editor, at=NOW)


def test_a_picture_is_given_while_a_page_shows_it():
    picture, attachment = PictureFactory(), AttachmentFactory()
    file = Passage(kind=SectionKind.FILE, attachment=attachment)
    revision = draft(content=say("With a picture", file, picture=picture))
    assert picture_for(NOBODY, picture.key, at=NOW) is None
    assert attachment_for(NOBODY, attachment.key, at=NOW) is None

    revision.published_at = PUBLISHED
    revision.save()
    assert picture_for(NOBODY, picture.key, at=NOW) == picture
    assert attachment_for(NOBODY, attachment.key, at=NOW) == attachment

    revision.withdrawn_at = NOW
    revision.save()
    assert picture_for(NOBODY, picture.key, at=NOW) is None
    assert attachment_for(NOBODY, attachment.key, at=NOW) is None


def test_a_picture_that_a_newer_wording_left_out_is_no_longer_given():
    picture = PictureFactory()
    older = published(content=say("With", picture=picture))
    published(older.version, say("Without"))

    assert picture_for(NOBODY, picture.key, at=NOW) is None


def test_editors_get_what_is_in_their_own_library():
    programme, other = ProgrammeFactory(), ProgrammeFactory()
    picture = PictureFactory(audience=audience_of(programme))

    assert picture_for(editor_of(programme), picture.key, at=NOW) == picture
    assert picture_for(editor_of(other), picture.key, at=NOW) is None


def test_the_two_forms_of_norwegian_are_weighed_by_words():
    programme = ProgrammeFactory()
    for language, words in (("nb", 60), ("nn", 20), ("sv", 500)):
        text = Passage(kind=SectionKind.PROSE, text="ord " * words)
        told = say("", text, lead="")
        published(
            content=told.__class__(title="x", passages=told.passages),
            language=language,
            piece__programme=programme,
        )
    draft(language="nn", piece__programme=programme)

    share = language_share(programme, at=NOW)

    assert (share.nb, share.nn) == (61, 21)
    assert (share.percent_nb, share.percent_nn) == (74, 26)
    assert not share.is_low


def test_a_form_that_falls_behind_is_pointed_out():
    programme = ProgrammeFactory()
    published(language="nb", piece__programme=programme)

    assert language_share(programme, at=NOW).is_low
    assert not language_share(ProgrammeFactory(), at=NOW).is_low


def test_the_desk_tells_where_each_version_stands():
    version = VersionFactory()
    published(version)
    draft(version)
    waiting = published(at=NOW + timedelta(days=1)).version

    desk = Desk.of([version.piece, waiting.piece], at=NOW)

    ahead, scheduled = (each.versions[0] for each in desk.articles)
    assert (ahead.is_ahead, ahead.is_scheduled) == (True, False)
    assert (scheduled.live, scheduled.is_scheduled) == (None, True)


def test_two_wordings_are_put_beside_each_other_word_by_word():
    old = say("Three counties", Passage(kind=SectionKind.PROSE, text="They buy <b>new</b> things."))
    new = say("Four counties", Passage(kind=SectionKind.PROSE, text="They buy <b>old</b> things."))

    rows = {row.label: row for row in compare(old, new)}

    title = rows["Title"]
    assert (title.left[0].text, title.left[0].is_changed) == ("Three", True)
    assert "".join(each.text for each in rows["Text"].right) == "They buy <b>old</b> things."
    assert not rows["Lead"].is_changed


def test_sections_that_came_or_went_stand_on_one_side():
    same = Passage(kind=SectionKind.PROSE, text="Same.")
    new = Passage(kind=SectionKind.QUOTATION, text="New.", attribution="She")

    rows = compare(say("T", same), say("T", new, same))

    quotation = next(row for row in rows if row.label == "Quotation")
    assert quotation.left == ()
    assert quotation.is_changed


def test_a_long_text_is_compared_in_a_moment():
    text = "\n".join(f"line {number} of many words" for number in range(3_000))
    old = say("T", Passage(kind=SectionKind.PROSE, text=text))
    new = say("T", Passage(kind=SectionKind.PROSE, text=text.replace("line 7 ", "row 7 ")))

    (row,) = [each for each in compare(old, new) if each.label == "Text"]

    assert any(each.text.startswith("row 7") for each in row.right if each.is_changed)


def test_words_that_name_a_picture_follow_the_reader():
    picture = PictureFactory(alternative=Translated(nb="En ferge", en="A ferry"))
    with translation.override("nb"):
        (row,) = [
            each
            for each in compare(say("T"), say("T", picture=picture))
            if each.right and not each.left
        ]
    assert row.right[0].text == "En ferge"
