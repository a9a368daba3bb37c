"""Limits on signing in hold when a crowd tries at once: 4 processes of 5 threads, whole requests.

Each test rushes past the limit several times over. Not one try more than the limit is compared.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from samspill.accounts import rules
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import app_code, ask_for_code, leave, set_up_app
from samspill.accounts.tests.test_second_step import SENTENCE, choose
from samspill.outbox.models import Message
from tests.rush.crowd import NOON

TRIES = 60
WRONG_CODE = "BBBB-BBBB"


@pytest.fixture
def kari():
    return PersonFactory(name="Kari", email=f"kari-{uuid4().hex[:8]}@people.example")


def code_for(person):
    return Message.objects.filter(to=person.email).order_by("pk").last().personal["code"]


def signed_in(person):
    client = Client()
    ask_for_code(client, person.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_for(person)})
    return client


def with_app(person):
    """Let somebody have an app and a password; return key and recovery codes."""
    with time_machine.travel(NOON - timedelta(minutes=20), tick=False):
        client = signed_in(person)
        secret, codes = set_up_app(client)
        choose(client, SENTENCE)
    person.refresh_from_db()
    return secret, codes


def in_between(person):
    """Return the key of a session whose first step has been taken."""
    client = Client()
    client.post(reverse("sign_in_by_password"), {"email": person.email, "password": SENTENCE})
    return client.session.session_key


def test_an_address_is_sent_five_codes(crowd, kari):
    form = {"email": kari.email}

    became = crowd.rush(TRIES, path=reverse("account_request_login_code"), form=form)

    assert became == {"led to /en/sign-in/code/": 5, "refused": TRIES - 5}
    assert Message.objects.filter(to=kari.email).count() == 5


def test_a_code_is_compared_five_times(crowd, kari):
    client = Client()
    ask_for_code(client, kari.email)
    session = client.session.session_key
    path = reverse("account_confirm_login_code")

    became = crowd.rush(TRIES, path=path, form={"code": WRONG_CODE}, session=session)

    assert 1 <= became["compared"] <= rules.TRIES_OF_A_CODE
    assert became["compared"] + became["led to /en/sign-in/"] == TRIES


def test_a_right_code_signs_in_once(crowd, kari):
    client = Client()
    ask_for_code(client, kari.email)
    session, code = client.session.session_key, code_for(kari)
    path = reverse("account_confirm_login_code")

    became = crowd.rush(TRIES, path=path, form={"code": code}, session=session)

    assert became["led to /en/"] == 1
    assert kari.open_sessions.count() == 1


def test_ten_passwords_are_compared(crowd, kari):
    with_app(kari)
    form = {"email": kari.email, "password": "wrong"}

    became = crowd.rush(TRIES, path=reverse("sign_in_by_password"), form=form)

    assert became == {"compared": 10, "refused": TRIES - 10}


def test_ten_second_steps_are_compared(crowd, kari):
    with_app(kari)
    job = {"path": reverse("mfa_authenticate"), "session": in_between(kari)}

    became = crowd.rush(TRIES, form={"code": "000000"}, **job)

    assert became == {"compared": 10, "refused": TRIES - 10}


def test_confirming_counts_together_with_signing_in(crowd, kari):
    with_app(kari)
    inside = Client()
    inside.force_login(kari)
    session = inside.session.session_key
    crowd.rush(
        4, path=reverse("mfa_authenticate"), form={"code": "000000"}, session=in_between(kari)
    )

    became = crowd.rush(
        TRIES, path=reverse("security_confirm"), form={"code": "000000"}, session=session
    )

    assert became == {"compared": 6, "refused": TRIES - 6}


@pytest.mark.parametrize("which", ["app", "recovery code"])
def test_a_second_step_is_taken_once(crowd, kari, which):
    secret, codes = with_app(kari)
    sessions = [in_between(kari) for _each in range(8)]
    code = app_code(secret) if which == "app" else codes[0]

    became = crowd.rush(8, path=reverse("mfa_authenticate"), form={"code": code}, sessions=sessions)

    assert became == {"led to /en/": 1, "compared": 7}


def test_twenty_answers_of_a_passkey_are_compared(crowd):
    form = {"credential": f'{{"id": "{uuid4()}"}}'}

    became = crowd.rush(TRIES, path=reverse("sign_in_by_passkey"), form=form)

    assert became == {"compared": 20, "refused": TRIES - 20}


def test_an_honest_person_in_the_same_office_gets_in(crowd, kari):
    form = {"email": f"victim-{uuid4().hex[:8]}@people.example", "password": "wrong"}
    office = "203.0.113.7"
    crowd.rush(TRIES, path=reverse("sign_in_by_password"), form=form, address=office)

    client = Client(REMOTE_ADDR=office)
    ask_for_code(client, kari.email)
    code = code_for(kari)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})

    assert answer.headers["Location"] == "/en/"


def test_control_the_counter_in_the_cache_lets_more_through(crowd):
    became = crowd.rush(TRIES, limit="10/5m/key")

    assert became["let in"] > 10


def test_control_without_the_count_every_try_is_compared(crowd, kari, monkeypatch):
    monkeypatch.setattr(rules, "check_limit", lambda *_args: None)
    client = Client()

    for _time in range(15):
        form = {"email": kari.email, "password": "wrong"}
        answer = client.post(reverse("sign_in_by_password"), form)
        assert "do not fit together" in answer.content.decode()


def test_leaving_and_entering_clears_nothing(crowd, kari):
    client = signed_in(kari)
    leave(client)
    form = {"email": kari.email}

    became = crowd.rush(TRIES, path=reverse("account_request_login_code"), form=form)

    assert became["led to /en/sign-in/code/"] == 4
