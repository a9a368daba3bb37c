"""The page of one initiative."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.initiatives.choices import Duty, Part, Status
from samspill.initiatives.queries import InitiativePage, contact_countries, contact_for
from samspill.initiatives.tests.factories import (
    DocumentFactory,
    InitiativeFactory,
    InvolvementFactory,
    RequirementFactory,
    StatusChangeFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.mailings.tests.factories import UpdateFactory
from samspill.organisations.tests.factories import OrganisationFactory, TerritoryFactory
from samspill.programmes.tests.factories import GoalFactory, GrantFactory, ThemeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)
NOBODY = AnonymousUser()


def edtf(text):
    return ImpreciseTime.from_edtf(text)


def page_of(initiative, *, at=NOON, **more):
    return InitiativePage.of(initiative, at=at, reader=NOBODY, **more)


def full(size):
    """Make an initiative with that many of everything there can be on its page."""
    grant = GrantFactory(grantees=OrganisationFactory.create_batch(size))
    initiative = InitiativeFactory(grant=grant, follows_on=InitiativeFactory())
    initiative.themes.set(ThemeFactory.create_batch(size))
    initiative.goals.set(GoalFactory.create_batch(size))
    initiative.territories.set(TerritoryFactory.create_batch(size))
    for made in (StepFactory, RequirementFactory, DocumentFactory, InvolvementFactory):
        for _each in range(size):
            made(initiative=initiative)
    TeamMemberFactory.create_batch(size, initiative=initiative)
    InitiativeFactory.create_batch(size, follows_on=initiative)
    UpdateFactory.create_batch(size, interest_list=initiative.interest_list, published_at=NOON)
    return initiative


def everything_said_on(page):
    initiative = page.initiative
    return [
        str(initiative),
        str(initiative.programme),
        str(initiative.grant.funder),
        str(initiative.interest_list),
        [str(each.step) for each in page.process.steps],
        [(str(each.organisation), each.organisation.country) for each in page.participants],
        [(str(each.role.person), str(each.role.organisation)) for each in page.facilitators],
        [(str(each), str(each.explanation), each.until) for each in page.requirements],
        [(str(each), each.url, each.published) for each in page.documents],
        [(str(each), str(each.measure)) for each in page.goals],
        [(str(each), each.is_green) for each in page.themes],
        [(str(each), each.country) for each in page.territories],
        [(str(each), each.abbreviation) for each in page.grantees],
        [str(each) for each in [page.follows_on, *page.followed_by]],
        [(str(each), str(each.body)) for each in page.updates],
    ]


@pytest.mark.parametrize("size", [1, 5])
def test_page_takes_six_queries_however_much_there_is_on_it(django_assert_num_queries, size):
    initiative = full(size)

    with django_assert_num_queries(6):
        page = page_of(initiative)
        said = everything_said_on(page)

    lists = [each for each in said[4:-2] if isinstance(each, list)]
    assert {len(each) for each in lists} == {size}
    assert len(page.followed_by) == len(page.updates) == size


def test_page_has_the_status_of_the_day():
    initiative = InitiativeFactory()
    StatusChangeFactory(initiative=initiative, status=Status.COMPLETED, since_on=date(2020, 11, 1))

    assert page_of(initiative).status is Status.ONGOING
    later = datetime(2020, 11, 2, tzinfo=UTC)
    assert page_of(initiative, at=later).status is Status.COMPLETED


def test_page_keeps_the_words_of_every_language():
    initiative = InitiativeFactory()
    initiative.goals.add(
        GoalFactory(text=Translated(nb="Nå målet", en="Reach the goal"), measure=Translated(nb="1"))
    )

    goal = page_of(initiative).goals[0]

    with translation.override("nb"):
        assert (str(goal), str(goal.measure)) == ("Nå målet", "1")
    assert goal.text.wording("sv").language == "nb"


def test_page_tells_who_is_in_the_group_from_who_has_left_and_who_is_yet_to_come():
    initiative = InitiativeFactory()
    here = InvolvementFactory(initiative=initiative)
    gone = InvolvementFactory(initiative=initiative, until="2019-09")
    InvolvementFactory(initiative=initiative, since="2019-11")

    page = page_of(initiative)

    assert page.participants == (here,)
    assert page.former == (gone,)


def test_page_groups_organisations_by_their_part():
    initiative = InitiativeFactory()
    twice = OrganisationFactory(country="FI")
    InvolvementFactory(initiative=initiative, organisation=twice, part=Part.PARTNER, number=2)
    InvolvementFactory(initiative=initiative, organisation__country="SE", part=Part.PARTNER)
    InvolvementFactory(initiative=initiative, organisation=twice, part=Part.LEAD)

    page = page_of(initiative)

    assert [group.part for group in page.groups] == [Part.LEAD, Part.PARTNER]
    assert page.groups[1].countries == ("SE", "FI")
    assert page.countries == ("FI", "SE")
    assert [each.organisation for each in page.leads] == [twice]


@pytest.mark.parametrize(
    ("count", "below", "above"),
    [
        pytest.param(1, True, False, id="too few"),
        pytest.param(2, False, False, id="just enough"),
        pytest.param(3, False, False, id="just not too many"),
        pytest.param(4, False, True, id="too many"),
    ],
)
def test_page_counts_the_group_beside_its_target(count, below, above):
    initiative = InitiativeFactory(group_least=2, group_most=3)
    InvolvementFactory.create_batch(count, initiative=initiative)

    group = page_of(initiative).group

    assert (group.count, group.is_below, group.is_above) == (count, below, above)


def test_page_without_a_target_warns_of_nothing():
    group = page_of(InitiativeFactory()).group

    assert (group.has_target, group.is_below, group.is_above) == (False, False, False)


def test_page_shows_documents_once_they_are_out():
    initiative = InitiativeFactory()
    out = DocumentFactory(initiative=initiative, published="2019-10-01")
    DocumentFactory(initiative=initiative, published="2020-11")

    assert page_of(initiative).documents == (out,)


def test_page_shows_updates_newest_first_and_no_drafts():
    initiative = InitiativeFactory()
    interest_list = initiative.interest_list
    older = UpdateFactory(
        interest_list=interest_list, published_at=datetime(2019, 9, 2, tzinfo=UTC)
    )
    newer = UpdateFactory(
        interest_list=interest_list, published_at=datetime(2019, 9, 3, tzinfo=UTC)
    )
    UpdateFactory(interest_list=interest_list)
    UpdateFactory(interest_list=interest_list, published_at=datetime(2020, 1, 1, tzinfo=UTC))

    assert page_of(initiative).updates == (newer, older)


def test_page_does_not_give_neighbouring_drafts_away():
    initiative = InitiativeFactory(follows_on=InitiativeFactory(draft=True))
    InitiativeFactory(draft=True, follows_on=initiative)
    InitiativeFactory(follows_on=initiative, published_at=datetime(2022, 1, 1, tzinfo=UTC))

    page = page_of(initiative)

    assert (page.follows_on, page.followed_by) == (None, ())


def test_page_orders_requirements_as_numbered():
    initiative = InitiativeFactory()
    second = RequirementFactory(initiative=initiative, number=2)
    first = RequirementFactory(initiative=initiative, number=1, until=edtf("2020-06"))

    requirements = page_of(initiative).requirements

    assert requirements == (first, second)
    assert requirements[0].until == edtf("2020-06")


@pytest.fixture
def team():
    """Return an initiative with a Finnish contact, a project lead and a facilitator."""
    initiative = InitiativeFactory()
    TeamMemberFactory(initiative=initiative, duty=Duty.FACILITATOR)
    TeamMemberFactory(initiative=initiative, duty=Duty.PROJECT_LEAD)
    TeamMemberFactory(initiative=initiative, duty=Duty.CONTACT, country="FI")
    return initiative


@pytest.mark.parametrize(
    ("country", "duty"),
    [("FI", Duty.CONTACT), ("SE", Duty.PROJECT_LEAD), (None, Duty.PROJECT_LEAD)],
)
def test_visitors_are_led_to_the_contact_of_their_country_else_to_the_lead(team, country, duty):
    page = page_of(team, country=country)

    assert page.contact.duty == duty
    assert contact_for(team, country or "", at=NOON) == page.contact.role


def test_visitors_are_led_to_the_facilitator_where_nobody_leads(team):
    team.team.filter(duty=Duty.PROJECT_LEAD).delete()

    assert page_of(team, country="SE").contact.duty == Duty.FACILITATOR


def test_nobody_is_led_to_somebody_who_has_left(team):
    contact = team.team.get(duty=Duty.CONTACT)
    contact.role.to_on = date(2019, 10, 9)
    contact.role.save()

    assert page_of(team, country="FI").contact.duty == Duty.PROJECT_LEAD
    assert contact_countries(team, at=NOON) == ()


def test_countries_with_a_contact_are_named_once(team):
    TeamMemberFactory(initiative=team, duty=Duty.CONTACT, country="NO")
    TeamMemberFactory(initiative=team, duty=Duty.CONTACT, country="NO")

    assert contact_countries(team, at=NOON) == ("FI", "NO")
