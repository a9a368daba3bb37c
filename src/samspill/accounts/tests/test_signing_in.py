"""Signing in by a code from an e-mail, through the whole stack."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import get_user, login
from django.test import RequestFactory
from django.urls import reverse

from samspill.accounts.emails import personal_while_fresh
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import WRONG, ask_for_code, newest, sent_code, try_code
from samspill.core import clock
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)


def test_a_code_signs_its_owner_in(client, kari):
    response = ask_for_code(client, "Kari@People.example")
    assert response.headers["Location"] == reverse("account_confirm_login_code")

    response = try_code(client, sent_code())

    assert response.headers["Location"] == "/en/"
    assert get_user(client) == kari


def test_the_code_is_taken_in_small_letters_and_without_its_hyphen(client, kari):
    ask_for_code(client, kari.email)

    try_code(client, f" {sent_code().lower().replace('-', '')} ")

    assert get_user(client) == kari


def test_the_mail_is_in_the_persons_language_and_hides_the_code_from_what_is_kept(client):
    PersonFactory(email="aino@people.example", language="fi")

    ask_for_code(client, "aino@people.example")

    message = newest()
    assert (message.to, message.language) == ("aino@people.example", "fi")
    assert message.letter.kind == "accounts.mail"
    assert message.personal["code"] not in message.wording.text + message.wording.html
    assert "%%code%%" in message.wording.text


def test_the_mail_tells_what_to_do(client, kari):
    ask_for_code(client, kari.email)

    wording = newest().wording
    assert wording.subject == "Your code for signing in to Samspill"
    assert "Write this code on the page where you asked for it:" in wording.text
    assert "It works for 15 minutes." in wording.text


def test_a_wrong_code_is_explained(client, kari):
    ask_for_code(client, kari.email)

    response = try_code(client, WRONG)

    assert response.status_code == 422
    shown = response.content.decode()
    assert "This is not the code that we sent" in shown
    assert "<title>Error:" in shown


def test_a_new_code_takes_the_place_of_the_old(client, kari):
    ask_for_code(client, kari.email)
    old = sent_code()

    try_code(client, "", action="resend")

    assert Message.objects.count() == 2
    assert try_code(client, old).status_code == 422
    try_code(client, sent_code())
    assert get_user(client) == kari


def test_one_can_go_back_to_another_address(client, kari):
    ask_for_code(client, "wrong@people.example")

    back = client.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert client.get(back.headers["Location"]).status_code == 200
    ask_for_code(client, kari.email)
    try_code(client, sent_code())
    assert get_user(client) == kari


def test_signing_in_leads_on_to_where_one_was_going_but_never_elsewhere(client, kari):
    for target, led_to in (
        ("/en/initiatives/", "/en/initiatives/"),
        ("https://evil.example", "/en/"),
    ):
        client.cookies.clear()
        ask_for_code(client, kari.email, next=target)
        response = try_code(client, sent_code(), next=target)
        assert response.headers["Location"] == led_to


def test_signing_out_takes_a_button(client, kari):
    client.force_login(kari)

    assert "Sign out?" in client.get(reverse("account_logout")).content.decode()
    assert get_user(client) == kari

    client.post(reverse("account_logout"))
    assert not get_user(client).is_authenticated


def test_looking_at_the_page_for_signing_in_starts_no_session(client):
    response = client.get(reverse("account_request_login_code"))

    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert "no-store" in response["Cache-Control"]


def test_an_impossible_address_is_met_with_a_sentence(client):
    response = ask_for_code(client, "kari")

    assert response.status_code == 422
    assert "has one @ in it" in response.content.decode()


def test_login_works_with_our_backend(kari):
    request = RequestFactory().get("/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()

    login(request, kari, backend=settings.AUTHENTICATION_BACKENDS[0])

    assert get_user(request) == kari


def test_a_mail_about_signing_in_is_not_sent_late(client, kari):
    ask_for_code(client, kari.email)
    message = newest()

    assert personal_while_fresh(message) == {}
    message.written_at = clock.now() - timedelta(minutes=15)
    assert personal_while_fresh(message) is None
