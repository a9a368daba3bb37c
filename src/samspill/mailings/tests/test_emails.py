"""The mails of interest lists, as their readers see them."""

from datetime import UTC, datetime

import pytest

from samspill.core.email_addresses import key_of
from samspill.core.translated import Translated
from samspill.mailings import emails
from samspill.mailings.actions import ask, confirm, silence
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import newest, read, secret_of
from samspill.outbox.models import Message, Wording

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
KARI = "kari@kommune.example"


def test_the_confirmation_mail_tells_who_what_and_how():
    ask(InterestListFactory(), address=KARI, language="en", at=NOON)
    message = newest()

    mail = read(message)

    assert mail.subject == "Confirm that you want to follow Emission-free delivery"
    assert "has asked for news about “Emission-free delivery”" in mail.flat
    assert mail.link_after("Open the page to confirm") == message.personal["confirm"]
    assert "/en/follow/confirm/" in message.personal["confirm"]
    assert mail.link_after("Do not write to me again") == message.personal["silence"]
    assert "If it was not you, do nothing" in mail.text
    assert "List-Unsubscribe" not in mail.headers


def test_the_secret_stands_in_nothing_that_is_kept_after_sending():
    ask(InterestListFactory(), address=KARI, language="en", at=NOON)

    secret = secret_of(newest())

    wording = Wording.objects.get()
    assert secret not in wording.text + wording.html + wording.letter.key


def test_the_links_of_a_mail_are_in_the_readers_language():
    ask(InterestListFactory(), address=KARI, language="nb", at=NOON)

    assert "/nb/folg/bekreft/" in newest().personal["confirm"]
    assert newest().wording.subject.endswith("Utslippsfri levering")


def test_the_receipt_tells_how_to_leave():
    ask(InterestListFactory(), address=KARI, language="en", at=NOON)
    subscription = confirm(secret_of(newest()), at=NOON)

    mail = read(newest())

    assert mail.subject == "You follow Emission-free delivery"
    assert "Nordic Buyers is responsible for your address" in mail.flat
    assert mail.link_after("Stop following").endswith(f"/{subscription.handle}/")
    preferences = mail.link_after("Choose how often, pause, or see what you follow")
    assert preferences.endswith(f"/en/follow/preferences/{subscription.handle}/")


def test_a_title_never_becomes_a_link_or_markup():
    hostile = "<a href=https://evil.example>win</a> https://evil.example"
    interest_list = InterestListFactory(title=Translated(en=hostile))
    ask(interest_list, address=KARI, language="en", at=NOON)

    mail = read(newest())

    assert 'href="https://evil.example' not in mail.html
    assert "<a href=https://evil" not in mail.html


def test_a_confirmation_mail_is_dropped_if_its_reader_has_asked_for_silence():
    ask(InterestListFactory(), address=KARI, language="en", at=NOON)
    message = newest()
    key = message.letter.key

    silence(key_of(KARI), at=NOON)

    message = Message.objects.get(letter__key=key)
    assert message.dropped_at == NOON
    assert read(message) is None


def test_whoever_follows_already_gets_a_way_out_and_no_button():
    subscription = SubscriptionFactory(subscriber__address=KARI)
    ask(subscription.interest_list, address=KARI, language="en", at=NOON)

    mail = read(newest())

    assert "You follow it already" in mail.flat
    assert "/confirm/" not in mail.text
    assert mail.link_after("Stop following").endswith(f"/{subscription.handle}/")


def test_many_copies_are_decided_about_as_each_is():
    following, left = SubscriptionFactory(), SubscriptionFactory(ended=True)
    copies = [
        Message(pk=number, language="sv", reference=f"subscription:{pk}")
        for number, pk in enumerate([following.pk, left.pk, left.pk + 1000])
    ]

    together = emails.personal_in_updates(copies)

    assert together == {each.pk: emails.personal_in_update(each) for each in copies}
    assert "/sv/" in together[0]["unsubscribe"]
    assert [together[1], together[2]] == [None, None]
