"""Between publishing an article and mailing it to those who follow, there is a minute to stop it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samspill.audit.models import Entry
from samspill.core.errors import NotPossible
from samspill.editorial import actions
from samspill.editorial.tests.factories import NOW, VersionFactory, draft, receivers, say
from samspill.mailings.models import Happening, Sending
from samspill.mailings.tests.letters import newest, read
from samspill.worker import wire

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def version(undated):
    return undated


@pytest.fixture
def editor(its_editor):
    return its_editor


def test_nobody_is_told_before_the_time_to_undo_has_passed(version, editor, reader):
    actions.publish(draft(version), by=editor, at=NOW)
    actions.tell_of_those_whose_moment_has_come(at=NOW + SECOND)

    assert receivers(at=NOW + MINUTE - SECOND) == []
    assert receivers(at=NOW + MINUTE) == [reader.subscriber.address]
    assert Happening.objects.get().happened_at == NOW + MINUTE


def test_what_is_stopped_is_told_to_nobody_and_goes_on_being_shown(version, editor, reader):
    newest = draft(version)
    actions.publish(newest, by=editor, at=NOW)

    actions.stop(version.piece, by=editor, at=NOW + SECOND)
    actions.tell_of_those_whose_moment_has_come(at=NOW + MINUTE)

    assert receivers() == []
    assert version.revisions.live(at=NOW + HOUR).get() == newest
    assert Entry.objects.filter(what="editorial.telling_stopped").count() == 1
    with pytest.raises(NotPossible, match="Nothing is waiting"):
        actions.stop(version.piece, by=editor, at=NOW + MINUTE)


def test_what_was_stopped_is_told_when_it_is_published_once_more(version, editor, reader):
    actions.publish(draft(version), by=editor, at=NOW)
    actions.stop(version.piece, by=editor, at=NOW + SECOND)
    corrected = actions.save_text(version, say("Corrected"), after=1, by=editor, at=NOW + SECOND)

    actions.publish(corrected, by=editor, at=NOW + MINUTE)

    assert receivers(at=NOW + 2 * MINUTE) == [reader.subscriber.address]
    assert read(newest()).subject == "New article: Corrected"


def test_what_was_stopped_is_told_at_the_moment_chosen_for_a_correction(version, editor, reader):
    actions.publish(draft(version), by=editor, at=NOW)
    actions.stop(version.piece, by=editor, at=NOW + SECOND)
    corrected = actions.save_text(version, say("Corrected"), after=1, by=editor, at=NOW + SECOND)
    actions.publish(corrected, when=NOW + HOUR, by=editor, at=NOW + MINUTE)

    for minutes in range(0, 90, 10):
        actions.tell_of_those_whose_moment_has_come(at=NOW + minutes * MINUTE)

    assert Happening.objects.get().happened_at == NOW + HOUR
    assert receivers() == [reader.subscriber.address]


def test_what_is_corrected_within_the_minute_is_told_as_corrected_and_once(version, editor, reader):
    actions.publish(draft(version), by=editor, at=NOW)
    corrected = actions.save_text(version, say("Corrected"), after=1, by=editor, at=NOW)
    actions.publish(corrected, by=editor, at=NOW + MINUTE / 2)

    assert receivers(at=NOW + MINUTE) == []
    assert receivers() == [reader.subscriber.address]
    assert read(newest()).subject == "New article: Corrected"


def test_what_is_taken_down_within_the_minute_is_told_in_the_languages_that_are_left(
    version, editor, reader
):
    norwegian = VersionFactory(piece=version.piece, language="nb")
    for each, title in ((version, "A ferry"), (norwegian, "En ferge")):
        actions.publish(draft(each, say(title)), by=editor, at=NOW)
    actions.withdraw(version, by=editor, at=NOW + SECOND)

    assert receivers(at=NOW + 2 * MINUTE) == [reader.subscriber.address]
    assert read(newest()).subject == "New article: En ferge"


def test_what_is_taken_down_within_the_minute_is_told_to_nobody(version, editor, reader):
    actions.publish(draft(version), by=editor, at=NOW)
    actions.withdraw(version, by=editor, at=NOW + SECOND)

    assert receivers() == []
    assert Sending.objects.get().recalled_at == NOW + SECOND


def test_what_is_no_longer_shown_at_its_moment_is_told_to_nobody(version, editor, reader):
    wire()
    actions.publish(draft(version), by=editor, at=NOW)
    version.revisions.update(withdrawn_at=NOW + SECOND)

    assert receivers() == []
    assert Sending.objects.get().recalled_at is not None


def test_the_page_lets_its_writer_stop_it(client, version, editor, reader):
    newest = draft(version)
    page = reverse("editorial:preview", args=[version.piece.slug, version.language])
    client.force_login(editor)

    published = client.post(page, {"do": "publish", "revision": newest.number}, follow=True)
    stopped = client.post(page, {"do": "stop", "revision": newest.number}, follow=True)

    assert 'value="stop"' in published.content.decode()
    assert "Stopped. Nobody is told of it" in stopped.content.decode()
    assert 'value="stop"' not in stopped.content.decode()
