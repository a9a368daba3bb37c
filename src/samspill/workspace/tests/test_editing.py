"""The pages on which an initiative is changed, as a browser asks for them."""

import pytest
from django.urls import reverse
from django.utils import translation

from samspill.accounts.tests.factories import PersonFactory
from samspill.core.forms import TranslatedFormField
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.initiatives.choices import Duty, Part, Scope
from samspill.initiatives.models import Initiative, Involvement
from samspill.initiatives.tests.factories import InvolvementFactory, StepFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import (
    OrganisationFactory,
    RoleFactory,
    TerritoryFactory,
)
from samspill.portal.history.words import LABELS, UNSAID
from samspill.programmes.tests.factories import ProgrammeFactory
from samspill.workspace.forms.initiatives import FactsForm, TextsForm
from samspill.workspace.views.kinds import KINDS

pytestmark = pytest.mark.django_db


def address(name, *args):
    with translation.override("en"):
        return reverse(f"workspace:{name}", args=args)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def facilitator(client, role):
    client.force_login(role.person)
    return role.person


@pytest.fixture
def initiative(lead, facilitator):
    return lead(title=Translated(en="Ferries"), draft=True)


def filled(client, where, **changes):
    """Send the form of a page as it stands, with some changes."""
    form = client.get(where).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(field.field, TranslatedFormField):
            data |= {box.name: box.value for box in field.boxes()}
        elif value not in (None, False, ""):
            data[field.html_name] = value
    return client.post(where, {**data, **changes})


def test_the_facts_are_changed_where_they_are_read(client, initiative):
    place = TerritoryFactory(name=Translated(en="Troms"))

    answer = filled(
        client,
        address("edit_facts", initiative.slug),
        title_sv="Färjor",
        starts="spring 2027",
        territories="troms",
        group_least="6",
    )

    assert answer.status_code == 302
    initiative.refresh_from_db()
    assert initiative.title == Translated(en="Ferries", sv="Färjor")
    assert initiative.starts == ImpreciseTime.from_edtf("2027-21")
    assert list(initiative.territories.all()) == [place]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_en": ""}, "Write a title in at least one language."),
        ({"starts": "some day"}, "cannot be understood as a time"),
        ({"territories": "Nowhere"}, "Nothing here is called “Nowhere”"),
        ({"value": "much"}, "Write the value in figures"),
        ({"value": "5"}, "Say in which currency the value is."),
        ({"group_least": "9", "group_most": "3"}, "larger than the most"),
        ({"follows_on": "Nothing like it"}, "Nothing here is called “Nothing like it”"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, initiative, changes, sentence):
    answer = filled(
        client, address("edit_facts", initiative.slug), short_title_fi="Lautat", **changes
    )

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert 'value="Lautat"' in words(answer)
    initiative.refresh_from_db()
    assert str(initiative.title) == "Ferries"


def test_who_saves_second_is_shown_both_and_can_save_all_the_same(client, initiative):
    where = address("edit_texts", initiative.slug)
    seen = client.get(where).context["form"]["seen"].value()
    filled(client, where, about_en="Theirs was saved")

    answer = client.post(where, {"seen": seen, "about_en": "Mine is typed"})

    assert answer.status_code == 422
    shown = words(answer)
    assert "Somebody else has changed this meanwhile." in shown
    assert "Theirs" in shown
    assert "Mine is typed" in shown
    initiative.refresh_from_db()
    assert str(initiative.about) == "Theirs was saved"

    anew = answer.context["form"]["seen"].value()
    assert client.post(where, {"seen": anew, "about_en": "Mine is typed"}).status_code == 302
    initiative.refresh_from_db()
    assert str(initiative.about) == "Mine is typed"


def test_rows_are_added_moved_taken_away_and_put_back(client, initiative):
    listed = address("edit_steps", initiative.slug)
    assert "There is no step yet." in words(client.get(listed))

    for title in ("Gathering", "Dialogue"):
        data = {"title_en": title, "kind": "other", "starts": "2027-05"}
        assert client.post(address("add_step", initiative.slug), data).status_code == 302
    first, second = initiative.steps.order_by("number")
    client.post(listed, {"do": f"up:{second.pk}"})
    assert list(initiative.steps.order_by("number")) == [second, first]

    answer = client.post(listed, {"do": f"away:{first.pk}"}, follow=True)
    assert "“Gathering” has been taken away." in words(answer)
    assert initiative.steps.count() == 1
    client.post(listed, {"do": f"back:{answer.context['just_taken'].pk}"})
    assert initiative.steps.count() == 2


def test_a_row_is_changed(client, initiative):
    step = StepFactory(initiative=initiative, title=Translated(en="Gathering"))

    filled(client, address("edit_step", initiative.slug, step.pk), done="2026-05-04")

    step.refresh_from_db()
    assert step.done == ImpreciseTime.from_edtf("2026-05-04")


@pytest.mark.parametrize("wish", ["up:99", "away:99", "back:99", "away:x", f"up:{'9' * 50}"])
def test_what_is_not_there_is_not_found(client, initiative, wish):
    assert client.post(address("edit_steps", initiative.slug), {"do": wish}).status_code == 404


def test_an_organisation_is_found_by_name_and_joins(client, initiative):
    body = OrganisationFactory(name=Translated(nb="Troms fylkeskommune", en="Troms County"))

    data = {"organisation": "troms county", "part": Part.PARTICIPANT.value}
    answer = client.post(address("add_party", initiative.slug), data)

    assert answer.status_code == 302
    assert Involvement.objects.get().organisation == body


def test_two_of_one_name_are_told_apart_by_their_pages(client, initiative):
    OrganisationFactory(name=Translated(en="Nes"))
    other = OrganisationFactory(name=Translated(en="Nes"))
    data = {"organisation": "Nes", "part": Part.LEAD.value}
    where = address("add_party", initiative.slug)

    assert "Several are called “Nes”" in words(client.post(where, data))

    client.post(where, {**data, "organisation": other.get_absolute_url()})
    assert Involvement.objects.get().organisation == other


def test_a_contact_person_is_asked_for_their_country(client, initiative, role):
    InvolvementFactory(initiative=initiative, organisation=role.organisation, part=Part.LEAD)
    data = {"role": role.pk, "duty": Duty.CONTACT.value}
    where = address("add_member", initiative.slug)

    assert "Choose the country that this contact person answers for." in words(
        client.post(where, data)
    )
    client.post(where, {**data, "country": "NO"})
    assert initiative.team.filter(duty=Duty.CONTACT, country="NO").exists()


def test_the_page_of_all_that_can_be_changed_says_what_is_missing(client, initiative):
    step = StepFactory(initiative=initiative, title=Translated(en="Dialogue"))
    InvolvementFactory(initiative=initiative, organisation__country="SE", part=Part.PARTNER)
    initiative.about = Translated(en="See [this](/en/initiatives/gone/) and [that](http://x).")
    initiative.save()

    shown = words(client.get(address("edit", initiative.slug)))

    assert "It is not said when the initiative begins." in shown
    assert "The step “Dialogue” has no time." in shown
    assert address("edit_step", initiative.slug, step.pk) in shown
    assert "Nobody answers for Sweden, where organisations have a part." in shown
    assert "The link leads nowhere: /en/initiatives/gone/" in shown
    assert "The link leads nowhere: http://x" in shown
    assert "Not yet in Suomi: Title, Introduction, What it is about, Steps." in shown


def test_publishing_is_warned_of_and_done(client, initiative):
    where = address("edit", initiative.slug)
    assert "Needed:" in words(client.get(where))
    assert "The initiative cannot be published yet." in words(client.post(where))

    StepFactory(initiative=initiative)
    shown = words(client.get(where))
    assert "Publish all the same" in shown
    assert "Needed:" not in shown

    assert client.post(where).status_code == 302
    initiative.refresh_from_db()
    assert initiative.published_at is not None


def test_an_initiative_is_begun_in_a_programme(client):
    programme = ProgrammeFactory()
    manager = RoleFactory(organisation=programme.host, kind=RoleKind.PROGRAMME_MANAGER)
    client.force_login(manager.person)
    where = address("new_initiative", programme.slug)
    assert client.get(where).status_code == 200

    answer = client.post(where, {"title_en": "Quiet ferries", "scope": Scope.REGIONAL.value})

    begun = Initiative.objects.get()
    assert answer["Location"] == address("edit", begun.slug)
    assert (begun.slug, begun.programme, begun.published_at) == ("quiet-ferries", programme, None)
    assert "has this address" in words(
        client.post(where, {"title_en": "Quiet ferries", "scope": Scope.REGIONAL.value})
    )


def test_the_links_stand_beside_the_sections_for_those_who_may_only(client, initiative):
    StepFactory(initiative=initiative)
    with translation.override("en"):
        page = initiative.get_absolute_url()

    shown = words(client.get(page))
    assert address("edit_steps", initiative.slug) in shown
    assert "points of the checklist are open." in shown

    Initiative.objects.update(published_at=initiative.changed_at)
    client.force_login(PersonFactory())
    assert "/edit/" not in words(client.get(page))


def test_to_others_these_pages_do_not_exist(client, initiative):
    client.force_login(RoleFactory().person)

    for name in ("edit", "edit_facts", "edit_texts", "edit_steps", "add_party", "edit_team"):
        assert client.get(address(name, initiative.slug)).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_a_list_asks_as_much_for_five_rows_as_for_one(
    client, initiative, count, django_assert_max_num_queries
):
    for _each in range(count):
        StepFactory(initiative=initiative)
        InvolvementFactory(initiative=initiative, part=Part.PARTNER)
    client.get(address("edit_steps", initiative.slug))

    for name in ("edit_steps", "edit_parties", "edit_team"):
        with django_assert_max_num_queries(16):
            client.get(address(name, initiative.slug))


def test_every_field_that_can_change_has_its_label_in_the_history():
    forms = [FactsForm, TextsForm, *(each.new_form for each in KINDS)]
    fields = {name for form in forms for name in form.base_fields} - {"seen"}
    further = {"themes", "territories", "goals", "grant", "follows_on"}

    assert fields | further <= LABELS.keys() | UNSAID


def test_a_draft_is_taken_away_and_put_back_from_where_one_begins(client):
    programme = ProgrammeFactory()
    manager = RoleFactory(organisation=programme.host, kind=RoleKind.PROGRAMME_MANAGER)
    client.force_login(manager.person)
    begin = address("new_initiative", programme.slug)
    client.post(begin, {"title_en": "Ferries", "scope": Scope.LOCAL.value})

    answer = client.post(address("edit", "ferries"), {"do": "away"}, follow=True)
    assert "“Ferries” has been taken away." in words(answer)
    assert not Initiative.objects.exists()

    kept = answer.context["taken"][0]
    answer = client.post(begin, {"do": f"back:{kept.pk}"})
    assert answer["Location"] == address("edit", "ferries")
    assert client.post(begin, {"do": f"back:{kept.pk}"}).status_code == 404


def test_a_character_that_no_database_keeps_is_refused_in_a_list_of_names(client, initiative):
    facts = address("edit_facts", initiative.slug)

    refused = filled(client, facts, territories="Nor\x00way")

    assert refused.status_code == 422
    assert refused.context["form"].errors["territories"].as_data()[0].code == (
        "null_characters_not_allowed"
    )
