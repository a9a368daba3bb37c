from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from samspill.audit.models import Entry as TrailEntry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.translated import Translated
from samspill.mailings.actions import begin_due
from samspill.mailings.models import Happening, Sending
from samspill.newsletters import actions
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Newsletter
from samspill.newsletters.queries import Content, Entry, said_in
from samspill.newsletters.rules import MOST_ENTRIES
from samspill.newsletters.tests.factories import (
    NOW,
    SECTION,
    content,
    followed_programme,
    follower,
    one_of_each,
    update_in,
    writer_of,
)
from samspill.organisations.choices import RoleKind
from samspill.outbox.models import Message
from samspill.outbox.tasks import address_due
from samspill.outbox.tests.factories import a_shift
from samspill.programmes.findable import put_programme
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory
from samspill.search.models import Findable
from samspill.worker import wire

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def programme():
    return followed_programme()


@pytest.fixture
def editor(programme):
    return writer_of(programme)


@pytest.fixture
def draft(programme, editor):
    """A draft with one of each thing in it."""
    return actions.begin(programme, content(*one_of_each(programme)), by=editor, at=NOW)


def kinds_in(newsletter):
    return [item.kind for item in newsletter.items.order_by("number")]


def test_a_draft_keeps_the_order_that_its_writer_chose(draft):
    assert kinds_in(draft) == ["gathering", "section", "update", "article"]


@pytest.mark.parametrize("kind", [RoleKind.COORDINATOR, RoleKind.FUNDER, RoleKind.AUDITOR])
def test_only_those_who_write_for_the_programme_begin_a_newsletter(programme, kind):
    with pytest.raises(NotPermitted):
        actions.begin(programme, content(), by=writer_of(programme, kind), at=NOW)


def test_the_editor_of_another_programme_changes_nothing(draft):
    stranger = writer_of(ProgrammeFactory())

    for deed in (
        lambda: actions.revise(draft, content(), revision=1, by=stranger, at=NOW),
        lambda: actions.send(draft, revision=1, by=stranger, at=NOW),
        lambda: actions.recall(draft, by=stranger, at=NOW),
        lambda: actions.send_trial(draft, language="en", by=stranger, at=NOW),
        lambda: actions.throw_away(draft, revision=1, by=stranger, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            deed()
    assert Newsletter.objects.get().revision == 1
    assert not Sending.objects.exists()


def test_who_runs_the_programme_above_writes_for_its_parts(programme):
    part = ProgrammeFactory(part_of=programme)

    begun = actions.begin(
        part, content(), by=writer_of(programme, RoleKind.PROGRAMME_MANAGER), at=NOW
    )

    assert begun.programme == part


def test_what_not_everybody_may_read_cannot_be_chosen(programme, editor):
    unsent = update_in(programme, published_at=None)

    with pytest.raises(NotPossible, match="no longer be read by everybody"):
        actions.begin(
            programme,
            content(Entry(kind=ItemKind.UPDATE, pk=unsent.pk)),
            by=editor,
            at=NOW,
        )
    assert not Newsletter.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Content(entries=(SECTION,)), "Write a title"),
        (content(*[SECTION] * (MOST_ENTRIES + 1)), "At most 30"),
        (content(SECTION, Entry(kind=ItemKind.SECTION)), "Number 2 is empty"),
        (content(themes=frozenset({10**8})), "of this programme"),
    ],
)
def test_what_cannot_be_saved_is_told_why(programme, editor, said, why):
    with pytest.raises(NotPossible, match=why):
        actions.begin(programme, said, by=editor, at=NOW)


def test_the_themes_of_other_programmes_cannot_be_written_to(programme, editor):
    with pytest.raises(NotPossible):
        actions.begin(programme, content(themes=frozenset({ThemeFactory().pk})), by=editor, at=NOW)


def test_who_saves_second_overwrites_nothing(draft, editor):
    mine = content(title=Translated(en="Mine"))
    actions.revise(draft, mine, revision=1, by=editor, at=NOW)

    with pytest.raises(NotPossible, match="Somebody else has changed"):
        actions.revise(draft, content(title=Translated(en="Theirs")), revision=1, by=editor, at=NOW)

    draft.refresh_from_db()
    assert draft.title == Translated(en="Mine")
    assert kinds_in(draft) == ["section"]
    assert draft.revision == 2


def test_a_draft_is_thrown_away_as_it_was_seen_and_what_stood_in_it_stays(draft, editor):
    with pytest.raises(NotPossible):
        actions.throw_away(draft, revision=7, by=editor, at=NOW)
    update = draft.items.get(kind="update").update

    actions.throw_away(draft, revision=1, by=editor, at=NOW)

    assert not Newsletter.objects.exists()
    update.refresh_from_db()
    assert TrailEntry.objects.filter(what="newsletters.thrown_away").count() == 1


def test_a_newsletter_goes_a_minute_after_it_was_sent_and_is_seen_from_then_on(draft, editor):
    actions.send(draft, revision=1, by=editor, at=NOW)

    draft.refresh_from_db()
    sending = Sending.objects.get(key=f"newsletter:{draft.pk}")
    assert draft.published_at == sending.goes_at == NOW + timedelta(seconds=60)
    assert not Newsletter.objects.visible_to(AnonymousUser(), at=NOW).exists()
    assert Newsletter.objects.visible_to(AnonymousUser(), at=LATER).get() == draft


def test_what_was_sent_stays_as_it_was_when_what_it_names_changes(draft, editor):
    actions.send(draft, revision=1, by=editor, at=NOW)
    update = draft.items.get(kind="update").update
    update.title = Translated(en="Another title since")
    update.save()

    said = said_in(draft, at=LATER)

    assert [each.kind for each in said] == ["gathering", "section", "update", "article"]
    assert said[2].title["en"] == "Three vans are on the road"
    assert said[2].paths["sv"].startswith("/sv/")


def test_each_follower_gets_one_mail_in_their_language_when_its_moment_has_come(draft, editor):
    programme = draft.programme
    follower(programme.interest_list, language="fi", address="fi@people.example")
    both = follower(programme.interest_list, address="both@people.example")
    theme = programme.themes.get()
    theirs = {"interest_list": theme.interest_list, "subscriber": both.subscriber}
    type(both).objects.create(
        **theirs, status="confirmed", handle="two", asked_at=NOW, confirmed_at=NOW
    )
    follower(theme.interest_list, language="nb", address="theme@people.example")
    said = content(themes=frozenset({theme.pk}))
    actions.revise(draft, said, revision=1, by=editor, at=NOW)
    actions.send(draft, revision=2, by=editor, at=NOW)

    assert begin_due(at=NOW + timedelta(seconds=59)) == 0
    assert begin_due(at=LATER) == 1
    wire()
    address_due(a_shift())

    copies = Message.objects.filter(letter__kind="newsletters.newsletter")
    assert dict(copies.values_list("to", "language")) == {
        "fi@people.example": "fi",
        "both@people.example": "en",
        "theme@people.example": "nb",
    }
    assert Happening.objects.get().kind == "newsletter"


def test_what_is_taken_back_in_time_is_a_draft_again_with_all_that_was_in_it(draft, editor):
    follower(draft.programme.interest_list)
    actions.send(draft, revision=1, by=editor, at=NOW)

    actions.recall(draft, by=editor, at=NOW + timedelta(seconds=30))

    assert draft.published_at is None
    assert kinds_in(draft) == ["gathering", "section", "update", "article"]
    assert draft.items.get(kind="update").title == Translated()
    assert draft.items.get(kind="section").title == SECTION.title
    assert not Findable.objects.filter(kind="newsletter").exists()
    assert begin_due(at=LATER) == 0
    actions.send(draft, revision=1, by=editor, at=LATER)
    assert begin_due(at=LATER + timedelta(minutes=2)) == 1


def test_what_has_gone_cannot_be_taken_back(draft, editor):
    actions.send(draft, revision=1, by=editor, at=NOW)
    begin_due(at=LATER)

    with pytest.raises(NotPossible):
        actions.recall(draft, by=editor, at=LATER)

    draft.refresh_from_db()
    assert draft.published_at is not None


def test_a_draft_is_on_no_way_to_take_it_back_from(draft, editor):
    with pytest.raises(NotPossible, match="nothing to stop"):
        actions.recall(draft, by=editor, at=NOW)


def test_it_goes_at_a_moment_to_come_and_at_none_that_has_passed(draft, editor):
    with pytest.raises(NotPossible):
        actions.send(draft, revision=1, goes_at=NOW - timedelta(hours=1), by=editor, at=NOW)
    moment = NOW + timedelta(days=2)

    actions.send(draft, revision=1, goes_at=moment, by=editor, at=NOW)

    draft.refresh_from_db()
    assert draft.published_at == moment


def test_only_what_somebody_has_seen_is_sent_and_once(draft, editor):
    with pytest.raises(NotPossible, match="A colleague has changed"):
        actions.send(draft, revision=2, by=editor, at=NOW)
    actions.send(draft, revision=1, by=editor, at=NOW)

    with pytest.raises(NotPossible, match="on its way"):
        actions.send(draft, revision=1, by=editor, at=NOW)
    with pytest.raises(NotPossible, match="on its way"):
        actions.revise(draft, content(), revision=1, by=editor, at=NOW)
    with pytest.raises(NotPossible, match="on its way"):
        actions.throw_away(draft, revision=1, by=editor, at=NOW)
    assert Sending.objects.count() == 1


def test_what_readers_can_no_longer_see_keeps_a_newsletter_from_going(draft, editor):
    gathering = draft.items.get(kind="gathering").gathering
    gathering.cancelled_at = NOW
    gathering.save()

    with pytest.raises(NotPossible, match="no longer be read by everybody"):
        actions.send(draft, revision=1, by=editor, at=NOW)
    assert not Sending.objects.exists()


def test_an_empty_newsletter_does_not_go(programme, editor):
    empty = actions.begin(programme, Content(title=Translated(en="Empty")), by=editor, at=NOW)

    with pytest.raises(NotPossible, match="Put something"):
        actions.send(empty, revision=1, by=editor, at=NOW)


def test_nothing_goes_before_the_programme_can_be_seen(programme, editor, draft):
    programme.published_at = None
    programme.save()
    draft.refresh_from_db()

    with pytest.raises(NotPossible, match="Publish the programme"):
        actions.send(draft, revision=1, by=editor, at=NOW)


def test_what_mail_programs_would_cut_does_not_go(programme, editor):
    long = Entry(
        kind=ItemKind.SECTION, title=SECTION.title, text=Translated(en="A long word. " * 9000)
    )
    draft = actions.begin(programme, content(long), by=editor, at=NOW)

    with pytest.raises(NotPossible, match="longer than mail programs show"):
        actions.send(draft, revision=1, by=editor, at=NOW)

    draft.refresh_from_db()
    assert draft.published_at is None
    with pytest.raises(NotPossible, match="longer than mail programs show"):
        actions.send_trial(draft, language="en", by=editor, at=NOW)


def test_a_test_goes_to_its_writer_alone_and_shows_what_readers_will_get(draft, editor):
    follower(draft.programme.interest_list)

    actions.send_trial(draft, language="nb", by=editor, at=NOW)

    message = Message.objects.get()
    assert message.to == editor.email
    assert "Vår i programmet" in message.wording.subject
    assert "Vi begynner i juni." in message.wording.text
    draft.refresh_from_db()
    assert draft.published_at is None


def test_it_is_found_by_its_own_words_from_its_moment_on(draft, editor):
    assert not Findable.objects.filter(kind="newsletter").exists()

    put_programme(draft.programme, at=NOW)
    actions.send(draft, revision=1, by=editor, at=NOW)

    found = Findable.objects.get(kind="newsletter")
    assert found.open_from == found.shown_from == NOW + timedelta(seconds=60)
    with translation.override("en"):
        assert "Spring in the programme" in str(found.content.texts)
