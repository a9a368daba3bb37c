"""Updates: written, announced once, in each reader's language, to those with a right to them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse_lazy

from samspill.audit.models import Entry
from samspill.core.errors import NotPossible
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.mailings.actions import (
    announce,
    draft_update,
    end,
    erase,
    revise_update,
    withdraw_draft,
)
from samspill.mailings.models import Update
from samspill.mailings.queries import count_followers, drafts_of
from samspill.mailings.tests.factories import (
    InterestListFactory,
    SubscriptionFactory,
    UpdateFactory,
)
from samspill.mailings.tests.letters import begin_all, newest, read
from samspill.outbox.models import Letter, Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=60)
TITLE = Translated(nb="Tre varebiler", en="Three vans")
BODY = Translated(nb="De er her.", en="They are here.")


def decided(update, **changes):
    """Decide to announce an update, as a facilitator does."""
    given = {
        "link": "/en/updates/1/",
        "short_title": Translated(en="Delivery", nb="Levering"),
        "reply_to": "facilitator@kommune.example",
        "by": "person:1",
        "at": NOON,
        **changes,
    }
    return announce(update, **given)


def announced(update, **changes):
    """Announce an update, and let it go: say to how many."""
    decided(update, **changes)
    return begin_all(at=LATER)


def test_a_draft_is_seen_by_its_writers_only():
    interest_list = InterestListFactory()

    draft = draft_update(interest_list, title=TITLE, body=BODY, by="person:1", at=NOON)

    assert drafts_of(interest_list) == [draft]
    assert not Update.objects.visible_to(None, at=NOON).exists()
    assert Entry.objects.get().what == "mailings.update_drafted"


def test_revising_never_overwrites_what_somebody_else_has_written():
    draft = UpdateFactory()
    revise_update(draft, revision=1, title=TITLE, body=BODY, by="person:2", at=NOON)

    with pytest.raises(NotPossible, match="Somebody else"):
        revise_update(
            draft, revision=1, title=Translated(en="Mine"), body=BODY, by="person:1", at=NOON
        )

    draft.refresh_from_db()
    assert (draft.title, draft.revision, draft.written_by) == (TITLE, 2, "person:2")


def test_a_published_update_is_not_revised_or_withdrawn():
    update = UpdateFactory()
    announced(update)

    with pytest.raises(NotPossible, match="published already"):
        revise_update(update, revision=1, title=TITLE, body=BODY, by="person:1", at=NOON)
    with pytest.raises(NotPossible, match="published already"):
        withdraw_draft(update, by="person:1", at=NOON)


def test_a_draft_can_be_withdrawn():
    withdraw_draft(UpdateFactory(), by="person:1", at=NOON)

    assert not Update.objects.exists()
    assert Entry.objects.get().what == "mailings.update_withdrawn"


def test_an_update_goes_to_confirmed_followers_of_its_list():
    update = UpdateFactory()
    follower = SubscriptionFactory(interest_list=update.interest_list)
    SubscriptionFactory(interest_list=update.interest_list, pending=True)
    SubscriptionFactory(interest_list=update.interest_list, ended=True)
    SubscriptionFactory()

    assert announced(update) == 1

    assert Message.objects.get().to == follower.subscriber.address
    update.refresh_from_db()
    assert update.published_at == LATER
    assert update.letter == Letter.objects.get()


def test_an_update_is_announced_once():
    update = UpdateFactory()
    SubscriptionFactory(interest_list=update.interest_list)
    seen_by_another = Update.objects.get(pk=update.pk)
    announced(update)

    with pytest.raises(NotPossible, match="published already"):
        announced(update)
    with pytest.raises(NotPossible, match="published already"):
        announced(seen_by_another)

    assert Message.objects.count() == 1


def test_only_what_the_publisher_has_seen_is_announced():
    seen = UpdateFactory()
    revise_update(Update.objects.get(), revision=1, title=TITLE, body=BODY, by="person:2", at=NOON)

    with pytest.raises(NotPossible, match="Somebody else"):
        announced(seen)

    assert not Update.objects.exclude(published_at=None).exists()


@pytest.mark.parametrize("missing", ["title", "body"])
def test_an_update_without_title_or_text_is_refused(missing):
    with pytest.raises(NotPossible, match="Write a title"):
        announced(UpdateFactory(**{missing: Translated()}))


def test_an_update_without_followers_is_published_and_mailed_to_nobody():
    assert announced(UpdateFactory()) == 0
    assert not Message.objects.exists()
    assert Update.objects.visible_to(None, at=LATER).exists()


def test_each_reader_gets_the_mail_in_their_own_language():
    update = UpdateFactory()
    for language in ("en", "nb", "fi"):
        SubscriptionFactory(interest_list=update.interest_list, subscriber__language=language)

    announced(update, link=reverse_lazy("mailings:confirm", args=["x"]))

    wordings = {each.language: each for each in Letter.objects.get().wordings.all()}
    assert set(wordings) == set(LANGUAGES)  # readers may choose another until it goes
    assert wordings["nb"].subject == "Levering: Tre varebiler er på veien"
    assert wordings["en"].subject == "Delivery: Three vans are on the road"
    assert "/nb/folg/" in wordings["nb"].text
    assert "/en/follow/" in wordings["en"].text
    assert "/fi/seuraa/" in wordings["fi"].text


def test_a_reader_is_told_when_a_text_exists_only_in_another_language():
    update = UpdateFactory(title=Translated(nb="Nytt"), body=Translated(nb="Alt går bra."))
    SubscriptionFactory(interest_list=update.interest_list)

    announced(update)

    mail = read(newest())
    assert "This text exists only in Norwegian" in mail.flat
    assert "Alt går bra." in mail.text
    assert "This text exists only in Norwegian" in mail.html


def test_the_mail_reads_well_and_has_a_way_out():
    update = UpdateFactory()
    subscription = SubscriptionFactory(interest_list=update.interest_list)
    announced(update)

    mail = read(newest())

    unsubscribe = f"http://localhost:8000/en/follow/unsubscribe/{subscription.handle}/"
    assert mail.headers["List-Unsubscribe"] == f"<{unsubscribe}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.headers["Reply-To"] == "facilitator@kommune.example"
    assert mail.headers["List-Id"].endswith(".lists.samspill.example>")
    assert "They deliver" in mail.text
    assert "You get this e-mail because you follow “Emission-free delivery”." in mail.flat
    assert mail.link_after("Stop following") == unsubscribe
    assert mail.link_after("Read the update on the site") == "http://localhost:8000/en/updates/1/"
    assert "<strong>every</strong>" in mail.html
    assert f'href="{unsubscribe}"' in mail.html
    assert "%%" not in mail.text + mail.html


@pytest.mark.parametrize("leave", [end, erase])
def test_whoever_has_left_before_the_mail_is_sent_gets_none(leave):
    subscription = SubscriptionFactory()
    announced(UpdateFactory(interest_list=subscription.interest_list))
    message = newest()

    leave(subscription.handle, at=NOON)

    message.refresh_from_db()
    assert read(message) is None


def test_followers_are_counted_by_language():
    interest_list = InterestListFactory()
    SubscriptionFactory.create_batch(2, interest_list=interest_list, subscriber__language="fi")
    SubscriptionFactory(interest_list=interest_list)
    SubscriptionFactory(interest_list=interest_list, pending=True, subscriber__language="da")

    assert count_followers(interest_list) == {"en": 1, "fi": 2}


def test_announcing_takes_as_many_queries_for_five_as_for_one():
    announced(UpdateFactory())  # the first entry of the trail begins its chain
    spent = []
    for size in (1, 5):
        update = UpdateFactory()
        SubscriptionFactory.create_batch(size, interest_list=update.interest_list)
        with CaptureQueriesContext(connection) as queries:
            announced(update)
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_a_digest_tells_an_update_as_prose():
    body = Translated(en="We ask:\n\n- Must we buy?\n- Can we [share](https://kommune.example/)?")

    sending = decided(UpdateFactory(title=TITLE, body=body))

    assert str(sending.summary) == "We ask: Must we buy? Can we share?"
