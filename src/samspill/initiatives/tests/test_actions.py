"""The life of an initiative."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.core.rules import refusal
from samspill.core.translated import Translated
from samspill.initiatives.actions import (
    change_status,
    copy_as_template,
    create_initiative,
    join,
    leave,
    publish,
    record_step_done,
    rename,
    skip_step,
)
from samspill.initiatives.choices import TRANSITIONS, Duty, Part, Scope, Status, StepState
from samspill.initiatives.models import Initiative, StatusChange
from samspill.initiatives.queries import Process, duties_of
from samspill.initiatives.rules import check_may_edit, latest_status
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
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.programmes.tests.factories import GoalFactory, ProgrammeFactory, ThemeFactory

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


# Who may


@pytest.mark.parametrize("duty", [Duty.FACILITATOR, Duty.PROJECT_LEAD])
def test_those_who_run_it_may_edit(initiative, duty):
    person = TeamMemberFactory(initiative=initiative, duty=duty).role.person

    assert refusal(check_may_edit, person, initiative, at=NOON) == ""


@pytest.mark.parametrize("duty", [Duty.PROJECT_GROUP, Duty.STEERING_GROUP])
def test_others_of_the_team_may_not_edit(initiative, duty):
    person = TeamMemberFactory(initiative=initiative, duty=duty).role.person

    assert "run this initiative" in refusal(check_may_edit, person, initiative, at=NOON)


def test_programme_manager_of_the_host_may_edit(initiative):
    host = initiative.programme.host
    manager = RoleFactory(organisation=host, kind=RoleKind.PROGRAMME_MANAGER).person

    assert refusal(check_may_edit, manager, initiative, at=NOON) == ""


def test_facilitators_of_other_initiatives_and_managers_of_other_programmes_may_not(initiative):
    strangers = [
        TeamMemberFactory().role.person,
        RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person,
        PersonFactory(),
    ]

    assert all(refusal(check_may_edit, each, initiative, at=NOON) for each in strangers)


def test_rights_end_with_the_role(initiative, facilitator):
    assert duties_of(facilitator, initiative, NOON) == {Duty.FACILITATOR}
    facilitator.roles.update(to_on=date(2019, 10, 9))

    assert duties_of(facilitator, initiative, NOON) == frozenset()


def test_nobody_edits_what_is_archived(initiative, facilitator):
    StatusChangeFactory(initiative=initiative, status=Status.ARCHIVED)

    assert refusal(check_may_edit, facilitator, initiative, at=NOON)


# Creating and naming


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


# Publishing


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


# Status


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
    change_status(initiative, to=Status.COMPLETED, after=seen, by=facilitator, at=NOON)

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


# Steps


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


# The group


def test_join_and_leave_warn_at_both_ends_and_never_refuse(facilitator, initiative):
    initiative.group_least, initiative.group_most = 2, 3
    initiative.save()
    bodies = OrganisationFactory.create_batch(4)

    said = [join(initiative, body, by=facilitator, at=NOON) for body in bodies]

    assert said == [
        "The group now has 1 member; at least 2 are wanted.",
        "",
        "",
        "The group now has 4 members; at most 3 are wanted.",
    ]
    assert leave(initiative, bodies[0], by=facilitator, at=NOON) == ""
    assert [each.what for each in Entry.objects.order_by("number")] == [
        *["initiatives.joined"] * 4,
        "initiatives.left",
    ]


def test_join_without_a_target_warns_of_nothing(initiative, facilitator):
    assert join(initiative, OrganisationFactory(), by=facilitator, at=NOON) == ""


def test_a_body_joins_once_and_may_come_back(initiative, facilitator):
    body = OrganisationFactory()
    join(initiative, body, by=facilitator, at=NOON)
    with pytest.raises(NotPossible, match="in the group already"):
        join(initiative, body, by=facilitator, at=NOON)
    leave(initiative, body, until=edtf("2019-11"), by=facilitator, at=NOON)
    with pytest.raises(NotPossible, match="not in the group"):
        leave(initiative, body, by=facilitator, at=NOON)

    join(initiative, body, since=edtf("2020-01"), by=facilitator, at=NOON)

    seat = initiative.involvements.get()
    assert (seat.since, seat.until) == (edtf("2020-01"), None)


# Copying


def test_copy_takes_steps_requirements_and_parts_and_leaves_the_rest(initiative, facilitator):
    StepFactory(initiative=initiative, starts="2019", done="2019", skipped_on=date(2019, 1, 1))
    RequirementFactory(initiative=initiative, until="2020-06")
    DocumentFactory(initiative=initiative)
    UpdateFactory(interest_list=initiative.interest_list, published_at=NOON)
    TeamMemberFactory(initiative=initiative, duty=Duty.PROJECT_LEAD)
    lead = InvolvementFactory(initiative=initiative, part=Part.LEAD, since="2019")
    InvolvementFactory(initiative=initiative)
    InvolvementFactory(initiative=initiative, part=Part.PARTNER, until="2019-01")
    initiative.themes.add(theme := ThemeFactory())
    initiative.goals.add(goal := GoalFactory())

    copy = copy_as_template(initiative, slug="second", title=TITLE, by=facilitator, at=NOON)

    copy.refresh_from_db()
    step, part = copy.steps.get(), copy.involvements.get()
    assert (step.starts, step.done, step.skipped_on) == (None, None, None)
    assert (str(step), copy.requirements.get().until) == ("Step 1", None)
    assert (part.organisation, part.part, part.since) == (lead.organisation, Part.LEAD, None)
    assert [list(copy.themes.all()), list(copy.goals.all())] == [[theme], [goal]]
    assert not copy.documents.exists()
    assert not copy.interest_list.updates.exists()
    assert (copy.published_at, copy.copied_from) == (None, initiative)
    assert [member.role.person for member in copy.team.all()] == [facilitator]
    assert latest_status(copy, at=NOON) is Status.POSSIBLE


def test_copy_is_refused_to_those_who_do_not_run_the_original(initiative):
    with pytest.raises(NotPermitted):
        copy_as_template(initiative, slug="second", title=TITLE, by=PersonFactory(), at=NOON)
