"""Lists of initiatives."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from samspill.accounts.tests.factories import PersonFactory
from samspill.initiatives.choices import Part, Status
from samspill.initiatives.models import Initiative
from samspill.initiatives.queries import Filters, cards, matching
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    InvolvementFactory,
    StatusChangeFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.organisations.tests.factories import TerritoryFactory
from samspill.programmes.tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)
NOBODY = AnonymousUser()


def found(*, at=NOON, **filters):
    return set(matching(Initiative.objects.order_by("pk"), Filters(**filters), at=at))


@pytest.mark.parametrize("size", [1, 5])
def test_cards_take_three_queries_however_many_they_are(django_assert_num_queries, size):
    for initiative in InitiativeFactory.create_batch(size):
        StepFactory(initiative=initiative, starts="2019-09")
        initiative.themes.set(ThemeFactory.create_batch(2))
        InvolvementFactory(initiative=initiative, part=Part.LEAD)

    with django_assert_num_queries(3):
        said = [
            (
                str(card.initiative),
                str(card.initiative.programme),
                card.status.label,
                str(card.current.step),
                [str(theme) for theme in card.themes],
                [str(lead) for lead in card.leads],
                card.countries,
            )
            for card in cards(Initiative.objects.order_by("pk"), at=NOON)
        ]

    assert len(said) == size
    assert said[0][-1] == ("NO",)


def test_cards_keep_the_order_in_which_initiatives_come():
    first, second = InitiativeFactory.create_batch(2)

    listed = cards(Initiative.objects.order_by("-pk"), at=NOON)

    assert [card.initiative for card in listed] == [second, first]


def test_cards_of_nothing_are_none():
    assert cards(Initiative.objects.none(), at=NOON) == []


def test_cards_name_the_countries_of_those_who_take_part_now():
    initiative = InitiativeFactory()
    for country, more in (
        ("SE", {}),
        ("FI", {"until": "2019-08"}),
        ("DK", {"part": Part.TALKING_TO}),
        ("NO", {"part": Part.LEAD}),
    ):
        InvolvementFactory(initiative=initiative, organisation__country=country, **more)

    assert cards(Initiative.objects.all(), at=NOON)[0].countries == ("SE", "NO")


def test_initiatives_are_found_by_the_status_they_had_on_the_day():
    initiative = InitiativeFactory()
    StatusChangeFactory(initiative=initiative, status=Status.COMPLETED, since_on=date(2020, 11, 1))

    assert found(status=Status.ONGOING) == {initiative}
    assert found(status=Status.COMPLETED) == set()
    later = datetime(2020, 12, 1, tzinfo=UTC)
    assert found(status=Status.COMPLETED, at=later) == {initiative}


def test_initiatives_are_found_by_theme_and_country():
    green, other = InitiativeFactory.create_batch(2)
    green.themes.add(ThemeFactory(slug="emission-free"))
    InvolvementFactory(initiative=green, organisation__country="SE")
    InvolvementFactory(initiative=other, organisation__country="SE")
    InvolvementFactory(initiative=other, organisation__country="SE")

    assert found(theme="emission-free") == {green}
    assert found(country="SE") == {green, other}
    assert found(country="SE", theme="emission-free") == {green}
    assert found(country="FI") == set()


def test_initiatives_are_found_by_a_territory_and_all_its_parts():
    region = TerritoryFactory()
    county = TerritoryFactory()
    region.consists_of.add(county)
    municipality = TerritoryFactory(part_of=county)
    here, elsewhere = InitiativeFactory.create_batch(2)
    here.territories.add(municipality)
    elsewhere.territories.add(TerritoryFactory())

    assert found(territory=region) == found(territory=municipality) == {here}


def test_no_filter_finds_everything():
    initiatives = InitiativeFactory.create_batch(2)

    assert not Filters()
    assert found() == set(initiatives)


def test_drafts_are_seen_by_their_own_team_alone():
    draft = InitiativeFactory(draft=True)
    member = TeamMemberFactory(initiative=draft)

    def visible_to(reader, at=NOON):
        return list(Initiative.objects.visible_to(reader, at=at))

    assert visible_to(member.role.person) == [draft]
    assert visible_to(NOBODY) == visible_to(PersonFactory()) == []


def test_drafts_are_hidden_from_those_who_have_left_the_team():
    draft = InitiativeFactory(draft=True)
    member = TeamMemberFactory(initiative=draft, role__to_on=date(2019, 10, 9))

    assert not Initiative.objects.visible_to(member.role.person, at=NOON).exists()


def test_what_is_published_later_is_not_seen_yet():
    InitiativeFactory(published_at=datetime(2019, 10, 11, tzinfo=UTC))

    assert not Initiative.objects.visible_to(NOBODY, at=NOON).exists()
