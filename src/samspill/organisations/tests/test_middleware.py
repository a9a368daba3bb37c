"""Two steps for whoever decides, or reads what is confidential."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import app_code, enter, leave, set_up_app
from samspill.initiatives.choices import Duty
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.middleware import SecondFactor
from samspill.organisations.tests.factories import RoleFactory

pytestmark = pytest.mark.django_db

MINE = "portal:my_page"


@pytest.fixture(autouse=True)
def _two_steps_for_facilitators(settings):
    settings.SECOND_FACTOR_FOR = frozenset({"facilitator"})


@pytest.fixture
def facilitator():
    return RoleFactory(kind=RoleKind.FACILITATOR).person


def needed(wanted=""):
    page = reverse("security_second_step")
    return f"{page}?next={wanted.replace('/', '%2F')}" if wanted else page


def test_whoever_must_and_has_not_is_led_to_where_it_is_set_up(client, facilitator):
    enter(client, facilitator)

    answer = client.get(reverse(MINE))

    assert answer.headers["Location"] == needed(reverse(MINE))
    page = client.get(answer.headers["Location"])
    assert "A second step is needed" in page.content.decode()


@pytest.mark.parametrize("name", ["security", "security_end_other_sessions", "security_password"])
def test_nothing_else_signed_in_comes_first(client, facilitator, name):
    enter(client, facilitator)

    assert client.post(reverse(name)).headers["Location"] == needed()


def test_setting_it_up_opens_the_way(client, facilitator):
    enter(client, facilitator)

    set_up_app(client)

    assert client.get(reverse(MINE)).status_code == 200


def test_a_session_without_the_factor_does_not_pass_because_another_has_it(client, facilitator):
    older = Client()
    enter(older, facilitator)
    enter(client, facilitator)
    set_up_app(client)

    answer = older.get(reverse(MINE), follow=True)

    assert answer.redirect_chain[0][0] == needed(reverse(MINE))
    assert answer.redirect_chain[1][0].startswith(reverse("security_confirm"))
    assert (
        older.get(reverse("security_app"))
        .headers["Location"]
        .startswith(reverse("security_confirm"))
    )


def test_such_a_session_passes_after_the_second_step(client, facilitator):
    older = Client()
    enter(older, facilitator)
    enter(client, facilitator)
    secret, _codes = set_up_app(client)

    later = timezone.now() + timedelta(seconds=30)
    older.post(reverse("security_confirm"), {"code": app_code(secret, later)})

    assert older.get(reverse(MINE)).status_code == 200


def test_a_code_by_mail_alone_does_not_get_in_once_there_is_a_factor(client, facilitator):
    enter(client, facilitator)
    set_up_app(client)
    leave(client)

    answer = enter(client, facilitator)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse(MINE)).headers["Location"].startswith(reverse("account_login"))


def test_public_pages_are_read_as_by_anybody_until_then(client, facilitator):
    draft = InitiativeFactory(published_at=None)
    TeamMemberFactory(initiative=draft, role=facilitator.roles.get(), duty=Duty.FACILITATOR)
    enter(client, facilitator)

    assert client.get(reverse("portal:initiative", args=[draft.slug])).status_code == 404
    assert client.get(reverse("portal:front")).status_code == 200

    set_up_app(client)
    assert client.get(reverse("portal:initiative", args=[draft.slug])).status_code == 200


def test_public_pages_still_say_who_is_signed_in_and_let_them_out(client, facilitator):
    enter(client, facilitator)

    page = client.get(reverse("portal:front")).content.decode()

    assert f"Signed in as {facilitator}" in page
    leave(client)
    assert "Signed in as" not in client.get(reverse("portal:front")).content.decode()


@pytest.mark.parametrize("kind", [RoleKind.EDITOR, None])
def test_others_sign_in_with_one_step(client, kind):
    person = RoleFactory(kind=kind).person if kind else PersonFactory()
    enter(client, person)

    assert client.get(reverse(MINE)).status_code == 200


def test_a_role_that_has_ended_asks_for_nothing(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    person = RoleFactory(kind=RoleKind.FACILITATOR, to_on=yesterday).person
    enter(client, person)

    assert client.get(reverse(MINE)).status_code == 200


def test_removing_the_factor_leads_back_at_the_next_sign_in(client, facilitator):
    enter(client, facilitator)
    set_up_app(client)
    Authenticator.objects.all().delete()
    leave(client)
    enter(client, facilitator)

    assert client.get(reverse(MINE)).headers["Location"] == needed(reverse(MINE))


def test_with_two_steps_no_question_is_asked_of_roles(
    client, facilitator, django_assert_num_queries
):
    enter(client, facilitator)
    set_up_app(client)

    with django_assert_num_queries(3):  # the session, the person, and for whom they act
        client.get(reverse("account_logout"))


def test_a_role_that_does_not_exist_stops_the_site(settings):
    settings.SECOND_FACTOR_FOR = frozenset({"facilitatr"})

    with pytest.raises(ImproperlyConfigured, match="facilitatr"):
        SecondFactor(lambda request: None)


def test_control_without_the_guard_one_step_is_enough(client, facilitator, settings):
    settings.SECOND_FACTOR_FOR = frozenset()
    enter(client, facilitator)

    assert client.get(reverse(MINE)).status_code == 200
