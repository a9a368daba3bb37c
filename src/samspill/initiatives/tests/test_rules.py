"""Who may change an initiative."""

from datetime import UTC, date, datetime

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.core.rules import refusal
from samspill.initiatives.choices import Duty, Status
from samspill.initiatives.queries import duties_of
from samspill.initiatives.rules import check_may_edit
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    StatusChangeFactory,
    TeamMemberFactory,
)
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


@pytest.fixture
def initiative():
    return InitiativeFactory()


@pytest.fixture
def facilitator(initiative):
    return TeamMemberFactory(initiative=initiative).role.person


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
