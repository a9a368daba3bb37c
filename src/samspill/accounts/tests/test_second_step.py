"""The authenticator app, recovery codes and passwords: setting up, using, taking away."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from samspill.accounts.tests.steps import (
    app_code,
    ask_for_code,
    enter,
    key_shown,
    leave,
    newest,
    sent_code,
    set_up_app,
    try_code,
    ways,
)
from samspill.audit.models import Entry
from samspill.core.sealing import unseal
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
SENTENCE = "Four quiet ferries cross"


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def with_app(client, kari, at_noon):
    """Let Kari have an app; return its key and her recovery codes, signed out, a minute later."""
    enter(client, kari)
    secret, codes = set_up_app(client)
    leave(client)
    at_noon.shift(timedelta(minutes=1))
    return secret, codes


def second_step(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_an_app_is_set_up_by_its_first_code_and_brings_recovery_codes(client, kari, at_noon):
    enter(client, kari)
    page = client.get(reverse("security_app"))
    secret = key_shown(page)
    assert '<path class="qr__dots" d="M' in page.content.decode()

    answer = client.post(reverse("security_app"), {"code": app_code(secret)})

    shown = answer.content.decode()
    assert "The authenticator app is in use." in shown
    assert shown.count('<code class="secret">') == 10
    assert ways(kari).has_app
    assert ways(kari).recovery_codes_left == 10
    assert "An authenticator app was added" in Message.objects.order_by("-pk")[1].wording.text


def test_the_key_stays_the_same_while_its_first_code_is_wrong(client, kari, at_noon):
    enter(client, kari)
    secret = key_shown(client.get(reverse("security_app")))

    refused = client.post(reverse("security_app"), {"code": "000000"})

    assert refused.status_code == 422
    assert key_shown(refused) == secret
    assert not ways(kari).has_app


def test_keys_and_recovery_codes_are_sealed_in_the_database(client, kari, with_app):
    secret, codes = with_app

    kept = "".join(str(each.data) for each in Authenticator.objects.all())

    assert secret not in kept
    assert not any(code in kept for code in codes)
    app = Authenticator.objects.get(type="totp")
    assert unseal(app.data["secret"]) == secret


def test_whoever_has_an_app_is_asked_for_its_code_after_the_code_from_the_mail(
    client, kari, with_app
):
    secret, _codes = with_app

    answer = enter(client, kari)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    second_step(client, app_code(secret))
    assert get_user(client) == kari


def test_a_second_step_leads_on_to_where_one_was_going(client, kari, with_app):
    ask_for_code(client, kari.email, next="/en/initiatives/")
    try_code(client, sent_code(), next="/en/initiatives/")

    answer = second_step(client, app_code(with_app[0]))

    assert answer.headers["Location"] == "/en/initiatives/"


def test_a_code_of_the_app_works_once(client, kari, with_app):
    code = app_code(with_app[0])
    enter(client, kari)
    second_step(client, code)
    leave(client)

    enter(client, kari)

    assert second_step(client, code).status_code == 422
    assert not get_user(client).is_authenticated


def test_the_code_that_set_the_app_up_signs_nobody_in(client, kari, at_noon):
    enter(client, kari)
    secret, _codes = set_up_app(client)
    leave(client)
    enter(client, kari)

    second_step(client, app_code(secret))

    assert not get_user(client).is_authenticated


def test_a_clock_may_be_half_a_minute_wrong_but_no_more(client, kari, with_app, at_noon):
    secret, _codes = with_app
    for seconds, is_in in ((-90, False), (90, False), (30, True)):
        enter(client, kari)
        second_step(client, app_code(secret, NOON + timedelta(seconds=60 + seconds)))
        assert get_user(client).is_authenticated is is_in, seconds


@pytest.mark.parametrize("nothing", ["", "  ", "12345", "1234567", "letters", "١٢٣٤٥٦"])
def test_what_cannot_be_a_code_is_no_try(client, kari, with_app, nothing):
    enter(client, kari)
    for _time in range(12):
        assert second_step(client, nothing).status_code == 422

    second_step(client, app_code(with_app[0]))

    assert get_user(client) == kari


def test_ten_tries_in_a_quarter_of_an_hour_wherever_they_come_from(client, kari, with_app):
    enter(client, kari)
    for each in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=f"198.51.{each}.7")

    refused = second_step(client, app_code(with_app[0]))

    assert "tried too often" in refused.content.decode()
    assert not get_user(client).is_authenticated


def test_a_recovery_code_works_once_and_is_told_by_mail(client, kari, with_app):
    _secret, codes = with_app
    enter(client, kari)
    second_step(client, codes[3])
    assert get_user(client) == kari
    assert "A recovery code was used" in newest().wording.text
    leave(client)

    enter(client, kari)

    assert second_step(client, codes[3]).status_code == 422
    assert ways(kari).recovery_codes_left == 9


def test_recovery_codes_are_shown_once_and_new_ones_end_the_old(client, kari, with_app):
    secret, old = with_app
    enter(client, kari)
    second_step(client, app_code(secret))
    page = reverse("security_recovery_codes")
    assert '<code class="secret">' not in client.get(page).content.decode()

    shown = client.post(page).content.decode()

    assert shown.count('<code class="secret">') == 10
    assert not any(code in shown for code in old)
    assert '<code class="secret">' not in client.get(page).content.decode()


def test_a_first_step_taken_before_sessions_were_ended_leads_nowhere(client, kari, with_app):
    other = Client()
    enter(other, kari)
    enter(client, kari)
    second_step(client, app_code(with_app[0]))
    client.post(reverse("security_end_other_sessions"))

    answer = second_step(other, with_app[1][0])

    assert answer.headers["Location"] == reverse("account_login")
    assert not get_user(other).is_authenticated


def test_the_second_step_without_the_first_leads_back(client):
    answer = client.get(reverse("mfa_authenticate"))

    assert answer.headers["Location"] == reverse("account_login")


# --- Passwords ----------------------------------------------------------------------------------


def choose(client, password, again=None):
    return client.post(
        reverse("security_password"), {"password": password, "again": again or password}
    )


@pytest.fixture
def inside(client, kari, with_app):
    """Let Kari be signed in with both steps."""
    enter(client, kari)
    second_step(client, app_code(with_app[0]))


@pytest.fixture
def with_password(client, kari, with_app):
    enter(client, kari)
    second_step(client, with_app[1][0])
    choose(client, SENTENCE)
    leave(client)
    return with_app


def by_password(client, address, password):
    return client.post(reverse("sign_in_by_password"), {"email": address, "password": password})


def test_a_password_is_chosen_beside_a_second_step_only(client, kari):
    enter(client, kari)

    refused = choose(client, SENTENCE)

    assert refused.status_code == 422
    assert not ways(kari).has_password


def test_a_password_is_hashed_with_argon2id_of_nineteen_mebibytes(kari, with_password):
    kari.refresh_from_db()

    assert kari.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_leads_to_the_second_step_and_no_further(client, kari, with_password):
    answer = by_password(client, kari.email, SENTENCE)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    second_step(client, app_code(with_password[0]))
    assert get_user(client) == kari


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "too common"),
        ("kari@people.example", "too similar"),
    ],
)
@pytest.mark.usefixtures("inside")
def test_a_password_that_is_easily_guessed_is_refused(client, kari, password, why):
    refused = choose(client, password)

    assert refused.status_code == 422
    assert why in refused.content.decode()
    assert not ways(kari).has_password


@pytest.mark.usefixtures("inside")
def test_a_password_is_written_twice(client, kari):
    refused = choose(client, SENTENCE, "Four noisy ferries cross")

    assert "not the same" in refused.content.decode()
    assert not ways(kari).has_password


def test_ten_passwords_may_be_tried_and_success_clears_nothing(client, kari, with_password):
    for each in range(9):
        by_password(client, kari.email, f"wrong {each}")
    assert by_password(client, kari.email, SENTENCE).status_code == 302
    client.cookies.clear()

    refused = by_password(client, kari.email, SENTENCE)

    assert refused.status_code == 422
    assert "tried too often" in refused.content.decode()


def test_the_password_goes_with_the_last_second_step(client, kari, with_password):
    enter(client, kari)
    second_step(client, app_code(with_password[0]))

    client.post(reverse("security_remove_app"))

    means = ways(kari)
    assert (means.has_app, means.has_password, means.recovery_codes_left) == (False, False, 0)
    leave(client)
    assert by_password(client, kari.email, SENTENCE).status_code == 422


def test_a_password_left_without_a_second_step_signs_nobody_in(client, kari):
    kari.set_password(SENTENCE)
    kari.save()

    refused = by_password(client, kari.email, SENTENCE)

    assert refused.status_code == 422
    assert "do not fit together" in refused.content.decode()


def test_every_change_is_written_down(client, kari, with_password):
    written = list(Entry.objects.order_by("pk").values_list("what", flat=True))

    assert [each for each in written if each != "accounts.signed_in"] == [
        "accounts.app_added",
        "accounts.recovery_codes_made",
        "accounts.recovery_code_used",
        "accounts.password_chosen",
    ]
