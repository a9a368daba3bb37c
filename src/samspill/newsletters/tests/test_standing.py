"""What is taken down after somebody decided to send: nobody gets it, and nobody is shown it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samspill.audit.models import Entry as TrailEntry
from samspill.core import clock
from samspill.core.translated import Translated
from samspill.editorial.models import Revision
from samspill.editorial.tests.factories import published, say
from samspill.mailings.actions import begin_due, choose_rhythm, write_digests
from samspill.mailings.choices import Rhythm
from samspill.mailings.models import Happening, Sending
from samspill.newsletters import actions
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.queries import Entry, said_in
from samspill.newsletters.tests.factories import (
    content,
    followed_programme,
    follower,
    one_of_each,
    writer_of,
)
from samspill.outbox.models import Letter, Message
from samspill.search.models import Content, Findable
from samspill.worker import wire

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def programme():
    wire()
    programme = followed_programme()
    follower(programme.interest_list)
    return programme


@pytest.fixture
def editor(programme):
    return writer_of(programme)


@pytest.fixture
def sent_at():
    return clock.now() - HOUR


@pytest.fixture
def waiting(programme, editor, sent_at):
    """A newsletter with one of each thing in it, decided and not yet gone."""
    draft = actions.begin(programme, content(*one_of_each(programme)), by=editor, at=sent_at)
    actions.send(draft, revision=1, by=editor, at=sent_at)
    return draft


def take_down_article(newsletter, at):
    piece = newsletter.items.get(kind="article").piece
    Revision.objects.filter(version__piece=piece).update(withdrawn_at=at)


def cancel_gathering(newsletter, at):
    gathering = newsletter.items.get(kind="gathering").gathering
    type(gathering).objects.filter(pk=gathering.pk).update(cancelled_at=at)


def take_down_update(newsletter, _at):
    update = newsletter.items.get(kind="update").update
    type(update).objects.filter(pk=update.pk).update(published_at=None)


def hide_programme(newsletter, _at):
    type(newsletter.programme).objects.filter(pk=newsletter.programme_id).update(published_at=None)


@pytest.mark.parametrize(
    "deed", [take_down_article, cancel_gathering, take_down_update, hide_programme]
)
def test_a_newsletter_that_is_not_whole_at_its_moment_is_a_draft_again(waiting, sent_at, deed):
    deed(waiting, sent_at + timedelta(seconds=30))

    assert begin_due(at=sent_at + 2 * timedelta(minutes=1)) == 0

    waiting.refresh_from_db()
    assert waiting.published_at is None
    assert waiting.items.get(kind="article").title == Translated()
    assert not Happening.objects.exists()
    assert not Letter.objects.exists()
    assert not Findable.objects.filter(kind="newsletter").exists()
    assert Sending.objects.get().recalled_at is not None
    assert TrailEntry.objects.filter(what="newsletters.held_back").count() == 1


def test_a_newsletter_that_is_whole_goes(waiting, sent_at):
    assert begin_due(at=sent_at + 2 * timedelta(minutes=1)) == 1

    waiting.refresh_from_db()
    assert waiting.published_at is not None


def test_an_article_gone_in_one_language_holds_it_back(programme, editor, sent_at):
    version = published(content=say("Three counties buy"), piece__programme=programme).version
    published(content=say("Kolme maakuntaa ostaa"), piece=version.piece, language="fi")
    said = content(Entry(kind=ItemKind.ARTICLE, pk=version.piece_id))
    draft = actions.begin(programme, said, by=editor, at=sent_at)
    actions.send(draft, revision=1, by=editor, at=sent_at)
    Revision.objects.filter(version__language="fi").update(withdrawn_at=sent_at + HOUR / 120)

    assert "fi" not in said_in(draft, at=sent_at + HOUR)[0].title
    assert begin_due(at=sent_at + HOUR / 30) == 0


def test_its_writers_are_told_that_it_was_held_back_until_it_goes_again(
    client, waiting, editor, sent_at
):
    take_down_article(waiting, sent_at)
    begin_due(at=sent_at + HOUR / 30)
    client.force_login(editor)
    where = [waiting.programme.slug, waiting.pk]

    desk = client.get(reverse("newsletters:desk", args=where[:1])).content.decode()
    preview = client.get(reverse("newsletters:preview", args=where)).content.decode()
    sending = client.get(reverse("newsletters:sending", args=where)).content.decode()

    assert "It was held back when it was to go." in desk
    for page in (preview, sending):
        assert "Nobody has got it; it is a draft again." in page
    actions.revise(waiting, content(), revision=1, by=editor, at=clock.now())
    actions.send(waiting, revision=2, by=editor, at=clock.now())
    actions.recall(waiting, by=editor, at=clock.now())
    again = client.get(reverse("newsletters:desk", args=where[:1])).content.decode()
    assert "held back" not in again


def test_what_is_taken_down_after_it_was_sent_is_no_longer_shown(client, waiting, sent_at):
    begin_due(at=sent_at + HOUR / 30)
    path = waiting.items.get(kind="article").piece.get_absolute_url()
    before = client.get(waiting.get_absolute_url()).content.decode()
    take_down_article(waiting, sent_at + HOUR / 2)

    after = client.get(waiting.get_absolute_url()).content.decode()

    assert path in before
    assert "Three counties buy" in before
    assert path not in after
    assert "Three counties buy" not in after
    assert "What stood here is no longer shown." in after
    assert "Three vans" in after


def test_a_gathering_cancelled_after_it_was_sent_is_still_shown(client, waiting, sent_at):
    begin_due(at=sent_at + HOUR / 30)
    cancel_gathering(waiting, sent_at + HOUR / 2)

    assert "no longer shown" not in client.get(waiting.get_absolute_url()).content.decode()


def daily_reader_of(interest_list, at):
    subscription = follower(interest_list)
    choose_rhythm(subscription.handle, Rhythm.DAILY, at=at)
    return subscription.subscriber


def digest_of(reader, at):
    write_digests(at=at)
    return Message.objects.get(to=reader.address).wording.text


def test_a_digest_does_not_name_what_has_been_taken_down_since(programme, editor, sent_at):
    reader = daily_reader_of(programme.interest_list, sent_at - HOUR)
    said = content(*one_of_each(programme), lead=Translated())
    draft = actions.begin(programme, said, by=editor, at=sent_at)
    actions.send(draft, revision=1, by=editor, at=sent_at)
    begin_due(at=sent_at + HOUR / 30)
    take_down_article(draft, sent_at + HOUR / 2)

    digest = digest_of(reader, sent_at + 24 * HOUR)

    assert "Three counties buy" in str(Happening.objects.get().summary)
    assert "Three counties buy" not in digest
    assert "Three vans" in digest


def test_nobody_is_told_of_the_newsletter_of_a_hidden_programme(waiting, programme, sent_at):
    reader = daily_reader_of(programme.interest_list, sent_at - HOUR)
    begin_due(at=sent_at + HOUR / 30)
    hide_programme(waiting, sent_at)

    write_digests(at=sent_at + 24 * HOUR)

    assert not Message.objects.filter(to=reader.address).exists()


def test_what_has_been_chosen_is_found_by_itself_only(waiting, sent_at):
    begin_due(at=sent_at + HOUR / 30)

    told = Content.objects.filter(findable__kind="newsletter").values_list("texts", flat=True)

    assert str(waiting.title) in str(list(told))
    assert "Three counties buy" not in str(list(told))


@pytest.mark.usefixtures("waiting")
def test_who_turns_to_digests_while_it_is_addressed_gets_their_copy(programme):
    turns = follower(programme.interest_list)
    begin_due(at=clock.now())

    choose_rhythm(turns.handle, Rhythm.DAILY, at=clock.now())

    assert Message.objects.filter(to=turns.subscriber.address).count() == 1
