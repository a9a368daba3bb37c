"""What may be a password, how it is changed, and how much there is to guess."""

import math
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.contrib.auth.hashers import check_password
from django.urls import reverse

from samspill.accounts.actions.codes import send_code
from samspill.accounts.models import Person
from samspill.accounts.tests.steps import app_code, enter, leave, set_up_app, ways

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
SENTENCE = "Four quiet ferries cross"
FIELD = re.compile(r"<input[^>]*name=\"(?:password|again)\"[^>]*>")


def choose(client, password):
    return client.post(reverse("security_password"), {"password": password, "again": password})


def by_password(client, address, password):
    return client.post(reverse("sign_in_by_password"), {"email": address, "password": password})


@pytest.fixture
def inside(client, kari):
    """Let Kari be signed in, with an app; return its key."""
    with time_machine.travel(NOON, tick=False):
        enter(client, kari)
        secret, _codes = set_up_app(client)
        yield secret


@pytest.mark.parametrize(
    "password",
    [
        "quietferries",
        "QUIET FERRIES",
        "739105846217",
        "!#%&/()=?+;:",
        "blåbærsyltetøy på brødskive",
        "  spaces at both ends  ",
        "f" + "erry " * 12 + "end",
        "a long sentence " * 12,
    ],
)
@pytest.mark.usefixtures("inside")
def test_any_kind_of_sign_will_do_and_any_length_from_twelve_to_two_hundred(client, kari, password):
    assert choose(client, password).status_code == 302
    leave(client)

    answer = by_password(client, kari.email, password)

    assert answer.headers["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE.lower(),
        SENTENCE.upper(),
        f"{SENTENCE} ",
        f" {SENTENCE}",
        SENTENCE[:-1],
        SENTENCE.replace(" ", ""),
    ],
)
@pytest.mark.usefixtures("inside")
def test_a_password_is_compared_as_it_was_written(client, kari, other):
    choose(client, SENTENCE)
    leave(client)

    assert by_password(client, kari.email, other).status_code == 422
    assert by_password(client, kari.email, SENTENCE).status_code == 302


@pytest.mark.usefixtures("inside")
def test_a_password_can_be_changed_and_the_old_one_works_no_more(client, kari):
    choose(client, SENTENCE)

    assert choose(client, "Four noisy ferries cross").status_code == 302

    leave(client)
    assert by_password(client, kari.email, SENTENCE).status_code == 422
    assert by_password(client, kari.email, "Four noisy ferries cross").status_code == 302


@pytest.mark.usefixtures("inside")
def test_the_field_of_a_password_is_masked_and_open_to_password_managers(client):
    chosen = FIELD.findall(client.get(reverse("security_password")).content.decode())
    leave(client)
    asked = FIELD.findall(client.get(reverse("sign_in_by_password")).content.decode())

    assert (len(chosen), len(asked)) == (2, 1)
    assert all('type="password"' in each for each in [*chosen, *asked])
    assert all('autocomplete="new-password"' in each for each in chosen)
    assert all('autocomplete="current-password"' in each for each in asked)


def test_a_password_is_set_for_nobody_beforehand(kari):
    assert not ways(kari).has_password
    assert not check_password("", kari.password)


def test_a_new_site_has_no_account():
    assert not Person.objects.exists()


def test_a_code_from_a_mail_has_more_than_twenty_bits(kari):
    codes = {send_code(kari.email, language="en", at=NOON).replace("-", "") for _each in range(60)}

    letters = set().union(*codes)
    assert len(codes) == 60
    assert {len(each) for each in codes} == {8}
    assert 8 * math.log2(len(letters)) > 30


def test_a_recovery_code_has_more_than_twenty_bits(client, kari):
    enter(client, kari)
    secret, codes = set_up_app(client)

    assert len(set(codes)) == 10
    assert {len(each) for each in codes} == {8}
    assert 8 * math.log2(len(set("".join(codes)))) > 20
    assert app_code(secret)


@pytest.mark.parametrize(("days", "is_in"), [(13, True), (14, False)])
def test_a_session_that_nobody_uses_ends_after_two_weeks(client, kari, days, is_in):
    with time_machine.travel(NOON, tick=False) as traveller:
        enter(client, kari)
        traveller.shift(timedelta(days=days, seconds=1))

        assert get_user(client).is_authenticated is is_in


def test_a_session_in_use_goes_on(client, kari):
    with time_machine.travel(NOON, tick=False) as traveller:
        enter(client, kari)
        for _each in range(3):
            traveller.shift(timedelta(days=13))
            client.get(reverse("portal:my_page"))

        assert get_user(client) == kari
