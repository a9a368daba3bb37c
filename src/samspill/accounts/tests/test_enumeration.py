"""Nobody finds out who has an account: the same bytes, status, work and mail for every address."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samspill.accounts.models import Person
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import WRONG, ask_for_code, try_code
from samspill.core.passwords import Argon2id
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
KNOWN = "kari@people.example"
WITH_PASSWORD = "pela@people.example"
CLOSED = "sten@people.example"
UNKNOWN = "none@people.example"
#: What a statement does to which table, without what it is about.
FORM = re.compile(r"(?:(?:UPDATE|INSERT INTO|DELETE FROM) \S+|SELECT \S+|\w+)")
EVERYBODY = [KNOWN, WITH_PASSWORD, CLOSED, UNKNOWN]


@pytest.fixture(autouse=True)
def _people():
    with time_machine.travel(NOON, tick=False):
        _make_people()
        Client().get(reverse("account_signup"))  # the foot of the page is asked for once
        yield


def _make_people():
    PersonFactory(email=KNOWN)
    PersonFactory(email=WITH_PASSWORD)
    PersonFactory(email=CLOSED, is_active=False)
    with_password = Person.objects.get(email=WITH_PASSWORD)
    with_password.set_password("A sentence of their own")
    with_password.save()


def seen(answer, address):
    """Return what can be seen of an answer, but for what differs at every request."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    cookies = sorted((each.key, each["max-age"], each["path"]) for each in answer.cookies.values())
    headers = {name: value for name, value in answer.items() if name != "Set-Cookie"}
    return answer.status_code, headers, cookies, body.replace(address.encode(), b"-")


def worked(do, address):
    """Return what can be seen of an answer, and the statements that it took, as to their form."""
    with CaptureQueriesContext(connection) as queries:
        answer = do(address)
    return seen(answer, address), [FORM.match(each["sql"])[0] for each in queries]


def somebody(address):
    """Return a visitor from a network of their own, so that only the address tells them apart."""
    return Client(REMOTE_ADDR=f"198.51.{EVERYBODY.index(address)}.7")


def asking(address):
    return ask_for_code(somebody(address), address)


def asking_again(address):
    client = somebody(address)
    ask_for_code(client, address)
    return ask_for_code(client, address)


def waiting(address):
    client = somebody(address)
    ask_for_code(client, address)
    return client.get(reverse("account_confirm_login_code"))


def trying(address):
    client = somebody(address)
    ask_for_code(client, address)
    return try_code(client, WRONG)


def trying_too_often(address):
    client = somebody(address)
    ask_for_code(client, address)
    for _time in range(6):
        answer = try_code(client, WRONG)
    return answer


def asking_too_often(address):
    for _time in range(6):
        answer = ask_for_code(somebody(address), address)
    return answer


def resending(address):
    client = somebody(address)
    ask_for_code(client, address)
    return try_code(client, "", action="resend")


def giving_a_password(address):
    form = {"email": address, "password": "somebody guesses"}
    return somebody(address).post(reverse("sign_in_by_password"), form)


def giving_passwords_too_often(address):
    for _time in range(11):
        answer = giving_a_password(address)
    return answer


EVERY_FORM = [
    asking,
    asking_again,
    waiting,
    trying,
    trying_too_often,
    asking_too_often,
    resending,
    giving_a_password,
    giving_passwords_too_often,
]


@pytest.mark.parametrize("do", EVERY_FORM)
def test_every_address_gets_the_same_answer_for_the_same_work(do):
    answers = {address: worked(do, address) for address in EVERYBODY}

    for address in EVERYBODY:
        assert answers[address] == answers[UNKNOWN], address


@pytest.mark.parametrize("do", EVERY_FORM)
def test_as_many_mails_are_written_for_every_address(do):
    written = {}
    for address in EVERYBODY:
        before = Message.objects.count()
        do(address)
        written[address] = Message.objects.count() - before

    assert len(set(written.values())) == 1


@pytest.mark.parametrize("address", EVERYBODY)
def test_a_password_costs_one_hash_whoever_it_is(monkeypatch, address):
    hashed = []
    for name in ("encode", "verify"):
        whole = getattr(Argon2id, name)

        def counted(self, *args, _whole=whole, **more):
            hashed.append(1)
            return _whole(self, *args, **more)

        monkeypatch.setattr(Argon2id, name, counted)
    hashers.get_hashers.cache_clear()

    giving_a_password(address)

    assert len(hashed) == 1


@pytest.mark.parametrize("address", EVERYBODY)
def test_a_refused_try_costs_no_hash(monkeypatch, address):
    giving_passwords_too_often(address)
    monkeypatch.setattr(Argon2id, "encode", None)
    monkeypatch.setattr(Argon2id, "verify", None)

    assert "tried too often" in giving_a_password(address).content.decode()


def test_control_the_comparison_sees_one_more_statement(monkeypatch):
    def gives_it_away(address):
        answer = asking(address)
        Person.objects.filter(email=address, is_active=True).first() and Person.objects.count()
        return answer

    assert worked(gives_it_away, KNOWN) != worked(gives_it_away, UNKNOWN)
