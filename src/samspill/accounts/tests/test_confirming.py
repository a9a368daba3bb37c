"""Before by what one signs in is changed, one confirms that it is oneself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.urls import reverse

from samspill.accounts.http import with_next
from samspill.accounts.tests.steps import (
    WRONG,
    app_code,
    enter,
    sent_code,
    set_up_app,
    ways,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
WEIGHTY = [
    "security_app",
    "security_recovery_codes",
    "security_password",
    "security_add_passkey",
]
POSTED = ["security_remove_app", "security_remove_password"]


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize("name", [*WEIGHTY, *POSTED])
def test_a_session_that_is_no_longer_fresh_is_asked_first(client, kari, at_noon, name):
    enter(client, kari)
    at_noon.shift(timedelta(minutes=10, seconds=1))

    answer = client.post(reverse(name))

    assert answer.headers["Location"].startswith(reverse("security_confirm"))


@pytest.mark.parametrize("name", WEIGHTY)
def test_a_session_that_says_nothing_of_how_it_began_is_asked_first(client, kari, name):
    client.force_login(kari)

    answer = client.get(reverse(name))

    assert answer.headers["Location"] == with_next("security_confirm", reverse(name))


@pytest.mark.parametrize("name", [*WEIGHTY, *POSTED, "security", "security_confirm"])
def test_nobody_comes_here_without_signing_in(client, name):
    answer = client.get(reverse(name))

    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_without_a_second_step_one_confirms_by_a_code_from_a_mail(client, kari):
    client.force_login(kari)
    page = reverse("security_confirm") + f"?next={reverse('security_app')}"
    before = client.session.session_key

    client.post(page, {"action": "send"})
    assert client.post(page, {"code": WRONG}).status_code == 422
    answer = client.post(page, {"code": sent_code()})

    assert answer.headers["Location"] == reverse("security_app")
    assert client.get(reverse("security_app")).status_code == 200
    assert client.session.session_key != before


def test_with_a_second_step_a_code_from_a_mail_is_not_enough(client, kari, at_noon):
    enter(client, kari)
    secret, _codes = set_up_app(client)
    at_noon.shift(timedelta(minutes=11))
    page = reverse("security_confirm")

    client.post(page, {"action": "send"})
    assert "Take your second step once more" in client.get(page).content.decode()
    assert client.post(page, {"code": "000000"}).status_code == 422
    assert client.get(reverse("security_password")).status_code == 302

    client.post(page, {"code": app_code(secret)})
    assert client.get(reverse("security_password")).status_code == 200


def test_confirming_leads_nowhere_else(client, kari):
    client.force_login(kari)
    page = reverse("security_confirm") + "?next=https://evil.example/"
    client.post(page, {"action": "send"})

    answer = client.post(page, {"code": sent_code()})

    assert answer.headers["Location"] == reverse("security")


def test_confirming_keeps_one_signed_in_and_the_session_listed(client, kari, at_noon):
    enter(client, kari)
    set_up_app(client)

    assert get_user(client) == kari
    assert kari.open_sessions.get().session_id == client.session.session_key
    assert ways(kari).has_app
