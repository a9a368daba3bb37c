"""What has not been published, or is not for everybody, is not named beside what has been."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samspill.core import clock
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.initiatives.choices import Duty
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.programmes.tests.factories import GrantFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", ["initiative", "initiatives", "front"])
def test_a_programme_that_is_a_draft_is_not_named_on_its_initiatives(client, route):
    draft = ProgrammeFactory(published_at=None, title=Translated(en="A secret programme"))
    initiative = InitiativeFactory(programme=draft)
    arguments = [initiative.slug] if route == "initiative" else []

    page = client.get(reverse(f"portal:{route}", args=arguments)).content.decode()

    assert str(initiative.title) in page
    assert "A secret programme" not in page
    assert draft.slug not in page


@pytest.mark.parametrize(("days", "is_named"), [(-30, True), (30, False)])
def test_a_grant_is_named_from_the_day_on_which_it_is_awarded(client, days, is_named):
    day = (clock.now() + timedelta(days=days)).date().isoformat()
    grant = GrantFactory(awarded=ImpreciseTime.from_edtf(day), purpose=Translated(en="To try"))
    initiative = InitiativeFactory(grant=grant)

    page = client.get(initiative.get_absolute_url()).content.decode()

    assert ("To try" in page) is is_named


@pytest.mark.parametrize(
    ("duty", "is_named"), [(Duty.PROJECT_LEAD, True), (Duty.STEERING_GROUP, False)]
)
def test_a_letter_can_be_addressed_to_those_alone_whom_the_page_names(client, duty, is_named):
    initiative = InitiativeFactory()
    TeamMemberFactory(initiative=initiative, duty=Duty.FACILITATOR)
    member = TeamMemberFactory(initiative=initiative, duty=duty, role__person__name="Astrid Vik")
    path = reverse("portal:contact", args=[initiative.slug])

    page = client.get(path, {"to": member.pk}).content.decode()

    assert ("Astrid Vik" in page) is is_named
