"""A sign-in service, or somebody in its name, that does what it must not. Nobody is signed in by it.

Each guard is taken away once at the end: the same attack then gets in.
"""

import json
import time
from urllib.parse import urlencode, urlsplit

import jwt
import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from samspill.accounts.models import Identity
from samspill.accounts.oidc import fetching, tokens
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import enter
from samspill.accounts.views import providers as views
from tests.oidc.conftest import ENGLISH, SUBJECT, ask, described, path_of, questions, round_trip

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BAD_TOKENS = {
    "of another issuer": {"claims": {"iss": "https://evil.example"}},
    "for somebody else": {"claims": {"aud": "another site"}},
    "for several, presented by another": {
        "claims": {"aud": ["samspill: the site", "another site"], "azp": "another site"}
    },
    "for several, presented by nobody": {"claims": {"aud": ["samspill: the site", "another site"]}},
    "that is over": {"shift": {"iat": -200, "exp": -200}},
    "that is old": {"shift": {"iat": -400, "exp": 3600}},
    "from the future": {"shift": {"iat": 120, "exp": 3600}},
    "not valid yet": {"claims": {"nbf": 9_999_999_999}},
    "without an end": {"claims": {"exp": None}},
    "without a beginning": {"claims": {"iat": None}},
    "with times in words": {"claims": {"exp": "tomorrow"}},
    "of too low a level": {"claims": {"acr": "low"}},
    "without a level": {"claims": {"acr": None}},
    "with another nonce": {"claims": {"nonce": "another"}},
    "without a nonce": {"claims": {"nonce": None}},
    "with a nonce that is no text": {"claims": {"nonce": 7}},
    "without a subject": {"claims": {"sub": None}},
    "with an empty subject": {"claims": {"sub": ""}},
    "with a subject that is no text": {"claims": {"sub": 7}},
    "with an endless subject": {"claims": {"sub": "s" * 300}},
    "signed by nobody": {"signature": "none"},
    "signed with the public key as a secret": {"signature": "shared"},
    "signed by another": {"signature": "other"},
    "changed after it was signed": {"signature": "changed"},
    "signed with a key that is not the service's": {"kid": "unknown"},
}
BAD_ANSWERS = [
    {"answers": {"token": "redirects"}},
    {"answers": {"token": "large"}},
    {"answers": {"token": "nonsense"}},
    {"answers": {"token": "fails"}},
    {"answers": {"keys": "redirects"}},
    {"answers": {"keys": "large"}},
    {"answers": {"keys": "nonsense"}},
]


def assert_nobody(client, answer, status=400):
    assert answer.status_code == status
    assert not get_user(client).is_authenticated
    assert "did not give us an answer that we can trust" in answer.content.decode()


@pytest.mark.parametrize("wrong", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
def test_a_token_that_is_not_as_it_must_be_signs_nobody_in(client, provider, connected, wrong):
    provider.misbehave(**wrong)

    assert_nobody(client, round_trip(client, provider))


@pytest.mark.parametrize("wrong", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
def test_nor_does_it_connect_anything(client, provider, kari, wrong):
    enter(client, kari)
    provider.misbehave(**wrong)

    assert round_trip(client, provider, "security_connect").status_code == 400
    assert not Identity.objects.exists()


@pytest.mark.parametrize("wrong", BAD_ANSWERS, ids=str)
def test_an_answer_that_cannot_be_used_is_explained(client, provider, connected, wrong):
    provider.misbehave(**wrong)

    assert_nobody(client, round_trip(client, provider))


@pytest.mark.parametrize("wrong", ["fails", "nonsense", "large", "redirects"])
def test_a_service_that_does_not_describe_itself_is_not_asked(client, provider, wrong):
    provider.misbehave(answers={"description": wrong})

    answer = client.post(reverse("sign_in_by_provider", args=["trust"]))

    assert_nobody(client, answer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"described_issuer": "https://evil.example"},
        {"token_endpoint": "http://192.0.2.1/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"token_endpoint": "http://localhost@evil.example/token"},
    ],
    ids=str,
)
def test_a_description_that_leads_elsewhere_is_not_believed(client, provider, wrong):
    provider.misbehave(**wrong)

    assert_nobody(client, client.post(reverse("sign_in_by_provider", args=["trust"])))


@pytest.mark.parametrize("wrong", ["hangs", "drips"])
def test_a_service_that_hangs_is_left_after_five_seconds(client, provider, connected, wrong):
    address = ask(client)
    provider.misbehave(answers={"token": wrong})
    back = provider.visit(address)
    begun = time.monotonic()

    answer = client.get(path_of(back))

    assert_nobody(client, answer)
    assert time.monotonic() - begun < fetching.SECONDS + 3


def test_a_code_that_was_redeemed_is_not_redeemed_again(client, provider, connected):
    provider.misbehave(takes_codes_again=True)  # so that we are the guard
    back = provider.visit(ask(client))
    client.get(path_of(back))
    assert get_user(client) == connected.person
    client.post(reverse("account_logout"))

    assert_nobody(client, client.get(path_of(back)))
    assert len(provider.seen("token")) == 1


def test_answers_that_come_at_once_are_taken_once(client, provider, connected):
    provider.misbehave(takes_codes_again=True)
    back = provider.visit(ask(client))
    session = client.session
    before = dict(session.items())
    client.get(path_of(back))
    client.post(reverse("account_logout"))
    again = client.session  # another request that had read the session before the first one ended
    again.update(before)
    again.save()
    client.cookies["session"] = again.session_key

    client.get(path_of(back))

    assert not get_user(client).is_authenticated
    assert len(provider.seen("token")) == 1


def test_a_replayed_code_is_refused_by_the_service(client, provider, connected):
    first = questions(provider.visit(ask(client)))
    state = questions(ask(client))["state"]
    client.get("/oidc/trust/", {**first})
    client.post(reverse("account_logout"))
    state = questions(ask(client))["state"]

    answer = client.get("/oidc/trust/", {**first, "state": state})

    assert_nobody(client, answer)


def test_somebody_elses_answer_does_not_sign_one_in_as_them(client, provider, connected):
    attacker = Client(headers=ENGLISH)
    back = provider.visit(ask(attacker))

    assert_nobody(client, client.get(path_of(back)))


@pytest.mark.parametrize("state", ["", "another", None])
def test_an_answer_to_no_question_is_refused(client, provider, connected, state):
    answer = questions(provider.visit(ask(client)))
    if state is None:
        del answer["state"]
    else:
        answer["state"] = state

    assert_nobody(client, client.get("/oidc/trust/", answer))
    assert provider.seen("token") == []


def test_somebody_elses_code_is_useless_without_their_verifier(client, provider, connected):
    attacker = Client(headers=ENGLISH)
    stolen = questions(provider.visit(ask(client)))["code"]
    state = questions(ask(attacker))["state"]

    answer = attacker.get("/oidc/trust/", {"code": stolen, "state": state, "iss": provider.issuer})

    assert_nobody(attacker, answer)


def test_the_nonce_holds_even_where_the_service_forgets_the_verifier(
    client, provider, connected, monkeypatch
):
    attacker = Client(headers=ENGLISH)
    victims = questions(ask(client))
    attackers = questions(ask(attacker))
    mixed = {**victims, "code_challenge": attackers["code_challenge"]}
    stolen = questions(provider.visit(f"{provider.issuer}/authorize?{urlencode(mixed)}"))["code"]

    answer = attacker.get(
        "/oidc/trust/", {"code": stolen, "state": attackers["state"], "iss": provider.issuer}
    )

    assert_nobody(attacker, answer)
    assert len(provider.seen("token")) == 1


@pytest.mark.parametrize("issuer", ["https://evil.example", ""])
def test_an_answer_that_names_another_service_is_refused(client, provider, connected, issuer):
    provider.misbehave(answer={"iss": issuer})

    assert_nobody(client, round_trip(client, provider))
    assert provider.seen("token") == []


def test_a_refusal_is_explained_and_breaking_off_is_no_fault(client, provider, connected):
    state = questions(ask(client))["state"]
    back = {"error": "access_denied", "state": state, "iss": provider.issuer}
    broken_off = client.get("/oidc/trust/", back)
    assert broken_off.status_code == 200
    assert "You broke off" in broken_off.content.decode()

    state = questions(ask(client))["state"]
    back = {"error": "<script>", "code": "x", "state": state, "iss": provider.issuer}
    refused = client.get("/oidc/trust/", back)
    assert_nobody(client, refused)
    assert "<script>alert" not in refused.content.decode()
    assert provider.seen("token") == []


def test_what_one_began_to_connect_is_not_connected_to_the_next_person(client, provider, kari):
    enter(client, kari)
    back = provider.visit(ask(client, "security_connect"))
    session = client.session
    asked = session["provider_questions"]
    other = PersonFactory()
    stranger = Client(headers=ENGLISH)
    enter(stranger, other)
    session = stranger.session
    session["provider_questions"] = asked
    session.save()

    assert stranger.get(path_of(back)).status_code == 400
    assert not Identity.objects.exists()


def test_connecting_from_another_site_is_refused(provider, kari):
    client = Client(headers=ENGLISH)
    enter(client, kari)
    client.handler.enforce_csrf_checks = True

    for name in ("security_connect", "sign_in_by_provider"):
        forged = client.post(reverse(name, args=["trust"]), HTTP_ORIGIN="https://evil.example")
        assert forged.status_code == 403


def test_the_answer_never_leads_to_another_site(client, provider, connected):
    answer = round_trip(client, provider, next="https://evil.example/")

    assert not urlsplit(answer.headers["Location"]).netloc


# --- With the guard off, the attack gets in -----------------------------------------------------

CONTROLS = {
    "of another issuer": ("_check_for_us", None),
    "for somebody else": ("_check_for_us", None),
    "that is over": ("_check_times", None),
    "from the future": ("_check_times", None),
    "that is old": ("_check_times", None),
    "with another nonce": ("compare_digest", True),
    "changed after it was signed": ("_signed", "unverified"),
    "signed by nobody": ("_signed", "unverified"),
    "signed with the public key as a secret": ("_signed", "unverified"),
}


@pytest.mark.parametrize("attack", CONTROLS)
def test_control_without_its_guard_the_token_signs_somebody_in(
    client, provider, connected, monkeypatch, attack
):
    name, answer = CONTROLS[attack]

    def off(token, *_args):
        if answer == "unverified":
            return jwt.decode(token, options={"verify_signature": False})
        return answer

    monkeypatch.setattr(tokens, name, off)
    if attack == "changed after it was signed":
        Identity.objects.update(subject="somebody-else")
    provider.misbehave(**BAD_TOKENS[attack])

    round_trip(client, provider)

    assert get_user(client) == connected.person


def test_control_without_its_floor_a_low_level_signs_somebody_in(
    client, provider, connected, settings
):
    settings.OIDC = json.dumps([described(provider, acr=[])])
    provider.misbehave(claims={"acr": "low"})

    round_trip(client, provider)

    assert get_user(client) == connected.person


def test_control_without_the_count_a_code_is_redeemed_twice(
    client, provider, connected, monkeypatch
):
    monkeypatch.setattr(views.rules, "check_once", lambda *_args, **_more: None)
    provider.misbehave(takes_codes_again=True)
    back = provider.visit(ask(client))
    before = dict(client.session.items())
    client.get(path_of(back))
    client.post(reverse("account_logout"))
    again = client.session
    again.update(before)
    again.save()
    client.cookies["session"] = again.session_key

    client.get(path_of(back))

    assert get_user(client) == connected.person
    assert Identity.objects.get().subject == SUBJECT
