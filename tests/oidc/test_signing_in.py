"""Signing in by a sign-in service that behaves."""

import base64
import hashlib
import json
from datetime import timedelta
from urllib.parse import urlencode

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samspill.accounts.models import Identity, OpenSession, Person
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import app_code, enter, leave, set_up_app
from samspill.audit.models import Entry
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from tests.oidc.conftest import SUBJECT, ask, described, path_of, questions, round_trip
from tests.oidc.provider import CLIENT

pytestmark = pytest.mark.django_db


def test_whoever_is_connected_is_signed_in(client, provider, connected):
    answer = round_trip(client, provider, next="/en/initiatives/")

    assert get_user(client) == connected.person
    assert answer.headers["Location"] == "/en/initiatives/"
    assert OpenSession.objects.get().means == "provider"


def test_the_question_has_nonce_state_a_challenge_and_the_lowest_level_that_is_enough(
    client, provider
):
    asked = questions(ask(client))

    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT
    assert asked["redirect_uri"] == "http://localhost:8000/oidc/trust/"
    assert asked["scope"] == "openid"
    assert asked["acr_values"] == "substantial"
    assert asked["code_challenge_method"] == "S256"
    assert asked["ui_locales"] == "en"
    assert min(len(asked["nonce"]), len(asked["state"]), len(asked["code_challenge"])) >= 43


def test_the_verifier_fits_the_challenge_and_the_secret_is_in_the_header(
    client, provider, connected
):
    asked = questions(ask(client))
    client.get(path_of(provider.visit(f"{provider.issuer}/authorize?{urlencode(asked)}")))

    sent = provider.seen("token")[0]
    digest = hashlib.sha256(sent["form"]["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
    assert "client_secret" not in sent["form"]
    assert sent["by"].startswith("Basic ")


def test_every_question_is_another(client, provider):
    first, second = questions(ask(client)), questions(ask(client))

    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]


def test_an_unknown_subject_makes_no_account_and_is_not_matched_by_address(client, provider, kari):
    answer = round_trip(client, provider)  # the token has Kari's address

    assert answer.status_code == 403
    assert "Not connected yet" in answer.content.decode()
    assert not get_user(client).is_authenticated
    assert Person.objects.get() == kari
    assert not Identity.objects.exists()


def test_a_person_connects_a_service_and_signs_in_by_it(client, provider, kari):
    enter(client, kari)

    answer = round_trip(client, provider, "security_connect")

    assert answer.headers["Location"] == reverse("security")
    kept = Identity.objects.get()
    assert (kept.person, kept.issuer, kept.subject) == (kari, provider.issuer, SUBJECT)
    leave(client)
    round_trip(client, provider)
    assert get_user(client) == kari


def test_nothing_of_the_token_is_kept_but_issuer_and_subject(client, provider, kari):
    enter(client, kari)
    round_trip(client, provider, "security_connect")

    kept = json.dumps(list(Identity.objects.values()), default=str)
    kept += str(client.session.items()) + json.dumps(list(Entry.objects.values()), default=str)

    assert "01010100000" not in kept
    assert "eyJ" not in kept  # nor the token itself, but sealed


def test_connecting_takes_a_session_that_is_fresh(client, provider, kari):
    client.force_login(kari)

    answer = client.post(reverse("security_connect", args=["trust"]))

    assert answer.headers["Location"].startswith(reverse("security_confirm"))


def test_what_is_connected_to_somebody_else_stays_so(client, provider, connected):
    other = PersonFactory()
    enter(client, other)

    answer = round_trip(client, provider, "security_connect")

    assert answer.status_code == 400
    assert "connected already" in answer.content.decode()
    assert Identity.objects.get().person == connected.person


def test_a_service_can_be_removed_and_then_signs_nobody_in(client, provider, connected):
    enter(client, connected.person)
    elsewhere = Client()
    round_trip(elsewhere, provider)

    client.post(reverse("security_disconnect", args=[connected.pk]))

    assert not get_user(elsewhere).is_authenticated
    assert get_user(client) == connected.person
    leave(client)
    assert round_trip(client, provider).status_code == 403


def test_nobody_removes_what_is_somebody_elses(client, provider, connected):
    enter(client, PersonFactory())

    client.post(reverse("security_disconnect", args=[connected.pk]))

    assert Identity.objects.get() == connected


def test_a_closed_account_stays_closed(client, provider, connected):
    Person.objects.update(is_active=False)

    answer = round_trip(client, provider)

    assert answer.headers["Location"] == reverse("account_inactive")
    assert not get_user(client).is_authenticated


def test_whoever_has_an_app_is_asked_for_its_code_too(client, provider, connected):
    enter(client, connected.person)
    secret, _codes = set_up_app(client)
    leave(client)

    answer = round_trip(client, provider)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    later = timezone.now() + timedelta(seconds=30)
    client.post(answer.headers["Location"], {"code": app_code(secret, later)})
    assert get_user(client) == connected.person


@pytest.mark.parametrize("counts", [True, False])
def test_a_service_of_two_steps_counts_as_two_where_the_setting_says_so(
    client, provider, connected, settings, counts
):
    settings.SECOND_FACTOR_FOR = frozenset({"facilitator"})
    settings.OIDC = json.dumps([described(provider, second_factor=counts)])
    RoleFactory(person=connected.person, kind=RoleKind.FACILITATOR)

    round_trip(client, provider)

    assert client.get(reverse("portal:my_page")).status_code == (200 if counts else 302)


@pytest.mark.parametrize("kind", ["RSA", "EC"])
def test_we_can_show_who_we_are_by_a_signature(client, provider, connected, settings, kind):
    key = (
        rsa.generate_private_key(public_exponent=65537, key_size=2048)
        if kind == "RSA"
        else ec.generate_private_key(ec.SECP256R1())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    ours = described(provider, private_key=private, key_id="ours")
    del ours["client_secret"]
    settings.OIDC = json.dumps([ours])
    provider.tell(client_key=public.decode())

    round_trip(client, provider)

    assert get_user(client) == connected.person
    sent = provider.seen("token")[0]
    assert sent["by"] == ""
    assert jwt.get_unverified_header(sent["form"]["client_assertion"])["kid"] == "ours"


def test_a_service_that_changes_its_keys_is_asked_for_them_again(client, provider, connected):
    round_trip(client, provider)
    client.post(reverse("account_logout"))
    provider.tell(rotate="second")

    round_trip(client, provider)

    assert get_user(client) == connected.person


def test_signing_out_leads_on_to_signing_out_there(client, provider, connected):
    round_trip(client, provider)

    answer = client.post(reverse("account_logout"))

    assert not get_user(client).is_authenticated
    asked = questions(answer["Refresh"].removeprefix("0; url="))
    assert answer["Refresh"].startswith(f"0; url={provider.issuer}/sign-out?")
    assert asked["post_logout_redirect_uri"] == "http://localhost:8000/"
    assert jwt.decode(asked["id_token_hint"], options={"verify_signature": False})["sub"] == SUBJECT


def test_signing_out_there_ends_the_session_here(client, provider, connected):
    round_trip(client, provider)
    page = reverse("oidc_signed_out", args=["trust"])

    Client().get(page, {"iss": provider.issuer, "sid": "another"})
    assert get_user(client) == connected.person

    Client().get(page, {"iss": provider.issuer, "sid": "session-1"})
    assert not get_user(client).is_authenticated


def test_the_answer_is_given_in_the_language_in_which_one_asked(client, provider, kari):
    address = client.post("/fi/kirjaudu/palvelu/trust/")["Refresh"].removeprefix("0; url=")

    answer = client.get(path_of(provider.visit(address)), HTTP_ACCEPT_LANGUAGE="en")

    assert '<html lang="fi"' in answer.content.decode()


def test_a_service_that_is_not_set_up_has_no_page(client, provider):
    assert client.post(reverse("sign_in_by_provider", args=["another"])).status_code == 404
    assert client.get("/oidc/another/").status_code == 404


def test_going_to_the_service_takes_a_button(client, provider):
    assert client.get(reverse("sign_in_by_provider", args=["trust"])).status_code == 405


def test_an_answer_after_ten_minutes_is_too_late(client, provider, connected):
    back = provider.visit(ask(client))

    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        answer = client.get(path_of(back))

    assert answer.status_code == 400
    assert not get_user(client).is_authenticated
