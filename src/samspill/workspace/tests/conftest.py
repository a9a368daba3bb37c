"""What every test of the workspace starts from: the policy tables, and somebody with a job."""

import pytest

from samspill.core.policy import gather
from samspill.initiatives.choices import Duty
from samspill.initiatives.policy import POLICY as INITIATIVES
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.organisations.policy import POLICY as ORGANISATIONS
from samspill.organisations.tests.factories import RoleFactory

gather([*ORGANISATIONS, *INITIATIVES])


@pytest.fixture
def role():
    """Give somebody a job that lets them into no initiative by itself."""
    return RoleFactory()


@pytest.fixture
def lead(role):
    """Begin an initiative that this somebody facilitates."""

    def begin(**told):
        initiative = InitiativeFactory(**told)
        TeamMemberFactory(initiative=initiative, role=role, duty=Duty.FACILITATOR)
        return initiative

    return begin
