"""Changing what is said of a gathering; and who is told, once, when it moves or is cancelled."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.bin.models import TakenAway
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.revising import Overtaken
from samspill.core.translated import Translated
from samspill.events.actions import (
    cancel,
    look_once_more,
    move,
    put_gathering_back,
    retell,
    revise_gathering,
    take_gathering_away,
)
from samspill.events.models import Gathering
from samspill.events.queries import gatherings_open_to
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.tests.factories import TeamMemberFactory
from samspill.mailings.actions import begin_due
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening, Sending
from samspill.mailings.tests.factories import SubscriptionFactory
from samspill.mailings.tests.letters import address_all
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
OCTOBER, NOVEMBER = map(datetime.fromisoformat, ("2019-10-30T10:00", "2019-11-06T10:00"))


@pytest.fixture
def gathering():
    return GatheringFactory()


@pytest.fixture
def by(gathering):
    return TeamMemberFactory(initiative=gathering.initiative).role.person


@pytest.fixture
def follower(gathering):
    return SubscriptionFactory(
        interest_list=gathering.initiative.interest_list,
        subscriber__language="en",
        confirmed_at=NOON,
    )


def mails():
    begin_due(at=LATER)
    address_all(at=LATER)
    return [each.letter.wordings.get(language="en").subject for each in Message.objects.all()]


def test_what_calendars_show_raises_the_sequence_and_what_they_do_not_leaves_it(gathering, by):
    revise_gathering(gathering, {"venue": "Town hall"}, by=by, at=NOON)
    assert (gathering.sequence, gathering.venue) == (1, "Town hall")

    revise_gathering(gathering, {"participant_count": 18}, by=by, at=NOON)

    assert (gathering.sequence, gathering.changed_at) == (1, NOON)
    assert Entry.objects.latest("pk").changes["participant_count"] == [None, 18]


def test_what_somebody_else_has_saved_meanwhile_is_not_overwritten(gathering, by):
    with pytest.raises(Overtaken):
        revise_gathering(gathering, {"venue": "Library"}, seen="0" * 32, by=by, at=NOON)

    gathering.refresh_from_db()
    assert gathering.venue == ""


def test_who_follows_is_told_of_a_new_time_once_whatever_came_before(gathering, by, follower):
    move(gathering, starts=OCTOBER, by=by, at=NOON)
    move(gathering, starts=NOVEMBER, by=by, at=NOON + timedelta(seconds=10))

    assert mails() == [f"New time: {gathering.title}"]
    told = Happening.objects.get(kind=HappeningKind.MOVED)
    assert told.summary["en"].startswith("6 November 2019")
    assert gathering.sequence == 2


def test_a_move_that_changes_nothing_and_a_draft_that_moves_are_told_to_nobody(by, follower):
    draft = GatheringFactory(initiative=follower.interest_list.initiative, published_at=None)
    same = GatheringFactory(initiative=draft.initiative)

    move(draft, starts=NOVEMBER, by=by, at=NOON)
    move(
        same,
        starts=datetime.fromisoformat("2019-10-24T09:00"),
        ends=datetime.fromisoformat("2019-10-24T15:00"),
        by=by,
        at=NOON,
    )

    assert not Sending.objects.exists()


def test_who_follows_is_told_that_it_is_cancelled_and_of_no_earlier_move(gathering, by, follower):
    move(gathering, starts=NOVEMBER, by=by, at=NOON)
    cancel(gathering, by=by, at=NOON + timedelta(seconds=10))

    assert mails() == [f"Cancelled: {gathering.title}"]


def test_nothing_is_told_of_what_not_everybody_may_read_any_more(gathering, by, follower):
    move(gathering, starts=NOVEMBER, by=by, at=NOON)
    sending = Sending.objects.get()
    assert look_once_more(sending, LATER)

    gathering.initiative.published_at = None
    gathering.initiative.save()

    assert not look_once_more(sending, LATER)


def test_a_digest_says_the_time_that_it_has_by_now(gathering, by):
    move(gathering, starts=NOVEMBER, by=by, at=NOON)
    news = Happening(
        pk=1, key=f"gathering:{gathering.pk}", title=gathering.title, summary=Translated(en="Old")
    )

    (told,) = retell([news], LATER)

    assert told.summary["en"].startswith("6 November 2019")


def test_a_draft_is_taken_away_and_put_back(by, gathering):
    owner = gathering.initiative
    draft = GatheringFactory(initiative=owner, published_at=None)

    kept = take_gathering_away(draft, by=by, at=NOON)
    assert not Gathering.objects.filter(slug=draft.slug).exists()
    back = put_gathering_back(owner, kept, by=by, at=NOON)

    assert (back.slug, back.title) == (draft.slug, draft.title)
    assert not TakenAway.objects.exists()


def test_what_everybody_knows_of_is_cancelled_instead(by, gathering):
    with pytest.raises(NotPossible, match="Cancel it instead"):
        take_gathering_away(gathering, by=by, at=NOON)


def test_a_draft_is_put_back_where_it_was_only(by, gathering):
    draft = GatheringFactory(initiative=gathering.initiative, published_at=None)
    kept = take_gathering_away(draft, by=by, at=NOON)
    other = TeamMemberFactory(role__person=by).initiative

    with pytest.raises(NotPossible, match="does not belong here"):
        put_gathering_back(other, kept, by=by, at=NOON)


@pytest.mark.parametrize(
    "act",
    [
        lambda gathering, by: revise_gathering(gathering, {"venue": "X"}, by=by, at=NOON),
        lambda gathering, by: take_gathering_away(gathering, by=by, at=NOON),
        lambda gathering, by: put_gathering_back(gathering.initiative, TakenAway(), by=by, at=NOON),
    ],
)
def test_it_is_in_the_hands_of_those_who_run_what_gathers(gathering, act):
    with pytest.raises(NotPermitted):
        act(gathering, PersonFactory())


def test_those_who_run_what_gathers_find_its_drafts_and_nobody_else_does(by, gathering):
    draft = GatheringFactory(initiative=gathering.initiative, published_at=None)
    GatheringFactory()

    assert set(gatherings_open_to(by, "events.edit", at=NOON)) == {gathering, draft}
    assert not gatherings_open_to(PersonFactory(), "events.edit", at=NOON).exists()
