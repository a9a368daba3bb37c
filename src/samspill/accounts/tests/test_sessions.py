"""Where one is signed in: listed, ended one by one, and all at once when something changes."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from samspill.accounts.actions import deactivate, end_sessions
from samspill.accounts.models import OpenSession
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import (
    app_code,
    ask_for_code,
    enter,
    leave,
    sent_code,
    set_up_app,
    try_code,
)
from samspill.accounts.tests.test_second_step import SENTENCE, choose, second_step
from samspill.organisations.actions import end_role
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def elsewhere(client, kari):
    """Let Kari be signed in with another browser."""
    other = Client()
    enter(other, kari)
    return other


def test_a_session_is_told_in_words_and_without_a_whole_address(client, kari):
    known = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.77")
    enter(known, kari)

    page = known.get(reverse("security")).content.decode()

    assert "Firefox on Linux" in page
    assert "(this session)" in page
    assert "192.0.2.0/24" in page
    assert "192.0.2.77" not in page
    kept = OpenSession.objects.get()
    assert kept.network == "192.0.2.0/24"
    assert "192.0.2.77" not in str(kept.session.get_decoded())


def test_one_session_can_be_ended(client, kari, elsewhere):
    enter(client, kari)
    other = OpenSession.objects.get(session_id=elsewhere.session.session_key)

    client.post(reverse("security_end_session", args=[other.pk]))

    assert not get_user(elsewhere).is_authenticated
    assert get_user(client) == kari


def test_nobody_ends_somebody_elses_session(client, kari, elsewhere):
    enter(client, PersonFactory())
    other = OpenSession.objects.get(session_id=elsewhere.session.session_key)

    client.post(reverse("security_end_session", args=[other.pk]))

    assert get_user(elsewhere) == kari


def test_all_others_can_be_ended_at_once(client, kari, elsewhere):
    enter(client, kari)

    client.post(reverse("security_end_other_sessions"))

    assert not get_user(elsewhere).is_authenticated
    assert get_user(client) == kari
    assert client.get(reverse("security")).content.decode().count("Last seen") == 1


def test_a_session_that_is_over_is_not_listed(client, kari, elsewhere):
    leave(elsewhere)
    enter(client, kari)

    assert client.get(reverse("security")).content.decode().count("Last seen") == 1
    assert OpenSession.objects.count() == 1


def test_when_and_whence_a_session_was_last_seen_is_noted_now_and_then(client, kari, at_noon):
    enter(client, kari)
    at_noon.shift(timedelta(minutes=4))
    client.get("/en/")
    assert OpenSession.objects.get().seen_at == NOON

    at_noon.shift(timedelta(minutes=2))
    client.get("/en/", REMOTE_ADDR="203.0.113.9")

    seen = OpenSession.objects.get()
    assert seen.seen_at == NOON + timedelta(minutes=6)
    assert seen.network == "203.0.113.0/24"


@pytest.mark.parametrize("many", [1, 5])
def test_the_list_asks_as_many_questions_for_one_session_as_for_five(
    client, kari, django_assert_num_queries, many
):
    for _each in range(many - 1):
        with time_machine.travel(NOON + timedelta(hours=_each)):
            enter(Client(), kari)
    enter(client, kari)

    with django_assert_num_queries(7):
        client.get(reverse("security"))


# --- At once ------------------------------------------------------------------------------------


def test_choosing_a_password_ends_every_other_session(client, kari, elsewhere, at_noon):
    enter(client, kari)
    set_up_app(client)

    choose(client, SENTENCE)

    assert not get_user(elsewhere).is_authenticated
    assert get_user(client) == kari


def test_removing_a_means_ends_every_other_session(client, kari, elsewhere, at_noon):
    enter(client, kari)
    set_up_app(client)
    assert get_user(elsewhere) == kari

    client.post(reverse("security_remove_app"))

    assert not get_user(elsewhere).is_authenticated
    assert get_user(client) == kari


def test_a_role_that_ends_ends_the_sessions(client):
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER)
    role = RoleFactory(kind=RoleKind.FACILITATOR, organisation=manager.organisation)
    client.force_login(role.person)
    assert client.get(reverse("portal:my_page")).status_code == 200

    end_role(role, by=manager.person, at=NOON)

    assert client.get(reverse("portal:my_page")).status_code == 302
    assert not get_user(client).is_authenticated


def test_deactivation_ends_the_sessions(client, kari):
    enter(client, kari)

    deactivate(kari, by="operator", at=NOON)

    assert client.get(reverse("security")).status_code == 302
    assert not OpenSession.objects.exists()


def test_a_session_of_which_nothing_was_written_down_ends_too(client, kari):
    client.force_login(kari)
    assert not OpenSession.objects.exists()

    end_sessions(kari, by=kari, at=NOON)

    assert Session.objects.exists()
    assert not get_user(client).is_authenticated


def test_control_without_the_epoch_such_a_session_would_live_on(client, kari, monkeypatch):
    monkeypatch.delattr("samspill.accounts.models.Person._get_session_auth_hash")
    client.force_login(kari)

    end_sessions(kari, by=kari, at=NOON)

    assert get_user(client) == kari


# --- Keys and cookies ---------------------------------------------------------------------------


def test_a_planted_session_does_not_become_a_signed_in_one(client, kari):
    attacker = Client()
    attacker.get(reverse("passkey_challenge"))  # makes a session whose key the attacker knows
    planted = attacker.session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted

    ask_for_code(client, kari.email)
    try_code(client, sent_code())

    assert get_user(client) == kari
    assert client.session.session_key != planted
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not get_user(attacker).is_authenticated
    assert not Session.objects.filter(pk=planted).exists()


def test_the_key_changes_again_at_the_second_step(client, kari, at_noon):
    enter(client, kari)
    secret, _codes = set_up_app(client)
    leave(client)
    at_noon.shift(timedelta(minutes=1))
    enter(client, kari)
    between = client.session.session_key

    second_step(client, app_code(secret))

    assert client.session.session_key != between
    assert not Session.objects.filter(pk=between).exists()


def test_change_password_leads_to_the_page_where_it_is_changed(client):
    answer = client.get("/.well-known/change-password", HTTP_ACCEPT_LANGUAGE="fi")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/fi/oma-sivu/turvallisuus/salasana/"
