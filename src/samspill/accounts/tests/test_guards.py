"""What guards signing in: limits, the same answer for everybody, closed accounts."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user
from django.urls import NoReverseMatch, reverse

from samspill.accounts import emails
from samspill.accounts.actions import deactivate, reactivate
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import WRONG, ask_for_code, newest, sent_code, try_code
from samspill.audit.models import Entry
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)


def without_tokens(response):
    """Return a page's bytes but for what differs at every request."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def test_an_unknown_address_gets_the_same_answers_and_a_mail_that_says_so(client):
    PersonFactory(email="kari@people.example")
    answers = {}
    for address in ("kari@people.example", "nobody@people.example"):
        client.cookies.clear()
        asked = ask_for_code(client, address)
        shown = client.get(asked.headers["Location"])
        refused = try_code(client, WRONG)
        answers[address] = [
            (response.status_code, without_tokens(response).replace(address.encode(), b"-"))
            for response in (asked, shown, refused)
        ]

    assert answers["kari@people.example"] == answers["nobody@people.example"]
    assert newest().to == "nobody@people.example"
    assert newest().wording.subject == "You have no account at Samspill"


def test_an_unknown_address_is_sent_one_such_mail_an_hour(client):
    with time_machine.travel(NOON, tick=False):
        for _time in range(3):
            client.cookies.clear()
            ask_for_code(client, "nobody@people.example")

    kinds = list(Message.objects.order_by("pk").values_list("letter__kind", flat=True))
    assert kinds == ["accounts.mail", "accounts.unsent", "accounts.unsent"]
    assert emails.never(newest()) is None


def test_a_closed_account_gets_no_code(client, kari):
    deactivate(kari, by="operator", at=NOON)

    ask_for_code(client, kari.email)

    assert newest().wording.subject == "You have no account at Samspill"


def test_closing_an_account_signs_it_out_at_the_next_step_and_for_good(client, kari):
    client.force_login(kari)
    assert get_user(client) == kari

    deactivate(kari, by="operator", at=NOON)

    assert not get_user(client).is_authenticated
    reactivate(kari, by="operator", at=NOON)
    assert not get_user(client).is_authenticated
    assert [each.what for each in Entry.objects.order_by("pk")] == [
        "accounts.deactivated",
        "accounts.reactivated",
    ]


def test_an_account_closed_while_the_code_is_on_its_way_stays_closed(client, kari):
    ask_for_code(client, kari.email)
    code = sent_code()
    deactivate(kari, by="operator", at=NOON)

    response = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)

    assert "This account is closed" in response.content.decode()
    assert not get_user(client).is_authenticated


def test_after_five_tries_a_code_works_no_more(client, kari):
    ask_for_code(client, kari.email)
    code = sent_code()
    for _time in range(5):
        assert try_code(client, WRONG).status_code == 422

    response = try_code(client, code)

    assert response.headers["Location"] == reverse("account_request_login_code")
    assert "tried too often" in client.get(response.headers["Location"]).content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("nothing", ["", "   ", "WRONG", "123456", "BCDF-GHJK-L", "æøåæøåæø"])
def test_what_cannot_be_a_code_is_no_try(client, kari, nothing):
    ask_for_code(client, kari.email)
    code = sent_code()
    for _time in range(7):
        assert try_code(client, nothing).status_code == 422

    try_code(client, code)

    assert get_user(client) == kari


def test_tries_that_come_at_once_are_counted_in_the_database(client, kari):
    ask_for_code(client, kari.email)
    code = sent_code()
    session = client.session
    before = dict(session.items())
    for _time in range(5):
        try_code(client, WRONG)
        # Requests at once all read the session as it was: a count in it would be no guard.
        session.clear()
        session.update(before)
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    try_code(client, code)

    assert not get_user(client).is_authenticated


def test_an_address_gets_five_codes_in_a_quarter_of_an_hour(client, kari):
    with time_machine.travel(NOON, tick=False) as traveller:
        for _time in range(5):
            client.cookies.clear()
            assert ask_for_code(client, kari.email).status_code == 302
            traveller.shift(timedelta(minutes=1))
        client.cookies.clear()
        response = ask_for_code(client, kari.email)

    assert response.status_code == 422
    assert "tried too often" in response.content.decode()
    assert Message.objects.count() == 5


def test_a_code_is_good_for_a_quarter_of_an_hour(client, kari):
    with time_machine.travel(NOON, tick=False) as traveller:
        ask_for_code(client, kari.email)
        traveller.shift(timedelta(minutes=15, seconds=1))
        response = try_code(client, sent_code())

    assert response.headers["Location"] == reverse("account_request_login_code")
    assert not get_user(client).is_authenticated


def test_a_code_works_once(client, kari):
    ask_for_code(client, kari.email)
    code = sent_code()
    try_code(client, code)
    client.post(reverse("account_logout"))

    try_code(client, code)

    assert not get_user(client).is_authenticated


def test_the_session_has_a_new_key_after_signing_in(client, kari):
    ask_for_code(client, kari.email)
    before = client.session.session_key

    try_code(client, sent_code())

    assert client.session.session_key != before


def test_signing_in_from_another_site_is_refused(client, kari):
    client.handler.enforce_csrf_checks = True

    assert ask_for_code(client, kari.email).status_code == 403
    assert not Message.objects.exists()


def test_nobody_makes_an_account_on_their_own(client):
    page = reverse("account_signup")

    assert "How to get an account" in client.get(page).content.decode()
    assert client.post(page, {"email": "new@people.example"}).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reauthenticate",
        "account_email_verification_sent",
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_add_webauthn",
    ],
)
def test_what_this_site_does_not_need_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
