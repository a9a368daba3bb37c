"""One coordinator answers for each body in an initiative, and never two."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.initiatives.actions import leave, name_coordinator
from samspill.initiatives.choices import BODY_DUTIES, Duty, Part
from samspill.initiatives.models import Initiative, TeamMember
from samspill.initiatives.queries import duties_of
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    InvolvementFactory,
    TeamMemberFactory,
)
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)


@pytest.fixture
def initiative():
    return InitiativeFactory(published_at=None)


@pytest.fixture
def body(initiative):
    organisation = OrganisationFactory()
    InvolvementFactory(initiative=initiative, organisation=organisation, part=Part.PARTICIPANT)
    return organisation


@pytest.fixture
def facilitator(initiative):
    role = RoleFactory(kind=RoleKind.FACILITATOR)
    TeamMemberFactory(initiative=initiative, role=role, duty=Duty.FACILITATOR)
    return role.person


def coordinator(body, **more):
    return RoleFactory(kind=RoleKind.COORDINATOR, organisation=body, **more)


def test_a_new_coordinator_takes_the_place_of_the_old(initiative, body, facilitator):
    first, second = coordinator(body), coordinator(body)

    name_coordinator(initiative, first, by=facilitator, at=NOON)
    name_coordinator(initiative, second, by=facilitator, at=NOON)

    named = TeamMember.objects.get(duty=Duty.COORDINATOR)
    assert (named.role, named.body) == (second, body)
    changes = [entry.changes["coordinator"] for entry in Entry.objects.order_by("pk")]
    assert changes == [[None, first.pk], [first.pk, second.pk]]


def test_each_body_has_its_own(initiative, body, facilitator):
    other = OrganisationFactory()
    InvolvementFactory(initiative=initiative, organisation=other, part=Part.NEED_OWNER)

    for each in (body, other):
        name_coordinator(initiative, coordinator(each), by=facilitator, at=NOON)

    assert TeamMember.objects.filter(duty=Duty.COORDINATOR).count() == 2


def test_the_administrator_of_the_body_names_one_too(initiative, body):
    administrator = RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=body).person

    name_coordinator(initiative, coordinator(body), by=administrator, at=NOON)

    assert TeamMember.objects.filter(duty=Duty.COORDINATOR).exists()


@pytest.mark.parametrize("kind", ["administrator", "coordinator", "facilitator", "operator"])
def test_others_name_nobody(initiative, body, kind):
    somebody = RoleFactory(kind=kind).person

    with pytest.raises(NotPermitted):
        name_coordinator(initiative, coordinator(body), by=somebody, at=NOON)


def test_nobody_names_themselves(initiative, body):
    role = coordinator(body)
    RoleFactory(kind=RoleKind.ADMINISTRATOR, organisation=body, person=role.person)

    with pytest.raises(NotPermitted, match="themselves"):
        name_coordinator(initiative, role, by=role.person, at=NOON)


def test_only_a_coordinator_of_a_body_that_takes_part_is_named(initiative, body, facilitator):
    for role in (
        RoleFactory(kind=RoleKind.SUBJECT, organisation=body),
        coordinator(body, to_on=NOON.date() - timedelta(days=1)),
    ):
        with pytest.raises(NotPossible, match="no coordinator"):
            name_coordinator(initiative, role, by=facilitator, at=NOON)
    with pytest.raises(NotPossible, match="no part"):
        name_coordinator(initiative, coordinator(OrganisationFactory()), by=facilitator, at=NOON)


def test_naming_the_same_again_says_so(initiative, body, facilitator):
    role = coordinator(body)
    name_coordinator(initiative, role, by=facilitator, at=NOON)

    with pytest.raises(NotPossible, match="already"):
        name_coordinator(initiative, role, by=facilitator, at=NOON)


def test_the_database_takes_no_second_one(initiative, body):
    duty = {"initiative": initiative, "duty": Duty.COORDINATOR, "body": body}
    TeamMemberFactory(role=coordinator(body), **duty)

    with pytest.raises(IntegrityError):
        TeamMemberFactory(role=coordinator(body), **duty)


@pytest.mark.parametrize("duty", sorted(BODY_DUTIES))
def test_the_database_takes_no_duty_of_a_body_without_the_body(initiative, duty):
    with pytest.raises(IntegrityError):
        TeamMemberFactory(initiative=initiative, role=RoleFactory(), duty=duty)


@pytest.mark.parametrize(
    ("duty", "reads"),
    [
        (Duty.COORDINATOR, True),
        (Duty.SUBJECT, True),
        (Duty.PROCUREMENT, True),
        (Duty.LEADER, False),
    ],
)
def test_drafts_are_read_as_the_matrix_says_while_the_body_takes_part(
    initiative, body, facilitator, duty, reads
):
    # The role alone gives no right: what counts is the duty in the team.
    role = RoleFactory(kind=RoleKind.EDITOR, organisation=body)
    TeamMemberFactory(initiative=initiative, role=role, duty=duty, body=body)

    def is_read():
        return Initiative.objects.visible_to(role.person, at=NOON).exists()

    assert is_read() is reads
    assert duty in duties_of(role.person, initiative, NOON)

    leave(initiative, body, by=facilitator, at=NOON)

    assert not is_read()
    assert duty not in duties_of(role.person, initiative, NOON)
    assert not Initiative.objects.visible_to(AnonymousUser(), at=NOON).exists()
