"""The page of a programme or a regional project."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import (
    AddressFactory,
    OrganisationFactory,
    RoleFactory,
    TerritoryFactory,
)
from samspill.programmes.choices import Level, OwnershipKind, OwnershipStatus, PartnerStatus
from samspill.programmes.models import Programme
from samspill.programmes.queries import ProgrammePage, duties_of, with_relations
from samspill.programmes.tests.factories import (
    GoalFactory,
    GrantFactory,
    OwnershipFactory,
    PartnershipFactory,
    ProgrammeFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2016, 5, 19, 12, tzinfo=UTC)
NOBODY = AnonymousUser()


def page_of(programme, *, at=NOON):
    found = with_relations(Programme.objects.all()).get(pk=programme.pk)
    return ProgrammePage.of(found, at=at, reader=NOBODY)


@pytest.mark.parametrize("size", [1, 5])
def test_page_takes_two_queries_however_much_there_is_on_it(django_assert_num_queries, size):
    programme = ProgrammeFactory(
        part_of=ProgrammeFactory(part_of=ProgrammeFactory()), project_leader=RoleFactory()
    )
    AddressFactory(organisation=programme.host)
    programme.themes.set(ThemeFactory.create_batch(size))
    programme.goals.set(GoalFactory.create_batch(size))
    programme.territories.set(TerritoryFactory.create_batch(size, map_column=1, map_row=1))
    ProgrammeFactory.create_batch(size, part_of=programme)
    OwnershipFactory.create_batch(size, programme=programme)
    PartnershipFactory.create_batch(size, programme=programme)
    for _each in range(size):
        GrantFactory(
            programme=programme,
            grantees=OrganisationFactory.create_batch(2),
            amount=Decimal("2.50"),
            currency="NOK",
        )

    with django_assert_num_queries(2):
        page = page_of(programme)
        lists = (
            [(str(each.organisation), each.organisation.country) for each in page.ownerships],
            [(str(each.organisation), str(each.note)) for each in page.partnerships],
            [(str(each.grant), str(each.grant.funder), each.grant.amount) for each in page.grants],
            [str(each) for each in page.parts],
            [str(each) for each in page.themes],
            [str(each) for each in page.goals],
            [str(each) for each in page.territories],
            [str(each.territory) for each in page.tiles],
        )
        said = [str(page.programme.project_leader), str(page.programme.host)]

    assert {len(each) for each in lists} == {size}
    assert all(said)
    assert len(page.trail) == 2
    assert len(page.grants[0].grantees) == 2
    assert page.grants[0].grant.amount == Decimal("2.50")
    assert page.postal_address.place == "Oslo"


def test_page_groups_owners_by_how_far_they_have_come():
    programme = ProgrammeFactory()
    for status in (OwnershipStatus.IN_PROCESS, OwnershipStatus.OWNER, OwnershipStatus.IN_PROCESS):
        OwnershipFactory(programme=programme, status=status)

    groups = page_of(programme).ownership_groups

    assert [(group.status, len(group.ownerships)) for group in groups] == [
        (OwnershipStatus.OWNER, 1),
        (OwnershipStatus.IN_PROCESS, 2),
    ]


def test_page_groups_partners_by_how_far_they_have_come():
    programme = ProgrammeFactory()
    PartnershipFactory(programme=programme, status=PartnerStatus.INVITED)
    PartnershipFactory(programme=programme, status=PartnerStatus.ACTIVE)

    groups = page_of(programme).partnership_groups

    assert [group.status for group in groups] == [PartnerStatus.ACTIVE, PartnerStatus.INVITED]


def test_page_tells_co_owners_from_owners():
    programme = ProgrammeFactory()
    co_owner = OwnershipFactory(programme=programme)
    OwnershipFactory(programme=programme, kind=OwnershipKind.OWNER)

    assert page_of(programme).co_owners == (co_owner,)


def test_page_does_not_foresee_owners_or_grants():
    programme = ProgrammeFactory()
    OwnershipFactory(programme=programme, since="2016-12")
    GrantFactory(programme=programme, awarded="2017")

    assert (page_of(programme).ownerships, page_of(programme).grants) == ((), ())


def test_map_shows_each_county_of_the_region_with_its_way_to_owning():
    region = TerritoryFactory()
    here = TerritoryFactory(map_column=2, map_row=1)
    beside = TerritoryFactory(map_column=1, map_row=1)
    region.consists_of.set([here, beside])
    programme = ProgrammeFactory()
    programme.territories.add(region)
    ownership = OwnershipFactory(programme=programme, organisation__territory=here)

    tiles = page_of(programme).tiles

    assert [(tile.territory, tile.ownership) for tile in tiles] == [
        (beside, None),
        (here, ownership),
    ]


def test_drafts_are_neither_parts_nor_above():
    whole = ProgrammeFactory(published_at=None)
    programme = ProgrammeFactory(part_of=whole)
    ProgrammeFactory(part_of=programme, published_at=None)

    page = page_of(programme)

    assert (page.trail, page.parts) == ((), ())
    assert list(Programme.objects.visible_to(NOBODY, at=NOON)) == [programme]


def test_duties_are_roles_at_the_host_or_at_a_host_above():
    whole = ProgrammeFactory()
    part = ProgrammeFactory(part_of=whole, level=Level.REGIONAL)
    manager = RoleFactory(organisation=whole.host, kind=RoleKind.PROGRAMME_MANAGER).person
    leader = RoleFactory(organisation=part.host, kind=RoleKind.REGIONAL_PROJECT_LEADER).person
    stranger = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person

    assert duties_of(manager, part, NOON) == {RoleKind.PROGRAMME_MANAGER}
    assert duties_of(leader, part, NOON) == {RoleKind.REGIONAL_PROJECT_LEADER}
    assert duties_of(leader, whole, NOON) == frozenset()
    assert duties_of(stranger, part, NOON) == frozenset()
    assert duties_of(NOBODY, part, NOON) == frozenset()


def test_a_regional_leader_at_the_host_of_the_whole_runs_its_regions_alone():
    whole = ProgrammeFactory(published_at=None)
    region = ProgrammeFactory(
        part_of=whole, host=whole.host, level=Level.REGIONAL, published_at=None
    )
    leader = RoleFactory(organisation=whole.host, kind=RoleKind.REGIONAL_PROJECT_LEADER).person

    assert duties_of(leader, region, NOON) == {RoleKind.REGIONAL_PROJECT_LEADER}
    assert duties_of(leader, whole, NOON) == frozenset()
    assert list(Programme.objects.visible_to(leader, at=NOON)) == [region]


def test_a_draft_is_seen_by_those_who_run_it_and_by_auditors():
    draft = ProgrammeFactory(published_at=None)
    manager = RoleFactory(organisation=draft.host, kind=RoleKind.PROGRAMME_MANAGER).person
    auditor = RoleFactory(kind=RoleKind.AUDITOR).person
    colleague = RoleFactory(organisation=draft.host, kind=RoleKind.SUBJECT).person
    elsewhere = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person

    readers = [
        person
        for person in (manager, auditor, colleague, elsewhere, NOBODY)
        if Programme.objects.visible_to(person, at=NOON).exists()
    ]
    assert readers == [manager, auditor]


def test_duties_end_with_the_role():
    programme = ProgrammeFactory()
    role = RoleFactory(organisation=programme.host, to_on=date(2016, 5, 18))

    assert duties_of(role.person, programme, NOON) == frozenset()
