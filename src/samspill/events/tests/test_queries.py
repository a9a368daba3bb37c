"""Lists of gatherings."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from samspill.core.imprecise import ImpreciseTime
from samspill.events.choices import Attendance
from samspill.events.models import Gathering
from samspill.events.queries import (
    GatheringCard,
    Gatherings,
    all_gatherings,
    gatherings_of_initiative,
    gatherings_of_programme,
)
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.organisations.tests.factories import TerritoryFactory
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)
NOBODY = AnonymousUser()


def of_day(text, **more):
    return GatheringFactory(
        when=ImpreciseTime.from_edtf(text), starts_at=None, ends_at=None, is_as_told=True, **more
    )


@pytest.mark.parametrize("size", [1, 5])
def test_list_takes_one_query_however_long(django_assert_num_queries, size):
    initiative = InitiativeFactory()
    GatheringFactory.create_batch(size, initiative=initiative, territory=TerritoryFactory())

    with django_assert_num_queries(1):
        gatherings = gatherings_of_initiative(initiative, at=NOON, reader=NOBODY)
        said = [
            (str(card.gathering), str(card.gathering.initiative), str(card.gathering.territory))
            for card in gatherings.all
        ]

    assert len(said) == size


def test_upcoming_come_nearest_first_and_past_latest_first():
    june, day, year = of_day("2020-06"), GatheringFactory(), of_day("2018")
    september = of_day("2019-09-02")

    gatherings = all_gatherings(at=NOON, reader=NOBODY)

    assert [card.gathering for card in gatherings.upcoming] == [day, june]
    assert [card.gathering for card in gatherings.past] == [september, year]
    assert gatherings.next.gathering == day


@pytest.mark.parametrize(
    ("at", "is_over"),
    [
        pytest.param(datetime(2019, 10, 24, 12, 59, tzinfo=UTC), False, id="going on"),
        pytest.param(datetime(2019, 10, 24, 13, 0, tzinfo=UTC), True, id="at its end"),
    ],
)
def test_a_gathering_is_over_at_its_end(at, is_over):
    assert GatheringCard.of(GatheringFactory(), at=at).is_over is is_over


def test_a_gathering_without_an_end_is_not_over_at_once():
    gathering = GatheringFactory(ends_at=None)

    assert not GatheringCard.of(gathering, at=gathering.starts_at + timedelta(hours=1)).is_over
    assert GatheringCard.of(gathering, at=gathering.starts_at + timedelta(hours=4)).is_over


def test_the_next_gathering_is_one_that_takes_place():
    GatheringFactory(cancelled_at=NOON)
    later = of_day("2019-12")

    gatherings = all_gatherings(at=NOON, reader=NOBODY)

    assert len(gatherings.upcoming) == 2
    assert gatherings.next.gathering == later
    assert Gatherings.among([], at=NOON).next is None


def test_card_says_time_and_place_by_the_clocks_of_the_place():
    card = GatheringCard.of(GatheringFactory(venue="City hall"), at=NOON)

    assert (f"{card.starts:%H:%M}", f"{card.ends:%H:%M}") == ("09:00", "15:00")
    assert card.where == "City hall, Storgata 1, Oslo"
    assert (card.is_on_site, card.is_online) == (True, False)


def test_card_of_an_online_gathering():
    card = GatheringCard.of(of_day("2019-11", attendance=Attendance.ONLINE), at=NOON)

    assert (card.starts, card.ends, card.has_time_of_day) == (None, None, False)
    assert (card.is_on_site, card.is_online) == (False, True)


def test_programme_shows_its_own_gatherings_and_those_of_its_parts_and_initiatives():
    programme = ProgrammeFactory()
    part = ProgrammeFactory(part_of=programme)
    mine = [
        GatheringFactory(initiative=None, programme=programme),
        GatheringFactory(initiative=None, programme=part),
        GatheringFactory(initiative__programme=programme),
        GatheringFactory(initiative__programme=part),
    ]
    GatheringFactory()

    gatherings = gatherings_of_programme(programme, at=NOON, reader=NOBODY)

    assert [card.gathering for card in gatherings.all] == mine


def test_drafts_and_what_belongs_to_drafts_are_not_shown():
    GatheringFactory(draft=True)
    GatheringFactory(published_at=NOON + timedelta(days=1))
    GatheringFactory(initiative=None, programme=ProgrammeFactory(published_at=None))
    hidden = GatheringFactory(initiative=InitiativeFactory(draft=True))
    member = TeamMemberFactory(initiative=hidden.initiative).role.person

    assert all_gatherings(at=NOON, reader=NOBODY).all == ()
    assert list(Gathering.objects.visible_to(member, at=NOON)) == [hidden]
