"""A session that somebody else knows is worth nothing once its owner has signed in."""

import pytest
from django.conf import settings as site
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from samspill.accounts.tests.steps import ask_for_code, sent_code, try_code
from samspill.core.access import Access
from tests.attacks.routes import each_route

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def planted():
    """Make a session as an attacker gets one by opening the site."""
    session = SessionStore()
    session["mine"] = "planted"
    session.create()
    return session.session_key


@pytest.mark.parametrize("is_known", [True, False])
def test_a_planted_session_is_replaced_at_sign_in(world, is_known):
    key = planted() if is_known else "a" * 32
    client = world.client()
    client.cookies[site.SESSION_COOKIE_NAME] = key
    ask_for_code(client, world.people["runner"].email)

    try_code(client, sent_code())

    mine = client.cookies[site.SESSION_COOKIE_NAME].value
    assert client.session[SESSION_KEY] == str(world.people["runner"].pk)
    assert mine != key
    assert SESSION_KEY not in SessionStore(key).load()


def test_the_session_before_the_code_is_not_the_one_after_it(world):
    client = world.client()
    ask_for_code(client, world.people["runner"].email)
    before = client.cookies[site.SESSION_COOKIE_NAME].value

    try_code(client, sent_code())

    assert client.cookies[site.SESSION_COOKIE_NAME].value != before
    assert not SessionStore().exists(before)


def test_a_session_in_the_address_is_no_session(world):
    mine = world.client("runner").cookies[site.SESSION_COOKIE_NAME].value
    path = world.paths["nb/anskaffelser/<slug:slug>/styring/"]
    asked = {"session": mine, "sessionid": mine, site.SESSION_COOKIE_NAME: mine}

    assert world.client().get(path, asked).status_code == 302
    assert world.client().post(path, asked).status_code == 302


def test_a_session_that_was_ended_is_worth_nothing(world):
    client = world.client("runner")
    key = client.cookies[site.SESSION_COOKIE_NAME].value

    client.post(reverse("account_logout"))

    stolen = world.client()
    stolen.cookies[site.SESSION_COOKIE_NAME] = key
    assert stolen.get(world.paths["nb/anskaffelser/<slug:slug>/styring/"]).status_code == 302


@each_route
def test_a_page_of_somebody_signed_in_has_a_button_for_signing_out(world, route):
    answer = world.visitor(route, otherwise="runner").get(world.paths[route.pattern])
    is_framed = answer.get("Content-Security-Policy", "").find("frame-ancestors 'self'") >= 0
    is_page = answer.status_code == 200 and "html" in answer["Content-Type"] and not is_framed

    if route.access == Access.SIGNED_IN and is_page:
        assert f'action="{reverse("account_logout")}"' in answer.content.decode()


@pytest.mark.urls("tests.attacks.broken")
def test_a_page_that_keeps_the_planted_session_is_found_out(world):
    key = planted()
    client = world.client()
    client.cookies[site.SESSION_COOKIE_NAME] = key

    client.get("/broken/fixed/")

    assert SESSION_KEY in SessionStore(key).load()
