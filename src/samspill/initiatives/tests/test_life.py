"""The life of an initiative: begun, named, published, moved on, step by step."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.initiatives.actions import (
    change_status,
    create_initiative,
    publish,
    record_step_done,
    rename,
    skip_step,
)
from samspill.initiatives.choices import TRANSITIONS, Duty, Scope, Status, StepState
from samspill.initiatives.models import Initiative, StatusChange
from samspill.initiatives.queries import Process, duties_of
from samspill.initiatives.rules import latest_status
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)
TITLE = Translated(nb="Utslippsfri levering", en="Emission-free delivery")


def edtf(text):
    return ImpreciseTime.from_edtf(text)


@pytest.fixture
def initiative():
    return InitiativeFactory()


@pytest.fixture
def facilitator(initiative):
    return TeamMemberFactory(initiative=initiative).role.person


def create(by, **more):
    return create_initiative(
        **{
            "slug": "delivery",
            "title": TITLE,
            "scope": Scope.NORDIC,
            "controller": "The programme office",
            **more,
        },
        by=by,
        at=NOON,
    )


def test_create_begins_a_draft_that_is_possible_with_a_list_of_its_own():
    programme = ProgrammeFactory()
    role = RoleFactory(organisation=programme.host, kind=RoleKind.FACILITATOR)

    initiative = create(role.person, programme=programme, facilitator=role)

    assert (initiative.published_at, latest_status(initiative, at=NOON)) == (None, Status.POSSIBLE)
    assert initiative.interest_list.key == "initiative:delivery"
    assert initiative.interest_list.controller == "The programme office"
    assert duties_of(role.person, initiative, NOON) == {Duty.FACILITATOR}
    assert Entry.objects.get(what="initiatives.created").by == f"person:{role.person.pk}"


def test_create_is_refused_to_those_who_do_not_work_for_the_programme():
    stranger = RoleFactory(kind=RoleKind.FACILITATOR).person

    with pytest.raises(NotPermitted):
        create(stranger, programme=ProgrammeFactory())

    assert not Initiative.objects.exists()


def test_create_refuses_an_address_that_is_taken():
    InitiativeFactory(slug="delivery")

    with pytest.raises(NotPossible, match="Please choose another"):
        create(RoleFactory(kind=RoleKind.FACILITATOR).person)


def test_rename_takes_the_interest_list_along(initiative, facilitator):
    was = dict(initiative.title)

    rename(initiative, TITLE, by=facilitator, at=NOON)

    initiative.refresh_from_db()
    assert initiative.title == initiative.interest_list.title == TITLE
    assert initiative.changed_at == NOON
    entry = Entry.objects.get(what="initiatives.renamed")
    assert entry.changes["title"] == [was, dict(TITLE)]


@pytest.fixture
def draft():
    """Return a draft that lacks nothing."""
    initiative = InitiativeFactory(draft=True)
    StepFactory(initiative=initiative)
    TeamMemberFactory(initiative=initiative)
    return initiative


def runs(initiative):
    return initiative.team.get().role.person


def test_publish_shows_the_initiative(draft):
    publish(draft, by=runs(draft), at=NOON)

    assert draft.published_at == NOON
    with pytest.raises(NotPossible, match="already"):
        publish(draft, by=runs(draft), at=NOON)


def test_publish_lists_all_that_is_missing():
    empty = InitiativeFactory(draft=True, title=Translated(), lead=Translated())
    manager = RoleFactory(organisation=empty.programme.host, kind=RoleKind.PROGRAMME_MANAGER).person

    with pytest.raises(NotPossible) as refused:
        publish(empty, by=manager, at=NOON)

    assert str(refused.value) == (
        "The initiative cannot be published yet. It has no title. It has no introduction."
        " No contact person and no facilitator is named. Its process has no step."
    )
    assert Initiative.objects.get().published_at is None


def test_publish_gives_way_to_whoever_was_first(draft):
    Initiative.objects.update(published_at=NOON)

    with pytest.raises(NotPossible, match="Somebody else"):
        publish(draft, by=runs(draft), at=NOON)


@pytest.mark.parametrize("was", Status)
@pytest.mark.parametrize("to", Status)
def test_status_moves_along_its_transitions_and_no_other_way(was, to):
    initiative = InitiativeFactory(status=was)
    person = TeamMemberFactory(initiative=initiative).role.person

    if to in TRANSITIONS[was]:
        change_status(initiative, to=to, reason="Agreed", by=person, at=NOON)
        assert latest_status(initiative, at=NOON) is to
        assert latest_status(initiative, at=NOON - timedelta(days=1)) is was
        assert Entry.objects.get().changes["status"] == [was.value, to.value]
    else:
        with pytest.raises((NotPossible, NotPermitted)):
            change_status(initiative, to=to, by=person, at=NOON)
        assert StatusChange.objects.count() == 1


def test_status_gives_way_to_whoever_decided_first(initiative, facilitator):
    seen = initiative.status_changes.get().number
    change = change_status(initiative, to=Status.COMPLETED, after=seen, by=facilitator, at=NOON)
    assert change.number == seen + 1

    with pytest.raises(NotPossible, match="Somebody else"):
        change_status(initiative, to=Status.ARCHIVED, after=seen, by=facilitator, at=NOON)

    assert latest_status(initiative, at=NOON) is Status.COMPLETED


def test_status_never_changes_before_it_last_did(initiative, facilitator):
    with pytest.raises(NotPossible, match="lies before"):
        change_status(
            initiative,
            to=Status.COMPLETED,
            since_on=date(2019, 8, 31),
            by=facilitator,
            at=NOON,
        )


def test_status_can_be_written_down_later(initiative, facilitator):
    change_status(
        initiative, to=Status.COMPLETED, since_on=date(2019, 10, 1), by=facilitator, at=NOON
    )

    assert latest_status(initiative, at=datetime(2019, 10, 1, 12, tzinfo=UTC)) is Status.COMPLETED


def test_a_step_is_done_once_and_as_precisely_as_known(initiative, facilitator):
    step = StepFactory(initiative=initiative, skipped_on=date(2019, 9, 1))

    record_step_done(step, edtf("2019-10"), by=facilitator, at=NOON)

    assert Process.of(initiative, at=NOON).steps[0].state is StepState.DONE
    assert (step.done, step.skipped_on) == (edtf("2019-10"), None)
    with pytest.raises(NotPossible, match="already"):
        record_step_done(step, edtf("2019-09"), by=facilitator, at=NOON)


def test_a_step_is_not_done_in_the_future(initiative, facilitator):
    with pytest.raises(NotPossible, match="not come yet"):
        record_step_done(
            StepFactory(initiative=initiative), edtf("2019-10-11"), by=facilitator, at=NOON
        )


def test_a_step_is_skipped_unless_it_is_done(initiative, facilitator):
    step, done = StepFactory(initiative=initiative), StepFactory(initiative=initiative, done="2019")

    skip_step(step, by=facilitator, at=NOON)

    assert Process.of(initiative, at=NOON).steps[0].state is StepState.SKIPPED
    with pytest.raises(NotPossible, match="is done"):
        skip_step(done, by=facilitator, at=NOON)
    with pytest.raises(NotPossible, match="Somebody else"):
        skip_step(step, by=facilitator, at=NOON)
