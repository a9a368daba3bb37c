"""Asking to follow, and confirming."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection, connections
from django.utils import translation

from samspill.audit.models import Entry
from samspill.core.email_addresses import key_of
from samspill.core.errors import NotPossible
from samspill.core.languages import LANGUAGES
from samspill.mailings.actions import (
    ask,
    confirm,
    confirm_pending,
    end,
    silence,
)
from samspill.mailings.actions.moves import move
from samspill.mailings.choices import (
    CONSENTS,
    Channel,
    ConsentEvent,
    LinkState,
    SubscriptionStatus,
)
from samspill.mailings.models import ConfirmationToken, Consent, Subscriber, Subscription
from samspill.mailings.queries import find_link
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import newest, secret_of
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KARI = "kari@kommune.example"


def asked(interest_list=None, *, address=KARI, language="en", at=NOON):
    """Ask to follow, and return the secret that the address was sent."""
    ask(interest_list or InterestListFactory(), address=address, language=language, at=at)
    return secret_of(newest())


def test_asking_and_confirming_makes_a_follower():
    interest_list = InterestListFactory()

    secret = asked(interest_list)
    assert Subscription.objects.get().status == SubscriptionStatus.PENDING
    subscription = confirm(secret, at=NOON + HOUR)

    subscription.refresh_from_db()
    assert subscription.status == SubscriptionStatus.CONFIRMED
    assert subscription.confirmed_at == NOON + HOUR
    assert subscription.subscriber.address == KARI
    assert newest().letter.kind == "mailings.to_one"
    assert newest().wording.subject == "You follow Emission-free delivery"


def test_the_consent_is_kept_as_it_was_shown():
    confirm(asked(language="nb"), at=NOON + HOUR)

    first, second = Consent.objects.order_by("pk")
    assert (first.event, second.event) == (ConsentEvent.ASKED, ConsentEvent.CONFIRMED)
    assert (first.channel, second.channel) == (Channel.PAGE, Channel.MAIL_LINK)
    assert (first.at, second.at) == (NOON, NOON + HOUR)
    assert first.language == "nb"
    assert first.wording_version == "2"
    assert "Utslippsfri levering" in first.wording
    assert first.controller == "Nordic Buyers"
    assert first.address_key == key_of(KARI)


def test_the_consent_is_kept_in_the_language_in_which_it_was_shown():
    SubscriptionFactory(subscriber__address=KARI, subscriber__language="fi")
    interest_list = InterestListFactory()

    ask(interest_list, address=KARI, language="nb", at=NOON)

    consent = Consent.objects.get()
    assert consent.language == "nb"
    with translation.override("nb"):
        assert consent.wording == interest_list.consent


@pytest.mark.parametrize(
    ("key", "version"),
    [
        ("programme:lup", "2"),
        ("initiative:ferry", "2"),
        ("territory:norge", "1"),
        ("kind:article", "1"),
    ],
)
def test_the_consent_names_newsletters_where_they_come(key, version):
    interest_list = InterestListFactory(key=key)

    ask(interest_list, address=KARI, language="en", at=NOON)

    consent = Consent.objects.get()
    assert consent.wording_version == version
    assert ("newsletters" in consent.wording) is (version == "2")


def test_a_wording_that_was_shown_is_never_changed():
    """Somebody has agreed to these words: whoever wants others adds a version."""
    said = []
    for code in LANGUAGES:
        with translation.override(code):
            said.append(str(CONSENTS["1"]))

    assert sha256("|".join(said).encode()).hexdigest()[:16] == "0f91a4785269d4e4"


def test_the_caller_may_say_which_words_were_shown():
    ask(InterestListFactory(), address=KARI, language="en", at=NOON, wording="Yes, write to me.")

    assert Consent.objects.get().wording == "Yes, write to me."


def test_the_trail_knows_the_reader_by_a_digest_only():
    confirm(asked(), at=NOON)

    entries = Entry.objects.order_by("pk")
    assert [each.what for each in entries] == ["mailings.asked", "mailings.confirmed"]
    assert {each.by for each in entries} == {f"subscriber:{key_of(KARI)[:16]}"}


def test_a_link_is_kept_only_as_a_digest():
    secret = asked()

    token = ConfirmationToken.objects.get()
    assert len(secret) >= 43
    assert secret not in token.digest
    assert token.expires_at == NOON + timedelta(days=7)


def test_a_link_works_once():
    secret = asked()
    confirm(secret, at=NOON)

    with pytest.raises(NotPossible, match="already follow"):
        confirm(secret, at=NOON)

    assert Consent.objects.filter(event=ConsentEvent.CONFIRMED).count() == 1


def test_a_button_pressed_elsewhere_meanwhile_counts_once():
    secret = asked()
    seen_before = find_link(secret, at=NOON).subscription
    confirm(secret, at=NOON)

    with pytest.raises(NotPossible, match="changed elsewhere"):
        move(seen_before, to=SubscriptionStatus.CONFIRMED, confirmed_at=NOON)


def test_a_link_expires_after_seven_days():
    secret = asked()

    with pytest.raises(NotPossible, match="seven days"):
        confirm(secret, at=NOON + timedelta(days=7))

    assert confirm(secret, at=NOON + timedelta(days=7, microseconds=-1))


def test_a_newer_link_takes_the_place_of_an_older_one():
    interest_list = InterestListFactory()
    older = asked(interest_list)
    newer = asked(interest_list, at=NOON + 2 * HOUR)

    with pytest.raises(NotPossible, match="newer link"):
        confirm(older, at=NOON + 2 * HOUR)

    assert confirm(newer, at=NOON + 2 * HOUR)
    assert find_link(older, at=NOON + 2 * HOUR).state == LinkState.FOLLOWS


def test_an_unknown_link_is_refused():
    with pytest.raises(NotPossible, match="do not know"):
        confirm("made-up", at=NOON)


def test_an_address_gets_one_mail_an_hour_over_all_lists():
    for minutes in (0, 1, 30, 59):
        moment = NOON + timedelta(minutes=minutes)
        ask(InterestListFactory(), address=KARI, language="en", at=moment)
    assert Message.objects.count() == 1

    ask(InterestListFactory(), address=KARI.upper(), language="en", at=NOON + HOUR)
    assert Message.objects.count() == 2


def test_an_address_gets_three_such_mails_a_day():
    for hours in range(12):
        ask(InterestListFactory(), address=KARI, language="en", at=NOON + hours * HOUR)

    assert Message.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_once_cause_one_mail():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; PostgreSQL shows the race")
    interest_list = InterestListFactory()

    def attempt(_number):
        try:
            ask(interest_list, address=KARI, language="en", at=NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(attempt, range(20)))

    assert Message.objects.count() == 1
    assert Subscriber.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_who_press_at_once_confirm_once():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection; PostgreSQL shows the race")
    secret = asked()

    def attempt(_number):
        try:
            return confirm(secret, at=NOON).pk
        except NotPossible:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, range(20)))

    assert len([each for each in results if each]) == 1
    assert Consent.objects.filter(event=ConsentEvent.CONFIRMED).count() == 1


def test_whoever_follows_already_is_told_by_mail():
    subscription = SubscriptionFactory(subscriber__address=KARI)

    ask(subscription.interest_list, address=KARI, language="en", at=NOON)

    assert newest().wording.subject == "You already follow Emission-free delivery"
    assert not ConfirmationToken.objects.exists()
    assert not Consent.objects.exists()


def test_whoever_wants_silence_gets_none_of_it():
    silence(key_of(KARI), at=NOON)

    ask(InterestListFactory(), address=KARI, language="en", at=NOON)

    assert not Message.objects.exists()
    assert not Subscriber.objects.exists()


def test_a_second_list_within_the_hour_can_be_confirmed_from_the_preferences():
    asked()
    ask(InterestListFactory(key="theme:transport"), address=KARI, language="en", at=NOON)
    second = Subscription.objects.get(interest_list__key="theme:transport")

    confirm_pending(second.handle, at=NOON)

    second.refresh_from_db()
    assert second.status == SubscriptionStatus.CONFIRMED
    with pytest.raises(NotPossible):
        confirm_pending(second.handle, at=NOON)


def test_whoever_has_left_can_follow_again_by_asking():
    interest_list = InterestListFactory()
    subscription = confirm(asked(interest_list), at=NOON)
    end(subscription.handle, at=NOON + HOUR)

    again = confirm(asked(interest_list, at=NOON + 2 * HOUR), at=NOON + 3 * HOUR)

    again.refresh_from_db()
    assert (again.pk, again.status) == (subscription.pk, SubscriptionStatus.CONFIRMED)
    assert again.ended_at is None
    assert [each.event for each in Consent.objects.order_by("pk")] == [
        ConsentEvent.ASKED,
        ConsentEvent.CONFIRMED,
        ConsentEvent.WITHDRAWN,
        ConsentEvent.ASKED,
        ConsentEvent.CONFIRMED,
    ]


def test_a_stranger_cannot_change_the_language_of_a_follower():
    subscription = SubscriptionFactory(subscriber__address=KARI, subscriber__language="fi")

    ask(InterestListFactory(), address=KARI, language="en", at=NOON)

    subscription.subscriber.refresh_from_db()
    assert subscription.subscriber.language == "fi"


def test_an_impossible_address_is_refused_before_anything_is_kept():
    with pytest.raises(NotPossible):
        ask(InterestListFactory(), address="a@b@c", language="en", at=NOON)

    assert not Subscriber.objects.exists()


def test_an_international_domain_is_kept_readable_and_sent_in_ascii():
    asked(address="ola@smørrebrød.example")

    assert Subscriber.objects.get().address == "ola@smørrebrød.example"
    assert newest().to == "ola@xn--smrrebrd-64af.example"
