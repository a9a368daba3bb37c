"""The pages about one's own data: seen by their owner only, and erased by a pressed button."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import enter
from samspill.audit.actions import record
from samspill.organisations.choices import RoleKind
from samspill.organisations.queries import capacity_in
from samspill.organisations.tests.factories import EnquiryFactory, RoleFactory
from samspill.privacy.tests.conftest import MINE, THEIRS
from samspill.privacy.tests.traces import found_in

pytestmark = pytest.mark.django_db
PAGES = ["my_data", "my_data_file", "erase_me"]


def page_of(name):
    return reverse(f"privacy:{name}")


@pytest.fixture(autouse=True)
def _untried():
    """Forget how often somebody has tried to sign in."""
    cache.clear()


@pytest.fixture
def free():
    """Give somebody on whom nothing hangs."""
    person = PersonFactory(name="Kari", email="kari@people.example")
    EnquiryFactory(sender_address=person.email, text="Dear all")
    return person


@pytest.mark.parametrize("name", PAGES)
def test_who_has_not_signed_in_is_asked_to(client, name):
    answer = client.get(page_of(name))

    assert answer.status_code == 302
    assert reverse("account_request_login_code") in answer["Location"]


def test_the_page_shows_mine_and_nobody_elses(client, me, another):
    client.force_login(me)

    answer = client.get(page_of("my_data"))

    assert found_in(answer.content, [MINE, THEIRS]) == {MINE}
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    for heading in ("Your account", "Your roles", "What you follow", "What was done in your name"):
        assert heading in answer.content.decode()


def test_a_session_is_told_with_what_and_when_it_began_and_was_last_used(client, free):
    with time_machine.travel(datetime(2026, 10, 24, 12, tzinfo=UTC), tick=False):
        client.defaults.update(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
        enter(client, free)

        page = client.get(page_of("my_data")).content.decode()

    session = page.partition("Where you are signed in</h3>")[2].partition("<h3>")[0]
    for label in ("Program", "Machine", "By", "Since", "Last used", "Ends at the latest"):
        assert f"<dt>{label}</dt>" in session
    assert "Firefox" in session
    assert session.count("24 October 2026") == 2
    assert "trail" not in page


def test_what_is_not_known_of_a_session_is_not_shown(client, free):
    client.force_login(free)

    page = client.get(page_of("my_data")).content.decode()

    session = page.partition("Where you are signed in</h3>")[2].partition("<h3>")[0]
    assert session.count("<dt>") == 1
    assert "<dt>Ends at the latest</dt>" in session
    assert "None" not in page


def test_what_was_done_is_told_without_keys_of_the_database(client, me):
    role = RoleFactory(person=me, kind=RoleKind.ADMINISTRATOR)
    me.capacity = capacity_in(role)
    record("organisations.invited", role.organisation, by=me, at=timezone.now())
    client.force_login(me)

    page = client.get(page_of("my_data")).content.decode()

    assert "Somebody was invited to act for the organisation." in page
    assert "Administrator of the organisation" in page
    assert "organisations.organisation:" not in page
    assert f"organisations.organisation:{role.organisation_id}" in (
        client.get(page_of("my_data_file")).content.decode()
    )


def test_the_file_is_mine_to_take_along_and_kept_by_nobody(client, me, another):
    client.force_login(me)

    answer = client.get(page_of("my_data_file"))

    assert found_in(answer.content, [MINE, THEIRS]) == {MINE}
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith('attachment; filename="samspill-my-data-20')
    assert f"{MINE}@people.example" in json.loads(answer.content)["about"]


def test_a_closed_account_gets_no_file(client, me):
    client.force_login(me)
    type(me).objects.filter(pk=me.pk).update(is_active=False)

    assert client.get(page_of("my_data_file")).status_code == 302


def questions_of(client, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as asked:
        assert client.get(page_of(name)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", PAGES)
def test_it_asks_as_many_questions_for_one_letter_as_for_five(
    client, django_assert_max_num_queries, free, name
):
    enter(client, free)
    client.get(page_of(name))  # what every page shows at its foot is kept for a minute
    before = questions_of(client, name, django_assert_max_num_queries)
    EnquiryFactory.create_batch(5, sender_address=free.email)

    assert questions_of(client, name, django_assert_max_num_queries) == before


def test_who_signed_in_long_ago_first_shows_that_it_is_them(client, free):
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        enter(client, free)

    for answer in (client.get(page_of("erase_me")), client.post(page_of("erase_me"))):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("security_confirm"))
        assert page_of("erase_me") in unquote(answer["Location"])

    free.refresh_from_db()
    assert free.name == "Kari"


def test_opening_the_page_erases_nobody(client, free):
    enter(client, free)
    client.get(page_of("erase_me"))

    free.refresh_from_db()
    assert free.name == "Kari"


def test_the_button_erases_and_signs_out(client, free):
    enter(client, free)

    answer = client.post(page_of("erase_me"))

    assert answer["Location"] == page_of("erased")
    free.refresh_from_db()
    assert (free.name, free.is_active) == ("", False)
    assert not get_user(client).is_authenticated
    assert Session.objects.count() == 0
    page = client.get(answer["Location"])
    assert "You have been erased" in page.content.decode()
    assert not client.cookies[settings.SESSION_COOKIE_NAME].value


def test_another_sites_page_cannot_press_the_button(client, free):
    enter(client, free)

    answer = client.post(page_of("erase_me"), headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    free.refresh_from_db()
    assert free.name == "Kari"


def test_who_alone_does_something_is_told_what_to_do_first(client, me):
    me.authenticator_set.all().delete()  # a passkey cannot be pressed here
    enter(client, me)

    page = client.get(page_of("erase_me")).content.decode()
    assert "You alone run the initiative" in page
    assert "Erase me for good" not in page

    answer = client.post(page_of("erase_me"))
    assert answer.status_code == 422
    me.refresh_from_db()
    assert MINE in me.name


def test_the_page_says_what_goes_what_loses_its_name_and_what_stays(client, me):
    me.authenticator_set.all().delete()  # a passkey cannot be pressed here
    enter(client, me)

    page = client.get(page_of("erase_me")).content.decode()

    goes, rest = page.split("What stays without your name")
    loses, stays = rest.split("What must stay, and why")
    assert "Letters that you wrote to contact persons (1)" in goes
    assert "Your roles (1)" in loses
    assert "What you have agreed to, and taken back (2)" in stays


def test_the_page_after_is_the_same_for_everybody(client):
    answer = client.get(page_of("erased"))

    assert answer["Cache-Control"].startswith("public")
    assert not answer.cookies
