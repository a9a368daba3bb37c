"""The pages on which gatherings are planned, described, moved, published and cancelled."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from samspill.accounts.tests.factories import PersonFactory
from samspill.core import clock
from samspill.core.translated import Translated
from samspill.events.models import Gathering
from samspill.events.tests.factories import GatheringFactory
from samspill.mailings.models import Sending
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.portal.history.words import LABELS, UNSAID
from samspill.programmes.choices import Level
from samspill.programmes.tests.factories import ProgrammeFactory
from samspill.workspace.forms.gatherings import GatheringForm
from samspill.workspace.tests.test_editing import address, filled, words

pytestmark = pytest.mark.django_db


def public(name, *args):
    with translation.override("en"):
        return reverse(f"portal:{name}", args=args)


@pytest.fixture
def initiative(client, lead, role):
    client.force_login(role.person)
    return lead(title=Translated(en="Ferries"))


@pytest.fixture
def to_come(initiative):
    """Make a published gathering of a month ahead."""
    return GatheringFactory(
        initiative=initiative, starts_at=clock.now() + timedelta(days=30), ends_at=None
    )


PAGES = ("gathering", "describe_gathering", "move_gathering", "cancel_gathering")


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_there_for_those_who_run_what_gathers_only(client, to_come, name):
    assert client.get(address(name, to_come.slug)).status_code == 200

    client.force_login(PersonFactory())

    assert client.get(address(name, to_come.slug)).status_code == 404


def test_edit_stands_on_the_public_page_for_those_who_may_and_for_nobody_else(client, to_come):
    here, link = public("gathering", to_come.slug), address("gathering", to_come.slug)
    assert link in words(client.get(here))

    client.force_login(PersonFactory())
    assert link not in words(client.get(here))
    client.logout()

    assert link not in words(client.get(here))


def test_a_gathering_is_planned_described_timed_and_published(client, initiative):
    plan = address("plan_gathering_of_initiative", initiative.slug)
    answer = client.post(plan, {"title_en": "Quay day", "kind": "workshop", "when": "June 2099"})
    draft = Gathering.objects.get(slug="quay-day")
    here = address("gathering", draft.slug)
    assert answer["Location"] == here
    shown = words(client.get(here))
    assert "Its date and time of day are not known." in shown
    assert "Publish the gathering" not in shown

    filled(
        client,
        address("describe_gathering", draft.slug),
        purpose_en="See the quay",
        audience_en="Ports",
        street="Kaia 1",
        place="Oslo",
    )
    client.post(address("move_gathering", draft.slug), {"day": "2099-06-11", "begins": "09:30"})
    assert not Sending.objects.exists()
    client.post(here, {"do": "publish"})

    draft.refresh_from_db()
    assert draft.published_at
    assert "Quay day" in words(client.get(public("gathering", draft.slug)))


def test_a_programme_plans_gatherings_as_well(client):
    host = OrganisationFactory(kind=OrganisationKind.PROGRAMME_OFFICE)
    programme = ProgrammeFactory(host=host)
    client.force_login(RoleFactory(organisation=host, kind=RoleKind.PROGRAMME_MANAGER).person)
    listed = address("gatherings_of_programme", programme.slug)
    assert "No gathering is planned yet." in words(client.get(listed))

    client.post(
        address("plan_gathering_of_programme", programme.slug),
        {"title_en": "Day of the programme", "kind": "gathering", "when": "2099"},
    )

    assert "Day of the programme" in words(client.get(listed))
    assert Gathering.objects.get().programme == programme


def test_moving_raises_the_sequence_and_tells_once(client, to_come):
    where = address("move_gathering", to_come.slug)
    for day in ("2099-06-11", "2099-06-12"):
        client.post(where, {"day": day, "begins": "09:30", "ends": "12:00"})

    to_come.refresh_from_db()
    assert to_come.sequence == 2
    assert Sending.objects.standing().count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "", "begins": "09:00"}, "Choose the day."),
        ({"day": "11.6.2099", "begins": "09:00"}, "Write the day like this"),
        ({"day": "2099-06-11", "begins": "09:00", "ends": "08:00"}, "must end after it begins"),
        ({"day": "2001-06-11", "begins": "09:00"}, "This time has passed."),
        (
            {"day": "2099-06-11", "begins": "09:00", "last_day": "2099-06-12"},
            "Say at what time it ends",
        ),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_stays(client, to_come, sent, said):
    answer = client.post(address("move_gathering", to_come.slug), sent)

    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{sent["begins"]}"' in words(answer)


def test_what_somebody_else_saved_meanwhile_is_shown_beside(client, to_come):
    where = address("describe_gathering", to_come.slug)
    form = client.get(where).context["form"]
    Gathering.objects.filter(pk=to_come.pk).update(venue="Library")

    answer = filled(client, where, venue="Town hall", seen=form.initial["seen"])

    assert answer.status_code == 422
    assert "Library" in words(answer)
    assert "Town hall" in words(answer)


def test_a_gathering_is_cancelled_after_a_question(client, to_come):
    where = address("cancel_gathering", to_come.slug)
    assert "cannot be taken up again" in words(client.get(where))

    client.post(where)

    to_come.refresh_from_db()
    assert to_come.cancelled_at
    assert client.post(where).status_code == 422


def test_a_draft_is_taken_away_and_put_back(client, initiative):
    draft = GatheringFactory(initiative=initiative, published_at=None)
    listed = address("gatherings_of_initiative", initiative.slug)

    client.post(address("gathering", draft.slug), {"do": "away"})
    assert not Gathering.objects.exists()
    taken = client.get(listed).context["taken"]
    client.post(listed, {"do": f"back:{taken[0].pk}"})

    assert Gathering.objects.get().slug == draft.slug


def test_publishing_what_lacks_something_is_refused_in_words(client, initiative):
    draft = GatheringFactory(initiative=initiative, published_at=None, street="", place="")

    answer = client.post(address("gathering", draft.slug), {"do": "publish"})

    assert answer.status_code == 422
    assert "The address of the place is missing." in words(answer)


def test_every_field_that_is_changed_has_its_words_in_the_history():
    fields = set(GatheringForm.base_fields) - {"seen"}

    assert fields | {"territory"} <= LABELS.keys() | UNSAID


@pytest.mark.parametrize(
    ("kind", "status"), [(RoleKind.REGIONAL_PROJECT_LEADER, 200), (RoleKind.FACILITATOR, 404)]
)
def test_what_a_programme_holds_is_planned_by_those_who_run_it(client, kind, status):
    programme = ProgrammeFactory(level=Level.REGIONAL)
    held = GatheringFactory(initiative=None, programme=programme)
    client.force_login(RoleFactory(organisation=programme.host, kind=kind).person)

    assert client.get(address("gatherings_of_programme", programme.slug)).status_code == status
    assert client.get(address("plan_gathering_of_programme", programme.slug)).status_code == status
    assert client.get(address("gathering", held.slug)).status_code == status
