"""The pages on which programmes, their owners and partners are changed."""

import pytest
from django.urls import reverse
from django.utils import translation

from samspill.core.translated import Translated
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.tests.factories import (
    OrganisationFactory,
    RoleFactory,
    TerritoryFactory,
)
from samspill.portal.history.words import LABELS, UNSAID
from samspill.programmes.choices import Level
from samspill.programmes.models import Ownership, Programme
from samspill.programmes.tests.factories import (
    OwnershipFactory,
    PartnershipFactory,
    ProgrammeFactory,
)
from samspill.workspace.forms.programmes import ProgrammeFactsForm, ProgrammeTextsForm
from samspill.workspace.tests.test_editing import address, filled, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return OrganisationFactory(kind=OrganisationKind.PROGRAMME_OFFICE)


@pytest.fixture
def programme(client, host):
    client.force_login(RoleFactory(organisation=host, kind=RoleKind.PROGRAMME_MANAGER).person)
    return ProgrammeFactory(host=host, title=Translated(en="Together"))


PAGES = [
    *("edit_programme", "edit_programme_facts", "edit_programme_texts", "new_part"),
    *("edit_owners", "edit_partners"),
]


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_there_for_those_who_run_the_programme_only(client, programme, name):
    assert client.get(address(name, programme.slug)).status_code == 200

    client.force_login(RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person)

    assert client.get(address(name, programme.slug)).status_code == 404


def test_edit_stands_on_the_public_page_for_those_who_may_and_for_nobody_else(client, programme):
    with translation.override("en"):
        here = reverse("portal:programme", args=[programme.slug])
    link = address("edit_programme", programme.slug)
    assert link in words(client.get(here))

    client.logout()

    assert link not in words(client.get(here))


def test_facts_are_changed_with_what_is_found_by_name(client, programme):
    place = TerritoryFactory(name=Translated(en="Far North"))

    filled(
        client,
        address("edit_programme_facts", programme.slug),
        territories="far north",
        starts="2027",
        host=str(OrganisationFactory(name=Translated(en="New Host")).name),
    )

    programme.refresh_from_db()
    assert list(programme.territories.all()) == [place]
    assert str(programme.host.name) == "New Host"
    assert programme.starts.to_edtf() == "2027"


def test_texts_are_changed_in_six_languages(client, programme):
    filled(client, address("edit_programme_texts", programme.slug), about_fi="Yhdessä")

    programme.refresh_from_db()
    assert programme.about == Translated(fi="Yhdessä")


def test_whoever_only_leads_the_project_is_not_asked_for_its_host(client, host):
    regional = ProgrammeFactory(host=host, level=Level.REGIONAL)
    role = RoleFactory(organisation=host, kind=RoleKind.REGIONAL_PROJECT_LEADER)
    client.force_login(role.person)

    form = client.get(address("edit_programme_facts", regional.slug)).context["form"]

    assert "host" not in form.fields
    assert "project_leader" in form.fields


def test_a_regional_project_is_begun_filled_and_published(client, programme, host):
    where = address("new_part", programme.slug)
    sent = {"title_en": "Fjord project", "level": "regional", "host": str(host.name)}
    answer = client.post(where, sent)
    begun = Programme.objects.get(slug="fjord-project")
    here = address("edit_programme", begun.slug)
    assert answer["Location"] == here
    assert begun.part_of == programme
    assert "No territory is named." in words(client.get(here))
    assert client.post(here).status_code == 422

    TerritoryFactory(name=Translated(en="The fjord"))
    filled(client, address("edit_programme_facts", begun.slug), territories="The fjord")
    filled(client, address("edit_programme_texts", begun.slug), lead_en="By the water.")
    client.post(here)

    begun.refresh_from_db()
    assert begun.published_at


def test_a_name_that_nobody_has_is_said_and_what_was_typed_stays(client, programme):
    sent = {"title_en": "Fjord project", "level": "regional", "host": "No such body"}

    answer = client.post(address("new_part", programme.slug), sent)

    assert answer.status_code == 422
    assert "Nothing here is called “No such body”." in words(answer)
    assert 'value="Fjord project"' in words(answer)


def test_an_owner_is_invited_and_its_way_is_written_down(client, programme):
    body = OrganisationFactory(name=Translated(en="Larvik"))
    owners = address("edit_owners", programme.slug)
    assert "No owner is named yet." in words(client.get(owners))

    client.post(owners, {"organisation": "Larvik", "kind": "co_owner", "since": "2027"})
    share = Ownership.objects.get(organisation=body)
    assert client.post(owners, {"organisation": "Larvik", "kind": "owner"}).status_code == 422
    move = address("move_owners", programme.slug, share.pk)
    client.post(move, {"to": "owner", "since": "2027-05"})

    share.refresh_from_db()
    assert (share.status, share.since.to_edtf()) == ("owner", "2027-05")
    assert client.post(move, {"to": "invited"}).status_code == 422


def test_a_partner_is_moved_and_another_programmes_is_not_found(client, programme):
    own, other = PartnershipFactory(programme=programme), OwnershipFactory()

    client.post(address("move_partners", programme.slug, own.pk), {"to": "active"})

    own.refresh_from_db()
    assert own.status == "active"
    assert client.get(address("move_owners", programme.slug, other.pk)).status_code == 404


def test_every_field_that_is_changed_has_its_words_in_the_history():
    forms = (ProgrammeFactsForm, ProgrammeTextsForm)
    fields = {name for form in forms for name in form.base_fields} - {"seen"}
    further = {"host", "project_leader", "territories", "themes", "goals"}

    assert fields | further <= LABELS.keys() | UNSAID
