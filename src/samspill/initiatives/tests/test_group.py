"""Who comes into the group, and who leaves it."""

from datetime import UTC, datetime

import pytest

from samspill.audit.models import Entry
from samspill.core.errors import NotPossible
from samspill.core.imprecise import ImpreciseTime
from samspill.initiatives.actions import (
    join,
    leave,
)
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    TeamMemberFactory,
)
from samspill.organisations.tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


def edtf(text):
    return ImpreciseTime.from_edtf(text)


@pytest.fixture
def initiative():
    return InitiativeFactory()


@pytest.fixture
def facilitator(initiative):
    return TeamMemberFactory(initiative=initiative).role.person


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
    assert [each.what for each in Entry.objects.order_by("pk")] == [
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
