"""For whom somebody acts: chosen on a page, kept in the session, gone when the role is."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from samspill.accounts.tests.factories import PersonFactory
from samspill.core import clock
from samspill.core.capacity import Capacity
from samspill.core.translated import Translated
from samspill.organisations.acting import ActingFor
from samspill.organisations.choices import RoleKind
from samspill.organisations.queries import held_by, kinds_of
from samspill.organisations.tests.factories import RoleFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/my-page/role/"


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def harbour(person):
    return RoleFactory(
        person=person, kind=RoleKind.COORDINATOR, organisation__name=Translated(en="Harbour town")
    )


@pytest.fixture
def hill(person, harbour):
    return RoleFactory(
        person=person, kind=RoleKind.SUBJECT, organisation__name=Translated(en="Hill town")
    )


def capacity_then(client):
    """Return in what capacity somebody acted in the request just made."""
    return client.get(PAGE).wsgi_request.user.capacity


def in_role(role):
    return Capacity(f"organisations.organisation:{role.organisation_id}", role.kind)


def test_the_only_role_is_acted_in(client, harbour):
    client.force_login(harbour.person)

    assert capacity_then(client) == in_role(harbour)


def test_without_a_role_one_acts_for_nobody(client):
    client.force_login(PersonFactory())

    assert capacity_then(client) is None
    assert "Nobody has given you a role yet." in client.get(PAGE).content.decode()


def test_the_chosen_role_is_acted_in_until_another_is_chosen(client, harbour, hill):
    client.force_login(harbour.person)
    assert capacity_then(client) == in_role(harbour)

    answer = client.post(PAGE, {"role": hill.pk}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain[0][0] == reverse("portal:my_page")
    assert "You now act for Hill town: Subject specialist." in page
    assert "Acting for Hill town: Subject specialist" in page
    assert capacity_then(client) == in_role(hill)


def test_a_chosen_role_that_has_ended_falls_away_at_the_next_request(client, harbour, hill):
    client.force_login(harbour.person)
    client.post(PAGE, {"role": hill.pk})

    hill.to_on = clock.today() - timedelta(days=1)
    hill.save()

    assert capacity_then(client) == in_role(harbour)


def test_nobody_acts_in_somebody_elses_role(client, harbour):
    client.force_login(harbour.person)

    answer = client.post(PAGE, {"role": RoleFactory().pk})

    assert answer.status_code == 422
    assert "You no longer have this role." in answer.content.decode()
    assert capacity_then(client) == in_role(harbour)


def test_nothing_is_chosen_by_looking(client, harbour, hill):
    client.force_login(harbour.person)

    client.get(PAGE, {"role": hill.pk})

    assert capacity_then(client) == in_role(harbour)


def test_whoever_is_not_signed_in_costs_no_question(django_assert_num_queries):
    request = RequestFactory().get("/")
    request.session = {}

    with django_assert_num_queries(0):
        ActingFor(lambda request: request)(request)
        assert (request.user._wrapped if request.user.pk else None) is None
        assert isinstance(request.user, AnonymousUser)


def test_whoever_is_signed_in_costs_one_question(client, harbour, hill, django_assert_num_queries):
    client.force_login(harbour.person)
    session = client.session

    def answer(request):
        # The session, the person, and the roles: once, however often it is asked.
        with django_assert_num_queries(3):
            assert request.user.capacity == in_role(harbour)
            assert request.user.capacity == in_role(harbour)

    request = RequestFactory().get("/")
    request.session = type(session)(session.session_key)
    ActingFor(answer)(request)


@pytest.mark.parametrize(("method", "is_asked_again"), [("GET", False), ("POST", True)])
def test_a_page_that_only_shows_reads_roles_once_and_one_that_acts_each_time(
    client, harbour, method, is_asked_again
):
    client.force_login(harbour.person)
    session = client.session

    def answer(request):
        assert kinds_of(request.user, clock.now()) == {RoleKind.COORDINATOR}
        harbour.delete()
        assert bool(kinds_of(request.user, clock.now())) is not is_asked_again
        assert not held_by(request.user, clock.now() + timedelta(days=2)).roles

    request = RequestFactory().generic(method, "/")
    request.session = type(session)(session.session_key)
    ActingFor(answer)(request)


def test_one_leaves_a_role_of_ones_own(client, harbour, hill):
    client.force_login(harbour.person)
    page = reverse("organisations:leave", args=[hill.pk])

    assert "End your role?" in client.get(page).content.decode()
    assert harbour.person.roles.not_over(clock.today()).count() == 2

    client.post(page)

    assert list(harbour.person.roles.not_over(clock.today())) == [harbour]


def test_nobody_leaves_somebody_elses_role(client, harbour):
    client.force_login(harbour.person)

    assert client.post(reverse("organisations:leave", args=[RoleFactory().pk])).status_code == 404


def test_who_has_one_role_has_nothing_to_choose(client, harbour):
    client.force_login(harbour.person)

    page = client.get(PAGE).content.decode()

    assert "Harbour town: Coordinator of a public body" in page
    assert 'name="role"' not in page
    assert "Change for whom you act" not in page


def test_who_has_several_roles_is_led_to_the_choice(client, harbour, hill):
    client.force_login(harbour.person)

    page = client.get(PAGE).content.decode()

    assert page.count('name="role"') == 2
    assert "Change for whom you act" in page
