"""Those who follow are told of an article once, when it is first shown."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samspill.audit.models import Entry
from samspill.core.translated import Translated
from samspill.editorial import actions
from samspill.editorial.models import Piece
from samspill.editorial.queries import count_told
from samspill.editorial.tests.factories import (
    NOW,
    VersionFactory,
    draft,
    editor_of,
    published,
    receivers,
    say,
)
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.mailings.actions import choose_rhythm, write_digests
from samspill.mailings.choices import Rhythm
from samspill.mailings.models import Happening
from samspill.mailings.tests.factories import (
    InterestListFactory,
    SubscriberFactory,
    SubscriptionFactory,
)
from samspill.mailings.tests.letters import begin_all, newest, read
from samspill.organisations.tests.factories import TerritoryFactory
from samspill.outbox.actions import suppress, write_again
from samspill.outbox.choices import Cause
from samspill.programmes.tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def version(undated):
    return undated


@pytest.fixture
def editor(its_editor):
    return its_editor


def follow(interest_list, **reader):
    return SubscriptionFactory(interest_list=interest_list, confirmed_at=NOW - DAY, **reader)


def test_who_follows_articles_hears_of_a_new_one_with_its_lead_and_its_address(
    version, editor, reader
):
    actions.publish(draft(version).version.revisions.get(), by=editor, at=NOW)

    assert receivers() == [reader.subscriber.address]
    mail = read(newest())
    assert mail.subject == "New article: A greener way to buy"
    assert "Three counties buy together." in mail.flat
    assert Piece.objects.get().get_absolute_url() in mail.text
    assert "because you follow “All articles”" in mail.flat
    assert Entry.objects.get(what="editorial.published").changes["receivers"] == 1


def test_the_preview_says_how_many_are_told_at_once_until_they_have_been(
    client, version, editor, reader
):
    newest = draft(version)
    page = reverse("editorial:preview", args=[version.piece.slug, version.language])
    client.force_login(editor)
    assert "1 follower is told of it by e-mail." in client.get(page).content.decode()

    suppress(reader.subscriber.address, cause=Cause.BOUNCED, status="5.1.1", at=NOW)
    assert "told of it by e-mail" not in client.get(page).content.decode()
    write_again(reader.subscriber.address, by="operator", at=NOW)

    actions.publish(newest, by=editor, at=NOW)
    begin_all(at=NOW + MINUTE)
    version.refresh_from_db()
    assert count_told(version.piece, at=NOW) == 0


def test_an_article_of_an_archive_tells_nobody(version, reader):
    piece = version.piece
    assert count_told(piece, at=NOW) == 1

    piece.dated_on = date(2010, 1, 1)

    assert count_told(piece, at=NOW) == 0


def test_who_follows_what_it_is_about_hears_of_it_once(version, editor, reader):
    piece = version.piece
    about = {
        "initiatives": InitiativeFactory(),
        "themes": ThemeFactory(interest_list=InterestListFactory()),
        "territories": TerritoryFactory(interest_list=InterestListFactory()),
    }
    follows_both = SubscriberFactory()
    for name, owner in about.items():
        getattr(piece, name).add(owner)
        follow(owner.interest_list)
        follow(owner.interest_list, subscriber=follows_both)
    piece.programme.interest_list = InterestListFactory()
    piece.programme.save()
    follow(piece.programme.interest_list)
    SubscriptionFactory()

    actions.publish(draft(version), by=editor, at=NOW)

    assert len(receivers()) == 1 + 3 + 1 + 1
    assert receivers().count(follows_both.address) == 1


def test_what_is_scheduled_is_told_when_its_moment_has_come_and_once(version, editor, reader):
    actions.publish(draft(version), when=NOW + HOUR, by=editor, at=NOW)
    actions.tell_of_those_whose_moment_has_come(at=NOW + HOUR - timedelta(seconds=1))
    assert receivers() == []

    for later in (0 * HOUR, HOUR, DAY):
        actions.tell_of_those_whose_moment_has_come(at=NOW + HOUR + later)

    assert receivers() == [reader.subscriber.address]
    assert Happening.objects.get().happened_at == NOW + HOUR


def test_what_no_longer_waits_is_not_told(version, editor, reader):
    actions.publish(draft(version), when=NOW + HOUR, by=editor, at=NOW)
    actions.unschedule(version, by=editor, at=NOW)

    actions.tell_of_those_whose_moment_has_come(at=NOW + 2 * HOUR)

    assert receivers() == []


def test_a_worker_that_stood_still_for_a_day_makes_up_for_it(version, editor, reader):
    actions.publish(draft(version), when=NOW + HOUR, by=editor, at=NOW)

    actions.tell_of_those_whose_moment_has_come(at=NOW + DAY)

    assert receivers() == [reader.subscriber.address]


def test_neither_a_correction_nor_a_further_language_is_told(version, editor, reader):
    actions.publish(draft(version), by=editor, at=NOW)
    begin_all(at=NOW + MINUTE)
    corrected = actions.save_text(version, say("Corrected"), after=1, by=editor, at=NOW)
    actions.publish(corrected, by=editor, at=NOW + HOUR)
    other = VersionFactory(piece=version.piece, language="fi")
    actions.publish(draft(other), by=editor, at=NOW + 2 * HOUR)
    actions.withdraw(version, by=editor, at=NOW + 3 * HOUR)
    again = actions.save_text(version, say("Once more"), after=2, by=editor, at=NOW)
    actions.publish(again, by=editor, at=NOW + 4 * HOUR)
    actions.tell_of_those_whose_moment_has_come(at=NOW + 5 * HOUR)

    assert receivers() == [reader.subscriber.address]


def test_languages_with_one_moment_are_told_together(version, editor, reader):
    norwegian = VersionFactory(piece=version.piece, language="nb")
    for each, title in ((version, "A ferry"), (norwegian, "En ferge")):
        actions.publish(draft(each, say(title)), when=NOW + HOUR, by=editor, at=NOW)

    actions.tell_of_those_whose_moment_has_come(at=NOW + HOUR)

    assert Happening.objects.get().title == Translated(en="A ferry", nb="En ferge")


def test_neither_guides_nor_what_comes_from_an_archive_are_news(editor, reader):
    guide = draft(VersionFactory(piece__genre="guide"))
    old = draft(VersionFactory(piece__dated_on=date(2012, 3, 1)))
    for each in (guide, old):
        by = editor_of(each.version.piece.programme)
        actions.publish(each, by=by, at=NOW)
    published(at=NOW - 3 * DAY)

    actions.tell_of_those_whose_moment_has_come(at=NOW + HOUR)

    assert receivers() == []


def test_an_article_that_is_taken_down_is_in_nobodys_digest(version, editor, reader):
    choose_rhythm(reader.handle, Rhythm.DAILY, at=NOW)
    actions.publish(draft(version), by=editor, at=NOW)
    begin_all(at=NOW + MINUTE)
    actions.withdraw(version, by=editor, at=NOW + HOUR)

    write_digests(at=NOW + DAY)

    assert receivers() == []


def test_an_article_that_stays_is_in_the_digest(version, editor, reader):
    choose_rhythm(reader.handle, Rhythm.DAILY, at=NOW)
    actions.publish(draft(version), by=editor, at=NOW)
    begin_all(at=NOW + MINUTE)

    write_digests(at=NOW + DAY)

    assert "A greener way to buy" in read(newest()).flat
