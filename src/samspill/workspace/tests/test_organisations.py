"""The pages on which organisations are added and changed."""

import pytest
from django.urls import reverse
from django.utils import translation

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.translated import Translated
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Organisation
from samspill.organisations.tests.factories import (
    AddressFactory,
    OrganisationFactory,
    RoleFactory,
    TerritoryFactory,
)
from samspill.portal.history.words import LABELS, UNSAID
from samspill.workspace.forms.organisations import OrganisationForm
from samspill.workspace.tests.test_editing import address, filled, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    person = RoleFactory(kind=RoleKind.FACILITATOR).person
    client.force_login(person)
    return person


@pytest.fixture
def oslo(keeper):
    return OrganisationFactory(name=Translated(en="Oslo"), slug="oslo")


def test_the_pages_are_there_for_those_who_keep_the_register_only(client, oslo):
    pages = [address("add_organisation"), address("edit_organisation", "oslo")]
    assert {client.get(page).status_code for page in pages} == {200}

    client.force_login(RoleFactory(kind=RoleKind.EDITOR).person)

    assert {client.get(page).status_code for page in pages} == {404}


def test_edit_stands_on_the_public_page_for_those_who_may_and_for_nobody_else(client, oslo):
    with translation.override("en"):
        here = reverse("portal:organisation", args=["oslo"])
    link = address("edit_organisation", "oslo")
    assert link in words(client.get(here))

    client.force_login(PersonFactory())
    assert link not in words(client.get(here))
    client.logout()

    assert link not in words(client.get(here))


def test_everything_that_is_said_is_changed_with_its_address(client, oslo):
    AddressFactory(organisation=oslo)
    whole, place = OrganisationFactory(name=Translated(en="Whole")), TerritoryFactory()

    answer = filled(
        client,
        address("edit_organisation", "oslo"),
        name_nb="Oslo kommune",
        number="958 935 420",
        part_of="whole",
        territory=str(place.name),
        postal_lines="Town hall",
        visiting_lines="Square 1",
        visiting_place="Oslo",
    )

    assert answer.status_code == 302
    oslo.refresh_from_db()
    assert oslo.name == Translated(en="Oslo", nb="Oslo kommune")
    assert (oslo.number, oslo.part_of, oslo.territory) == ("958935420", whole, place)
    assert {each.kind: each.lines for each in oslo.addresses.all()} == {
        "postal": "Town hall",
        "visiting": "Square 1",
    }
    told = list(Entry.objects.order_by("-pk").values_list("what", flat=True)[:2])
    assert told == ["organisations.readdressed", "organisations.revised"]


def test_an_address_that_is_emptied_goes(client, oslo):
    AddressFactory(organisation=oslo)
    gone = {f"postal_{part}": "" for part in ("lines", "postcode", "place")}

    filled(client, address("edit_organisation", "oslo"), **gone)

    assert not oslo.addresses.exists()


def test_a_place_whose_name_another_has_is_kept_when_nothing_is_changed(client, oslo):
    oslo.territory = TerritoryFactory(name=Translated(en="Oslo"))
    oslo.save()
    TerritoryFactory(name=Translated(en="Oslo"))

    assert filled(client, address("edit_organisation", "oslo")).status_code == 302

    oslo.refresh_from_db()
    assert oslo.territory is not None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "123"}, "is not an organisation number"),
        ({"number": "964338531"}, "Another organisation in the register has this number."),
        ({"part_of": "oslo"}, "Nothing here is called"),
        ({"part_of": "Part of Oslo"}, "An organisation cannot be a part of itself."),
        ({"country": "", "number": "958935420"}, "Choose the country of the number."),
        ({"postal_lines": "Town hall"}, "An address needs a street or a box, and a town."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays(client, oslo, wrong, said):
    OrganisationFactory(number="964338531")
    OrganisationFactory(name=Translated(en="Part of Oslo"), part_of=oslo)

    answer = filled(client, address("edit_organisation", "oslo"), abbreviation="OSL", **wrong)

    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="OSL"' in words(answer)


def test_what_somebody_else_saved_meanwhile_is_shown_beside(client, oslo):
    where = address("edit_organisation", "oslo")
    seen = client.get(where).context["form"].initial["seen"]
    Organisation.objects.filter(pk=oslo.pk).update(website="https://theirs.example/")

    answer = filled(client, where, website="https://mine.example/", seen=seen)

    assert answer.status_code == 422
    assert "https://theirs.example/" in words(answer)


def test_an_organisation_is_added_once(client, keeper):
    where = address("add_organisation")
    sent = {"name_en": "Ærø Kommune", "kind": "municipality", "country": "DK"}
    sent |= {"postal_lines": "Box 1", "postal_place": "Ærøskøbing"}

    client.post(where, sent)

    added = Organisation.objects.get(slug="aero-kommune")
    assert added.addresses.get().place == "Ærøskøbing"
    assert client.post(where, sent).status_code == 422


def test_every_field_that_is_changed_has_its_words_in_the_history():
    fields = set(OrganisationForm.base_fields) - {"seen"}

    assert fields | {"part_of", "territory", "postal", "visiting"} <= LABELS.keys() | UNSAID
