"""What editors do with texts."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.editorial import actions
from samspill.editorial.actions import About
from samspill.editorial.actions.writing import Overtaken
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import FormerSlug, Piece, Revision, Section
from samspill.editorial.queries import Content, Passage, moved_within
from samspill.editorial.tests.factories import (
    NOW,
    PieceFactory,
    VersionFactory,
    draft,
    editor_of,
    published,
    say,
)
from samspill.media.tests.factories import PictureFactory
from samspill.organisations.tests.factories import RoleFactory, TerritoryFactory
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
HOUR = timedelta(hours=1)


@pytest.fixture
def version():
    return draft().version


@pytest.fixture
def editor(version):
    return editor_of(version.piece.programme)


def is_shown(piece, at):
    return Piece.objects.visible_to(NOBODY, at=at).filter(pk=piece.pk).exists()


def live_title(version, at):
    return version.revisions.live(at=at).values_list("title", flat=True).first()


def test_a_text_begins_as_a_draft():
    programme = ProgrammeFactory()
    begun = actions.create_piece(
        programme,
        genre=Genre.ARTICLE,
        language="nb",
        content=Content(title="Grønt"),
        about=About(slug="gront"),
        by=editor_of(programme),
        at=NOW,
    )

    assert begun.revisions.get().title == "Grønt"
    assert begun.piece.dated_on is None
    assert not is_shown(begun.piece, NOW)
    assert Entry.objects.filter(what="editorial.created").exists()


def test_nobody_begins_a_text_for_others():
    stranger = RoleFactory(kind="editor").person
    with pytest.raises(NotPermitted):
        actions.create_piece(
            ProgrammeFactory(),
            genre=Genre.ARTICLE,
            language="nb",
            content=Content(title="Grønt"),
            about=About(slug="gront"),
            by=stranger,
            at=NOW,
        )
    assert not Piece.objects.exists()


def test_saving_adds_a_wording_and_leaves_the_older_ones(version, editor):
    quoted = Passage(kind=SectionKind.QUOTATION, text="We buy new.", attribution="A leader")

    saved = actions.save_text(version, say("Another", quoted), after=1, by=editor, at=NOW)

    assert saved.number == 2
    assert saved.word_count == len(
        ["Another", "Three", "counties", "buy", "together", "We", "buy", "new"]
    )
    assert [each.kind for each in saved.sections.all()] == ["quotation"]
    assert version.revisions.get(number=1).title == "A greener way to buy"
    assert Entry.objects.get(what="editorial.saved").changes["wording"] == 2


def test_whoever_saves_second_overwrites_nothing(version, editor):
    actions.save_text(version, say("Theirs"), after=1, by=editor, at=NOW)

    with pytest.raises(Overtaken):
        actions.save_text(version, say("Mine"), after=1, by=editor, at=NOW)

    assert list(version.revisions.order_by("number").values_list("title", flat=True))[1:] == [
        "Theirs"
    ]


def test_the_table_itself_keeps_two_from_taking_one_number(version):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(version=version, number=1, title="Mine", saved_at=NOW)


@pytest.mark.parametrize("kind", list(SectionKind))
def test_the_table_itself_refuses_a_section_without_what_its_kind_needs(version, kind):
    revision = version.revisions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(revision=revision, number=9, kind=kind)


def test_what_is_published_is_shown_and_gets_its_day(version, editor):
    Piece.objects.filter(pk=version.piece_id).update(dated_on=None)

    actions.publish(version.revisions.get(), by=editor, at=NOW)

    version.piece.refresh_from_db()
    assert version.piece.dated_on == date(2016, 6, 1)
    assert live_title(version, NOW) == "A greener way to buy"
    assert is_shown(version.piece, NOW)


def test_what_is_scheduled_is_shown_by_itself(version, editor):
    actions.publish(version.revisions.get(), when=NOW + HOUR, by=editor, at=NOW)

    assert not is_shown(version.piece, NOW + HOUR - timedelta(seconds=1))
    assert is_shown(version.piece, NOW + HOUR)


def test_nothing_is_published_in_the_past_or_twice(version, editor):
    with pytest.raises(NotPossible, match="passed"):
        actions.publish(version.revisions.get(), when=NOW - HOUR, by=editor, at=NOW)
    actions.publish(version.revisions.get(), by=editor, at=NOW)
    with pytest.raises(NotPossible, match="already"):
        actions.publish(version.revisions.get(), by=editor, at=NOW)


def test_a_correction_is_seen_only_when_it_is_published(version, editor):
    actions.publish(version.revisions.get(), by=editor, at=NOW)
    corrected = actions.save_text(version, say("Corrected"), after=1, by=editor, at=NOW)
    assert live_title(version, NOW + HOUR) == "A greener way to buy"

    actions.publish(corrected, by=editor, at=NOW + HOUR)

    assert live_title(version, NOW + HOUR) == "Corrected"
    assert live_title(version, NOW) == "A greener way to buy"


def test_an_older_wording_that_waited_does_not_replace_a_newer_one(version, editor):
    actions.publish(version.revisions.get(), when=NOW + 2 * HOUR, by=editor, at=NOW)
    newer = actions.save_text(version, say("Newer"), after=1, by=editor, at=NOW)

    actions.publish(newer, by=editor, at=NOW)

    assert live_title(version, NOW + 3 * HOUR) == "Newer"


def test_what_waits_can_be_kept_back(version, editor):
    actions.publish(version.revisions.get(), when=NOW + HOUR, by=editor, at=NOW)

    actions.unschedule(version, by=editor, at=NOW)

    assert not is_shown(version.piece, NOW + 2 * HOUR)
    with pytest.raises(NotPossible):
        actions.unschedule(version, by=editor, at=NOW)


def test_what_is_taken_down_does_not_come_back_as_an_older_wording(editor, version):
    first = version.revisions.get()
    actions.publish(first, by=editor, at=NOW)
    second = actions.save_text(version, say("Second"), after=1, by=editor, at=NOW)
    actions.publish(second, by=editor, at=NOW + HOUR)

    actions.withdraw(version, by=editor, at=NOW + 2 * HOUR)

    assert live_title(version, NOW + 2 * HOUR) is None
    assert live_title(version, NOW + HOUR) == "Second"
    with pytest.raises(NotPossible):
        actions.withdraw(version, by=editor, at=NOW + 2 * HOUR)


def test_an_old_wording_is_brought_back_as_the_newest(version, editor):
    picture = PictureFactory()
    shown = Passage(kind=SectionKind.PICTURE, picture=picture, text="At the quay")
    actions.save_text(version, say("Second", shown), after=1, by=editor, at=NOW)
    actions.save_text(version, say("Third"), after=2, by=editor, at=NOW)

    back = actions.bring_back(version, 2, after=3, by=editor, at=NOW)

    assert (back.number, back.title) == (4, "Second")
    assert back.sections.get().picture == picture
    assert "2" in back.note
    with pytest.raises(NotPossible):
        actions.bring_back(version, 99, after=4, by=editor, at=NOW)


def test_opening_a_text_is_seen_by_others_until_it_is_saved(version, editor):
    actions.open_version(version, by=editor, at=NOW)
    version.refresh_from_db()
    assert (version.edited_by, version.edited_at) == (editor, NOW)

    actions.save_text(version, say(), after=1, by=editor, at=NOW)

    version.refresh_from_db()
    assert version.edited_by is None


def test_a_further_language_begins_with_the_first_one(version, editor):
    model = Content.of(version.revisions.get())

    added = actions.add_version(version.piece, language="fi", model=model, by=editor, at=NOW)

    assert Content.of(added.revisions.get()).title == model.title
    with pytest.raises(NotPossible):
        actions.add_version(version.piece, language="fi", model=model, by=editor, at=NOW)


def test_a_former_address_goes_on_leading_here(version, editor):
    piece = version.piece
    first = piece.slug
    actions.change_about(piece, About(slug="second", dated_on=piece.dated_on), by=editor, at=NOW)
    actions.change_about(piece, About(slug="third", dated_on=piece.dated_on), by=editor, at=NOW)

    assert moved_within(first) == piece
    assert moved_within("second") == piece
    with pytest.raises(NotPossible):
        actions.change_about(
            PieceFactory(programme=piece.programme), About(slug=first), by=editor, at=NOW
        )

    actions.change_about(piece, About(slug=first, dated_on=piece.dated_on), by=editor, at=NOW)

    assert set(FormerSlug.objects.values_list("slug", flat=True)) == {"second", "third"}


def test_what_a_text_is_about_is_changed_with_a_trace(version, editor):
    theme, place = ThemeFactory(), TerritoryFactory()
    about = About(slug=version.piece.slug, themes=(theme,), territories=(place,))

    actions.change_about(version.piece, about, by=editor, at=NOW)

    assert list(version.piece.themes.all()) == [theme]
    assert list(version.piece.territories.all()) == [place]
    assert Entry.objects.get(what="editorial.about_changed").changes["linked"]["themes"] == [
        [],
        [theme.pk],
    ]


def test_an_old_address_leads_to_one_text_only():
    piece = published().version.piece
    actions.add_old_address(piece, "/arkiv/article1-2.html")
    actions.add_old_address(piece, "/arkiv/article1-2.html")

    with pytest.raises(NotPossible):
        actions.add_old_address(PieceFactory(), "/arkiv/article1-2.html")


def test_only_those_who_write_for_the_programme_do_any_of_this(version):
    stranger = RoleFactory(kind="editor").person
    revision = version.revisions.get()
    for attempt in (
        lambda: actions.save_text(version, say(), after=1, by=stranger, at=NOW),
        lambda: actions.open_version(version, by=stranger, at=NOW),
        lambda: actions.publish(revision, by=stranger, at=NOW),
        lambda: actions.withdraw(version, by=stranger, at=NOW),
        lambda: actions.unschedule(version, by=stranger, at=NOW),
        lambda: actions.change_about(version.piece, About(slug="x"), by=stranger, at=NOW),
        lambda: actions.add_version(version.piece, language="fi", model=say(), by=stranger, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_versions_are_once_per_language():
    version = VersionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionFactory(piece=version.piece)
