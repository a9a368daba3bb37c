"""My page: for whom one acts, and what one works with."""

import pytest
from django.urls import reverse

from samspill.accounts.tests.factories import PersonFactory
from samspill.core.translated import Translated
from samspill.editorial.tests.factories import draft, editor_of, published, say
from samspill.initiatives.choices import Duty
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_whoever_is_not_signed_in_is_asked_to(client):
    answer = client.get(reverse("portal:my_page"))

    assert answer.status_code == 302
    assert reverse("account_request_login_code") in answer["Location"]


def test_it_shows_roles_and_what_one_works_with(client):
    role = RoleFactory(kind=RoleKind.FACILITATOR, organisation__name=Translated(en="Harbour town"))
    mine = InitiativeFactory(published_at=None, title=Translated(en="Quiet ferries"))
    TeamMemberFactory(initiative=mine, role=role, duty=Duty.FACILITATOR)
    InitiativeFactory(title=Translated(en="Somebody else's buses"))
    client.force_login(role.person)

    page = client.get(reverse("portal:my_page")).content.decode()

    assert "Harbour town" in page
    assert "Quiet ferries" in page
    assert "buses" not in page


def test_whoever_writes_for_a_programme_finds_the_desk(client):
    programme = ProgrammeFactory()
    role = RoleFactory(kind=RoleKind.EDITOR, organisation=programme.host)
    client.force_login(role.person)

    page = client.get(reverse("portal:my_page")).content.decode()

    assert reverse("editorial:desk", args=[programme.slug]) in page
    assert "Saved and not published" not in page


def test_whoever_writes_sees_what_has_been_saved_and_not_published(client):
    programme = ProgrammeFactory()
    client.force_login(editor_of(programme))
    waiting = draft(content=say("Waits for words"), piece__programme=programme)
    ahead = published(content=say("Was shown"), piece__programme=programme)
    draft(ahead.version, say("Corrected"))
    published(content=say("Is shown"), piece__programme=programme)
    draft(content=say("Somebody else's"))

    page = client.get(reverse("portal:my_page")).content.decode()

    assert reverse("editorial:write", args=[waiting.version.piece.slug, "en"]) in page
    assert [words in page for words in ("Waits for words", "Corrected")] == [True, True]
    assert [words in page for words in ("Was shown", "Is shown", "Somebody")] == [False] * 3


def test_whoever_has_no_role_is_told_what_to_do(client):
    client.force_login(PersonFactory())

    page = client.get(reverse("portal:my_page")).content.decode()

    assert "Nobody has given you a role yet." in page


@pytest.mark.parametrize("many", [1, 5])
def test_it_asks_as_many_questions_for_one_initiative_as_for_five(
    client, django_assert_num_queries, many
):
    role = RoleFactory(kind=RoleKind.FACILITATOR)
    for _each in range(many):
        TeamMemberFactory(role=role, duty=Duty.FACILITATOR, initiative=InitiativeFactory())
    client.force_login(role.person)

    with django_assert_num_queries(12):
        client.get(reverse("portal:my_page"))
