"""Beginning a new initiative from an old one."""

from datetime import UTC, date, datetime

import pytest

from samspill.accounts.tests.factories import PersonFactory
from samspill.core.errors import NotPermitted
from samspill.core.translated import Translated
from samspill.initiatives.actions import (
    copy_as_template,
)
from samspill.initiatives.choices import Duty, Part, Status
from samspill.initiatives.rules import latest_status
from samspill.initiatives.tests.factories import (
    DocumentFactory,
    InitiativeFactory,
    InvolvementFactory,
    RequirementFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.mailings.tests.factories import UpdateFactory
from samspill.programmes.tests.factories import GoalFactory, ThemeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)
TITLE = Translated(nb="Utslippsfri levering", en="Emission-free delivery")


@pytest.fixture
def initiative():
    return InitiativeFactory()


@pytest.fixture
def facilitator(initiative):
    return TeamMemberFactory(initiative=initiative).role.person


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
