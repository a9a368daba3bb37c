"""Passkeys: adding, signing in by them, naming, removing; and answers that are none."""

import html
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_encode

from samspill.accounts.actions import deactivate
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.soft_key import SoftKey
from samspill.accounts.tests.steps import enter, leave, ways

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)


def asked_on(page):
    return json.loads(html.unescape(re.search(r'data-options="([^"]+)"', page)[1]))


def add(client, key, name="My phone"):
    page = client.get(reverse("security_add_passkey")).content.decode()
    answer = key.make(asked_on(page))
    return client.post(reverse("security_add_passkey"), {"name": name, "credential": answer})


def challenge(client):
    return client.get(reverse("passkey_challenge")).json()


def by_passkey(client, answer, **more):
    return client.post(reverse("sign_in_by_passkey"), {"credential": answer, **more})


@pytest.fixture
def key(client, kari):
    """Let Kari have a passkey, signed out."""
    enter(client, kari)
    made = SoftKey()
    add(client, made)
    leave(client)
    return made


def test_a_passkey_is_added_under_a_name_and_brings_recovery_codes(client, kari):
    enter(client, kari)

    answer = add(client, SoftKey(), name="My <phone>")

    assert answer.content.decode().count('<code class="secret">') == 10
    assert [each.name for each in ways(kari).passkeys] == ["My <phone>"]
    assert "My &lt;phone&gt;" in client.get(reverse("security")).content.decode()


def test_a_passkey_signs_its_owner_in_with_both_steps_at_once(client, kari, key):
    answer = by_passkey(client, key.use(challenge(client)), next="/en/initiatives/")

    assert answer.headers["Location"] == "/en/initiatives/"
    assert get_user(client) == kari
    assert kari.open_sessions.get().means == "passkey"
    assert ways(kari).passkeys[0].used_at


def test_what_is_asked_names_nobody_and_wants_the_owner_verified(client, key):
    asked = challenge(client)["publicKey"]

    assert asked.get("allowCredentials", []) == []
    assert asked["userVerification"] == "required"
    assert asked["rpId"] == "localhost"


def test_a_passkey_is_the_second_step_after_a_code(client, kari, key):
    answer = enter(client, kari)
    page = client.get(answer.headers["Location"]).content.decode()

    client.post(reverse("mfa_authenticate"), {"credential": key.use(asked_on(page))})

    assert get_user(client) == kari


def test_a_passkey_confirms_that_it_is_oneself(client, kari, key):
    client.force_login(kari)
    page = client.get(reverse("security_confirm")).content.decode()

    client.post(reverse("security_confirm"), {"credential": key.use(asked_on(page))})

    assert client.get(reverse("security_password")).status_code == 200


def test_somebody_elses_passkey_is_no_second_step(client, kari, key):
    other = PersonFactory()
    elsewhere = Client()
    enter(elsewhere, other)
    theirs = SoftKey()
    add(elsewhere, theirs)
    answer = enter(client, kari)
    page = client.get(answer.headers["Location"]).content.decode()

    refused = client.post(reverse("mfa_authenticate"), {"credential": theirs.use(asked_on(page))})

    assert refused.status_code == 422
    assert not get_user(client).is_authenticated


def test_a_passkey_is_renamed_and_removed_by_its_owner_only(client, kari, key):
    pk = ways(kari).passkeys[0].pk
    stranger = Client()
    enter(stranger, PersonFactory())
    for name in ("security_passkey", "security_remove_passkey"):
        assert stranger.post(reverse(name, args=[pk]), {"name": "Mine"}).status_code == 404

    by_passkey(client, key.use(challenge(client)))
    client.post(reverse("security_passkey", args=[pk]), {"name": "Old phone"})
    assert [each.name for each in ways(kari).passkeys] == ["Old phone"]

    client.post(reverse("security_remove_passkey", args=[pk]))
    assert not ways(kari).passkeys
    leave(client)
    assert by_passkey(client, key.use(challenge(client))).status_code == 422


def test_a_closed_account_is_not_opened_by_its_passkey(client, kari, key):
    deactivate(kari, by="operator", at=NOON)

    assert by_passkey(client, key.use(challenge(client))).status_code == 422
    assert not get_user(client).is_authenticated


# --- Answers that are none ----------------------------------------------------------------------


def of_another_site(key):
    key.site = "evil.example"


def from_another_page(key):
    key.origin = "https://evil.example"


def from_another_port(key):
    key.origin = "http://localhost:9999"


def without_finger_or_pin(key):
    key.is_verified = False


def with_another_key(key):
    key.key = SoftKey().key


def of_an_unknown_owner(key):
    key.owner = b"999999"


def of_an_owner_that_is_no_number(key):
    key.owner = "½".encode()


def with_another_id(key):
    key.id = b"another"


@pytest.mark.parametrize(
    "change",
    [
        of_another_site,
        from_another_page,
        from_another_port,
        without_finger_or_pin,
        with_another_key,
        of_an_unknown_owner,
        of_an_owner_that_is_no_number,
        with_another_id,
    ],
)
def test_an_answer_that_is_not_right_signs_nobody_in(client, key, change):
    change(key)

    refused = by_passkey(client, key.use(challenge(client)))

    assert refused.status_code == 422
    assert "could not be used here" in refused.content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"id": 1, "rawId": 2, "response": 3, "type": "public-key"}',
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {"userHandle": "%%%"}}',
        "[" * 15_000,
        "x" * 30_000,
    ],
    ids=range(9),
)
@pytest.mark.parametrize("page", ["sign_in_by_passkey", "mfa_authenticate", "security_add_passkey"])
def test_an_answer_that_is_no_answer_is_met_with_a_sentence(client, kari, key, page, answer):
    if page == "mfa_authenticate":
        enter(client, kari)
        client.get(reverse(page))
    elif page == "security_add_passkey":
        by_passkey(client, key.use(challenge(client)))
        client.get(reverse(page))
    else:
        challenge(client)

    refused = client.post(reverse(page), {"name": "New", "credential": answer})

    assert refused.status_code == 422
    assert "could not be used here" in refused.content.decode()
    assert len(ways(kari).passkeys) == 1


def test_a_challenge_is_answered_once(client, kari, key):
    answer = key.use(challenge(client))
    by_passkey(client, answer)
    leave(client)

    by_passkey(client, answer)

    assert not get_user(client).is_authenticated


def test_a_wrong_answer_uses_the_challenge_up(client, key):
    asked = challenge(client)
    by_passkey(client, "{}")

    by_passkey(client, key.use(asked))

    assert not get_user(client).is_authenticated


def test_another_sessions_challenge_is_not_ours(client, key):
    asked = challenge(Client())
    challenge(client)

    by_passkey(client, key.use(asked))

    assert not get_user(client).is_authenticated


def test_a_challenge_is_over_after_five_minutes(client, key):
    with time_machine.travel(NOON, tick=False) as traveller:
        asked = challenge(client)
        traveller.shift(timedelta(minutes=5, seconds=1))
        by_passkey(client, key.use(asked))

    assert not get_user(client).is_authenticated


def test_a_signature_of_something_else_does_not_hold(client, key):
    signed = websafe_encode(b"\x30\x06\x02\x01\x01\x02\x01\x01")

    assert by_passkey(client, key.use(challenge(client), signature=signed)).status_code == 422


def test_a_passkey_may_be_tried_twenty_times_in_a_quarter_of_an_hour(client, key):
    right = key.key
    with_another_key(key)
    for _time in range(20):
        by_passkey(client, key.use(challenge(client)))
    key.key = right

    refused = by_passkey(client, key.use(challenge(client)))

    assert "tried too often" in refused.content.decode()
    assert not get_user(client).is_authenticated


def test_a_host_that_a_request_names_changes_nothing(client, key):
    asked = client.get(reverse("passkey_challenge"), HTTP_HOST="127.0.0.1").json()

    assert asked["publicKey"]["rpId"] == "localhost"
