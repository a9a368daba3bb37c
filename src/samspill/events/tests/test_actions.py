"""Planning gatherings, setting their time, publishing and cancelling them."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.events import rules
from samspill.events.actions import cancel, move, plan, publish
from samspill.events.choices import Attendance, GatheringKind
from samspill.events.models import Gathering
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.tests.factories import TeamMemberFactory
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening
from samspill.mailings.queries import list_of_kind
from samspill.mailings.tests.factories import SubscriptionFactory
from samspill.mailings.tests.letters import address_all
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.outbox.models import Message
from samspill.programmes.choices import Level
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


def local(text):
    return datetime.fromisoformat(text)


def facilitator_of(gathering):
    return TeamMemberFactory(initiative=gathering.initiative).role.person


def plan_for(owner, by, **more):
    return plan(
        owner,
        **{
            "slug": "oslo",
            "kind": GatheringKind.GATHERING,
            "title": Translated(en="Gathering in Oslo"),
            "when": ImpreciseTime.from_edtf("2019-10"),
            **more,
        },
        by=by,
        at=NOON,
    )


def test_a_gathering_is_planned_as_a_draft_whose_day_need_not_be_known():
    member = TeamMemberFactory()

    gathering = plan_for(member.initiative, member.role.person, place="Oslo")

    gathering.refresh_from_db()
    assert (gathering.published_at, gathering.starts_at) == (None, None)
    assert (str(gathering.when), gathering.place) == ("2019-10", "Oslo")
    assert Entry.objects.get().what == "events.planned"


def test_a_programme_gathers_as_well():
    programme = ProgrammeFactory(level=Level.REGIONAL)
    leader = RoleFactory(organisation=programme.host, kind=RoleKind.REGIONAL_PROJECT_LEADER).person

    assert plan_for(programme, leader).programme == programme


def test_planning_is_refused_to_strangers_and_where_the_address_is_taken():
    member = TeamMemberFactory()

    with pytest.raises(NotPermitted):
        plan_for(member.initiative, PersonFactory())
    with pytest.raises(NotPermitted):
        plan_for(ProgrammeFactory(), member.role.person)
    GatheringFactory(slug="oslo")
    with pytest.raises(NotPossible, match="Please choose another"):
        plan_for(member.initiative, member.role.person)


def test_moving_sets_the_time_by_the_clocks_of_the_place():
    gathering = GatheringFactory(time_zone="Europe/Helsinki")

    move(
        gathering,
        starts=local("2019-11-05T09:00"),
        ends=local("2019-11-05T15:30"),
        by=facilitator_of(gathering),
        at=NOON,
    )

    assert gathering.starts_at == datetime(2019, 11, 5, 7, tzinfo=UTC)
    assert gathering.ends_at == datetime(2019, 11, 5, 13, 30, tzinfo=UTC)
    assert str(gathering.when) == "2019-11-05T09:00[Europe/Helsinki]"
    assert (gathering.sequence, gathering.changed_at) == (1, NOON)


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [
        pytest.param(
            "2020-03-29T02:30", None, "02:30 does not exist. Did you mean 03:30", id="spring gap"
        ),
        pytest.param("2019-11-05T09:00", "2019-11-05T09:00", "end after it begins", id="no length"),
        pytest.param("2019-10-09T09:00", None, "has passed", id="yesterday"),
    ],
)
def test_moving_to_no_possible_time_is_refused(starts, ends, why):
    gathering = GatheringFactory()

    with pytest.raises(NotPossible, match=why):
        move(
            gathering,
            starts=local(starts),
            ends=local(ends) if ends else None,
            by=facilitator_of(gathering),
            at=NOON,
        )

    assert Gathering.objects.get().sequence == 0


def test_moving_to_an_hour_that_comes_twice_means_the_first():
    gathering = GatheringFactory()

    move(
        gathering,
        starts=local("2019-10-27T02:30"),
        by=facilitator_of(gathering),
        at=NOON,
    )

    assert gathering.starts_at == datetime(2019, 10, 27, 0, 30, tzinfo=UTC)


def test_moving_gives_way_to_whoever_moved_first():
    mine = GatheringFactory()
    by = facilitator_of(mine)
    move(Gathering.objects.get(), starts=local("2019-11-05T09:00"), by=by, at=NOON)

    with pytest.raises(NotPossible, match="Somebody else"):
        move(mine, starts=local("2019-11-06T09:00"), by=by, at=NOON)


def test_a_whole_gathering_is_published_once():
    gathering = GatheringFactory(draft=True)
    by = facilitator_of(gathering)

    publish(gathering, by=by, at=NOON)

    assert gathering.published_at == NOON
    with pytest.raises(NotPossible, match="already"):
        publish(gathering, by=by, at=NOON)
    with pytest.raises(NotPossible, match="Somebody else"):
        publish(GatheringFactory.build(**vars_of(gathering)), by=by, at=NOON)


def vars_of(gathering):
    """Give the fields of a gathering as they were before it was published."""
    fields = {field.name: getattr(gathering, field.name) for field in gathering._meta.fields}
    return {**fields, "published_at": None}


def test_publishing_lists_all_that_is_missing():
    gathering = GatheringFactory(
        draft=True,
        when=ImpreciseTime.from_edtf("2019-10-24"),
        starts_at=None,
        ends_at=None,
        purpose=Translated(),
        audience=Translated(),
        street="",
    )

    with pytest.raises(NotPossible) as refused:
        publish(gathering, by=facilitator_of(gathering), at=NOON)

    assert str(refused.value) == (
        "The gathering cannot be published yet. Its purpose is not said. It is not said whom it is"
        " for. Its date and time of day are not known. The address of the place is missing."
    )


@pytest.mark.parametrize(
    ("attendance", "given", "lacks"),
    [
        (Attendance.ON_SITE, {"street": ""}, "The address of the place"),
        (Attendance.ONLINE, {"street": "", "place": ""}, "The link"),
        (Attendance.BOTH, {"street": ""}, "The address of the place"),
        (Attendance.BOTH, {}, "The link"),
    ],
)
def test_publishing_asks_for_the_way_there(attendance, given, lacks):
    gathering = GatheringFactory(draft=True, attendance=attendance, **given)

    with pytest.raises(NotPossible, match=lacks):
        publish(gathering, by=facilitator_of(gathering), at=NOON)


def test_what_an_old_source_tells_of_the_past_is_published_with_its_gaps():
    told = {
        "draft": True,
        "is_as_told": True,
        "when": ImpreciseTime.from_edtf("2016-06-14"),
        "starts_at": None,
        "ends_at": None,
        "purpose": Translated(),
    }
    past = GatheringFactory(**told)
    publish(past, by=facilitator_of(past), at=NOON)
    assert past.published_at == NOON

    to_come = GatheringFactory(**{**told, "when": ImpreciseTime.from_edtf("2020-06-14")})
    with pytest.raises(NotPossible, match="date and time of day"):
        publish(to_come, by=facilitator_of(to_come), at=NOON)


def test_cancelling_keeps_the_gathering_and_tells_calendars():
    gathering = GatheringFactory()
    by = facilitator_of(gathering)

    cancel(gathering, by=by, at=NOON)

    assert (gathering.cancelled_at, gathering.sequence) == (NOON, 1)
    with pytest.raises(NotPossible, match="has been cancelled"):
        cancel(gathering, by=by, at=NOON)
    with pytest.raises(NotPossible, match="has been cancelled"):
        move(gathering, starts=local("2019-11-05T09:00"), by=by, at=NOON)


def test_what_is_over_is_neither_moved_nor_cancelled():
    gathering = GatheringFactory()
    by = facilitator_of(gathering)
    afterwards = gathering.ends_at + timedelta(days=1)

    with pytest.raises(NotPossible, match="is over"):
        cancel(gathering, by=by, at=afterwards)
    with pytest.raises(NotPossible, match="is over"):
        move(gathering, starts=local("2019-12-05T09:00"), by=by, at=afterwards)


@pytest.mark.parametrize("act", [publish, cancel])
def test_gatherings_are_in_the_hands_of_those_who_run_the_initiative(act):
    with pytest.raises(NotPermitted):
        act(GatheringFactory(), by=TeamMemberFactory().role.person, at=NOON)


def test_a_place_needs_a_time_zone_that_exists():
    with pytest.raises(NotPossible, match="Europe/Atlantis is not known"):
        rules.moment(local("2019-11-05T09:00"), "Europe/Atlantis")


def test_a_new_gathering_is_told_to_who_follows_its_initiative_or_all_gatherings():
    gathering = GatheringFactory(draft=True)
    everything = list_of_kind(HappeningKind.GATHERING, controller="Nordic Buyers")
    everything.save()
    SubscriptionFactory(interest_list=everything, confirmed_at=NOON)
    SubscriptionFactory(interest_list=gathering.initiative.interest_list, confirmed_at=NOON)

    publish(gathering, by=facilitator_of(gathering), at=NOON)

    assert address_all(at=NOON) == Message.objects.count() == 2
    wording = Message.objects.first().letter.wordings.get()
    assert wording.subject == f"New gathering: {gathering.title}"
    text = " ".join(wording.text.split())
    assert "24 October 2019" in text
    assert "Storgata 1, Oslo" in text


def test_nobody_is_told_of_a_gathering_that_has_been():
    gathering = GatheringFactory(draft=True, is_as_told=True)
    SubscriptionFactory(interest_list=gathering.initiative.interest_list, confirmed_at=NOON)

    publish(gathering, by=facilitator_of(gathering), at=NOON + timedelta(days=90))
    address_all(at=NOON + timedelta(days=90))

    assert not Message.objects.exists()


def test_nobody_is_told_any_more_of_a_gathering_that_is_cancelled():
    gathering = GatheringFactory(draft=True)
    publish(gathering, by=facilitator_of(gathering), at=NOON)

    cancel(gathering, by=facilitator_of(gathering), at=NOON)

    assert Happening.objects.get().recalled_at == NOON
