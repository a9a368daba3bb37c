"""Articles and guides are found by what readers are shown, from the moment on when they are."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samspill.core.translated import Translated
from samspill.editorial import actions
from samspill.editorial.actions import About
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.findable import SOURCES, put_piece
from samspill.editorial.models import Piece
from samspill.editorial.queries import Passage, key_of_drafts
from samspill.editorial.tests.factories import draft, editor_of, published, say
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.organisations.tests.factories import TerritoryFactory
from samspill.portal.searching import answer, keys_of
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory
from samspill.search.actions import rebuild
from samspill.search.choices import Facet
from samspill.search.models import Findable
from samspill.search.queries import Question, find
from samspill.search.things import register

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=2)


def hits(text, *, keys=(), at=NOON, **more):
    return find(Question(text=text, **more), keys=keys, at=at).hits


def titles(text, **more):
    return [hit.title.plain for hit in hits(text, **more)]


@pytest.fixture
def programme():
    return ProgrammeFactory(published_at=NOON - timedelta(days=300))


@pytest.fixture
def editor(programme):
    return editor_of(programme)


@pytest.fixture
def version(programme, editor):
    """Begin an article as an editor does."""
    return actions.create_piece(
        programme,
        genre=Genre.ARTICLE,
        language="nb",
        content=say("Snøfreser uten eksos", lead="Den går på strøm."),
        about=About(slug="snofreser"),
        by=editor,
        at=NOON,
    )


def save(version, title, editor, *, at=NOON):
    newest = version.revisions.order_by("-number").first()
    return actions.save_text(version, say(title), after=newest.number, by=editor, at=at)


def newest(version):
    return version.revisions.order_by("-number").first()


def test_a_draft_is_found_by_those_who_write_and_leads_to_its_preview(version, editor):
    (hit,) = hits("snøfresere", keys=keys_of(editor, at=NOON))

    assert titles("snøfresere") == []
    assert answer(hit).href.endswith("/editing/snofreser/nb/preview/")


def test_once_published_everybody_finds_it_by_an_inflected_word(version, editor):
    actions.publish(newest(version), by=editor, at=NOON)

    (hit,) = hits("snøfresernes")
    assert answer(hit).href.endswith("/archive/2026/snofreser/")
    assert answer(hit).day == date(2026, 5, 4)
    assert titles("eksos") == titles("strøm") == ["Snøfreser uten eksos"]


def test_what_is_to_be_published_later_is_found_from_then_on_without_any_job(version, editor):
    actions.publish(newest(version), when=LATER, by=editor, at=NOON)
    before = LATER - timedelta(seconds=1)

    assert (titles("snøfreser"), titles("snøfreser", at=before)) == ([], [])
    assert titles("snøfreser", at=LATER) == ["Snøfreser uten eksos"]
    keys = keys_of(editor, at=NOON)
    assert len(titles("snøfreser", keys=keys)) == len(titles("snøfreser", keys=keys, at=LATER)) == 1

    actions.unschedule(version, by=editor, at=NOON)
    assert titles("snøfreser", at=LATER) == []


def test_a_correction_that_waits_takes_the_place_of_the_text_when_its_moment_comes(version, editor):
    actions.publish(newest(version), by=editor, at=NOON)
    actions.publish(save(version, "Fresemaskin", editor), when=LATER, by=editor, at=NOON)

    assert (titles("snøfreser"), titles("fresemaskin")) == (["Snøfreser uten eksos"], [])
    assert (titles("snøfreser", at=LATER), titles("fresemaskin", at=LATER)) == ([], ["Fresemaskin"])

    register(SOURCES)
    rebuild(at=LATER)
    assert titles("fresemaskin", at=LATER) == ["Fresemaskin"]
    assert Findable.objects.filter(kind="article").count() == 1


def test_without_the_end_of_a_state_both_wordings_would_be_found(version, editor):
    """The guard turned off: this is why a state ends when the next begins."""
    actions.publish(newest(version), by=editor, at=NOON)
    actions.publish(save(version, "Fresemaskin", editor), when=LATER, by=editor, at=NOON)
    Findable.objects.update(shown_until=None)

    assert len(titles("fresemaskin", at=LATER) + titles("snøfreser", at=LATER)) == 2


def test_what_is_saved_and_not_published_is_found_by_nobody(version, editor):
    actions.publish(newest(version), by=editor, at=NOON)
    save(version, "Hemmelig maskin", editor)

    assert titles("hemmelig", keys=keys_of(editor, at=NOON)) == []
    assert titles("snøfreser") == ["Snøfreser uten eksos"]


def test_what_is_taken_down_is_found_no_longer(version, editor):
    actions.publish(newest(version), by=editor, at=NOON)
    actions.withdraw(version, by=editor, at=NOON)

    assert titles("snøfreser") == []
    assert titles("snøfreser", keys=keys_of(editor, at=NOON)) == ["Snøfreser uten eksos"]


def test_a_text_is_one_answer_in_the_language_of_the_reader(version, editor):
    actions.publish(newest(version), by=editor, at=NOON)
    swedish = actions.add_version(
        version.piece, language="sv", model=say("Snöslunga utan avgaser"), by=editor, at=NOON
    )
    assert titles("snöslunga") == []

    actions.publish(newest(swedish), by=editor, at=NOON)

    assert titles("snöslunga", language="sv") == ["Snöslunga utan avgaser"]
    assert titles("snøfreser", language="sv") == ["Snöslunga utan avgaser"]
    assert find(Question(narrowed={Facet.LANGUAGE: "sv"}), keys=(), at=NOON).total == 1


def test_it_is_found_by_what_it_is_about_and_where(version, editor):
    actions.publish(newest(version), by=editor, at=NOON)
    theme = ThemeFactory(name=Translated(nb="Vinterdrift"), slug="vinter")
    place = TerritoryFactory(name=Translated(nb="Trolldalen"))
    secret = InitiativeFactory(title=Translated(nb="Hemmeligheten"), published_at=None)
    about = About(
        slug="ny-adresse",
        dated_on=date(2025, 1, 2),
        themes=(theme,),
        territories=(place,),
        initiatives=(secret,),
    )
    actions.change_about(Piece.objects.get(), about, by=editor, at=NOON)

    (hit,) = hits("vinterdrift")
    assert answer(hit).href.endswith("/archive/2025/ny-adresse/")
    assert len(titles("trolldalen")) == 1
    assert titles("hemmeligheten", keys=keys_of(editor, at=NOON)) == []
    assert find(Question(narrowed={Facet.THEME: "vinter"}), keys=(), at=NOON).total == 1


def test_quotations_and_whoever_said_them_are_found():
    told = say(
        "Sak", Passage(kind=SectionKind.QUOTATION, text="Vi fikk hjelp.", attribution="Ordføreren")
    )
    revision = published(content=told, language="nb")
    put_piece(revision.version.piece, at=NOON)

    assert titles("ordfører") == titles("hjelpen") == ["Sak"]


def test_guides_are_found_as_guides(programme):
    revision = published(
        content=say("Slik måler du støy"), piece__programme=programme, piece__genre=Genre.GUIDE
    )
    put_piece(revision.version.piece, at=NOON)

    (hit,) = hits("støy")
    assert hit.kind.value == "guide"


def test_the_key_to_drafts_is_held_by_those_who_write_for_the_programme(programme, editor):
    draft(piece__programme=programme)
    stranger = editor_of(ProgrammeFactory())

    assert key_of_drafts(programme.pk) in keys_of(editor, at=NOON)
    assert key_of_drafts(programme.pk) not in keys_of(stranger, at=NOON)
