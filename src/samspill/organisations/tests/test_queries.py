"""What is asked about organisations, people and the map."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from samspill.organisations.choices import AddressKind, RoleKind
from samspill.organisations.models import Territory
from samspill.organisations.queries import (
    OrganisationPage,
    ancestors,
    around,
    kinds_of,
    roles_of,
    tiles,
    within,
)
from samspill.organisations.tests.factories import (
    AddressFactory,
    OrganisationFactory,
    RoleFactory,
    SuccessionFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


def page_of(organisation, *, at=NOON):
    return OrganisationPage.of(organisation, at=at)


def test_page_follows_predecessors_and_successors_all_the_way():
    first, second, third, fourth = OrganisationFactory.create_batch(4)
    SuccessionFactory(predecessor=first, successor=second, since_on=date(2004, 1, 1))
    SuccessionFactory(predecessor=second, successor=third, since_on=date(2008, 1, 1))
    SuccessionFactory(predecessor=third, successor=fourth, since_on=date(2018, 1, 1))

    page = page_of(third)

    assert [(link.organisation, link.since_on.year) for link in page.predecessors] == [
        (first, 2004),
        (second, 2008),
    ]
    assert [link.organisation for link in page.successors] == [fourth]


def test_page_does_not_foresee_a_successor():
    organisation = OrganisationFactory(valid_to_on=date(2020, 8, 31))
    SuccessionFactory(predecessor=organisation, since_on=date(2020, 9, 1))
    afterwards = datetime(2020, 9, 1, 12, tzinfo=UTC)

    assert (page_of(organisation).successors, page_of(organisation).exists) == ((), True)
    assert len(page_of(organisation, at=afterwards).successors) == 1
    assert not page_of(organisation, at=afterwards).exists


def test_page_has_the_addresses_by_kind():
    organisation = OrganisationFactory()
    postal = AddressFactory(organisation=organisation)
    visiting = AddressFactory(
        organisation=organisation, kind=AddressKind.VISITING, map_url="https://map.example/1"
    )

    page = page_of(organisation)

    assert (page.postal_address, page.visiting_address) == (postal, visiting)
    assert page.visiting_address.map_url == "https://map.example/1"
    assert page_of(OrganisationFactory()).postal_address is None


@pytest.mark.parametrize("size", [1, 5])
def test_page_takes_three_queries_however_large_the_family(django_assert_num_queries, size):
    organisation = OrganisationFactory(part_of=OrganisationFactory(), territory=TerritoryFactory())
    OrganisationFactory.create_batch(size, part_of=organisation)
    for successor in OrganisationFactory.create_batch(size):
        SuccessionFactory(predecessor=organisation, successor=successor, since_on=date(2018, 1, 1))

    with django_assert_num_queries(3):
        page = page_of(organisation)
        said = [str(page.organisation.part_of), str(page.territory)]
        parts = {str(part) for part in page.parts}
        successors = {str(link.organisation) for link in page.successors}

    assert all(said)
    assert len(parts) == len(successors) == size


@pytest.fixture
def norden():
    """Make a map: Norden consists of Norway; BTV of Telemark, which has Tønsberg as a part."""
    places = {name: TerritoryFactory(slug=name) for name in ("norden", "norway", "btv")}
    places["norden"].consists_of.add(places["norway"])
    places["telemark"] = TerritoryFactory(slug="telemark", part_of=places["norway"])
    places["btv"].consists_of.add(places["telemark"])
    places["city"] = TerritoryFactory(slug="city", part_of=places["telemark"])
    return places


def names(keys):
    return set(Territory.objects.filter(pk__in=keys).values_list("slug", flat=True))


def test_a_territory_reaches_down_through_parts_and_members(norden):
    assert names(within(norden["norden"])) == {"norden", "norway", "telemark", "city"}
    assert names(within(norden["btv"])) == {"btv", "telemark", "city"}
    assert names(within(norden["city"])) == {"city"}


def test_a_territory_lies_in_all_that_is_above_it(norden):
    assert names(around(norden["city"])) == {"city", "telemark", "btv", "norway", "norden"}
    assert [each.slug for each in ancestors(norden["city"])] == ["norway", "telemark"]


def test_reaching_down_takes_two_queries_however_deep(norden, django_assert_num_queries):
    step = norden["city"]
    for _each in range(5):
        step = TerritoryFactory(part_of=step)

    with django_assert_num_queries(2):
        assert len(within(norden["norden"])) == 9


def test_a_ring_on_the_map_ends(norden):
    norden["city"].consists_of.add(norden["norden"])

    assert len(within(norden["city"])) == 4


def test_tiles_are_the_territories_that_were_there_on_the_day():
    old = TerritoryFactory(map_column=1, map_row=1, valid_to_on=date(2019, 12, 31))
    new = TerritoryFactory(map_column=1, map_row=1, valid_from_on=date(2020, 1, 1))
    TerritoryFactory()
    everything = Territory.objects.values_list("pk", flat=True)

    assert list(tiles(everything, day=date(2019, 12, 31))) == [old]
    assert list(tiles(everything, day=date(2020, 1, 1))) == [new]


def test_roles_are_those_held_on_the_day():
    role = RoleFactory(from_on=date(2019, 10, 1), to_on=date(2019, 10, 10))
    RoleFactory(person=role.person, kind=RoleKind.EDITOR, to_on=date(2019, 10, 9))
    RoleFactory(person=role.person, kind=RoleKind.FUNDER, from_on=date(2019, 10, 11))

    assert list(roles_of(role.person, NOON)) == [role]
    assert kinds_of(role.person, NOON) == {RoleKind.FACILITATOR}


def test_visitors_have_no_role():
    RoleFactory()

    assert not roles_of(AnonymousUser(), NOON).exists()
    assert kinds_of(AnonymousUser(), NOON) == frozenset()
