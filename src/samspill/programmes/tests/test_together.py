"""Rows of several tables in one query, as pages of programmes ask for them."""

import pytest

from samspill.core.imprecise import ImpreciseTime
from samspill.core.together import read_together
from samspill.core.translated import Translated
from samspill.organisations.models import Enquiry, Organisation
from samspill.organisations.tests.factories import OrganisationFactory, TerritoryFactory
from samspill.programmes.models import Goal, Grant, Ownership, Programme, Theme
from samspill.programmes.tests.factories import (
    GoalFactory,
    GrantFactory,
    OwnershipFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def test_rows_come_as_instances_with_values_of_their_own_kind(django_assert_num_queries):
    theme = ThemeFactory(name=Translated(fi="Ilmasto"), is_green=True)
    grant = GrantFactory(awarded="2019-05", purpose=Translated(nb="Møtes"))

    with django_assert_num_queries(1):
        found = read_together(
            themes=(Theme.objects.all(), ["slug", "name", "is_green"]),
            grants=(Grant.objects.all(), ["purpose", "awarded", "amount", "funder"]),
        )
        shown = found["grants"][0]
        said = (shown.purpose, shown.awarded, shown.amount, shown.funder_id)

    assert found["themes"] == [theme]
    assert (found["themes"][0].name, found["themes"][0].is_green) == (theme.name, True)
    assert said == (grant.purpose, ImpreciseTime.from_edtf("2019-05"), None, grant.funder_id)


def test_related_instances_come_along(django_assert_num_queries):
    body = OrganisationFactory(territory=TerritoryFactory())
    OwnershipFactory(organisation=body)
    paths = ["status", "organisation__id", "organisation__name", "organisation__territory"]

    with django_assert_num_queries(1):
        found = read_together(shares=(Ownership.objects.all(), paths))
        organisation = found["shares"][0].organisation
        said = (organisation, organisation.name, organisation.territory_id)

    assert said == (body, body.name, body.territory_id)


def test_a_relation_that_leads_nowhere_is_none():
    OrganisationFactory(territory=None)

    found = read_together(
        bodies=(Organisation.objects.all(), ["slug", "territory__id", "territory__name"]),
        themes=(Theme.objects.all(), ["slug"]),
    )

    assert found["bodies"][0].territory is None


def test_fields_that_were_not_asked_for_are_read_when_they_are_needed(django_assert_num_queries):
    ThemeFactory(description=Translated(en="About ships"))
    theme = read_together(themes=(Theme.objects.all(), ["slug"]))["themes"][0]

    with django_assert_num_queries(1):
        assert str(theme.description) == "About ships"


def test_kinds_keep_apart_whatever_their_order():
    goals, themes = GoalFactory.create_batch(3), ThemeFactory.create_batch(2)

    found = read_together(
        programmes=(Programme.objects.all(), ["slug", "title"]),
        goals=(Goal.objects.order_by("-pk"), ["text"]),
        themes=(Theme.objects.all(), ["slug", "name"]),
    )

    assert found == {"programmes": [], "goals": goals, "themes": themes}


def test_what_cannot_stand_in_one_column_with_others_is_refused():
    with pytest.raises(TypeError, match="cannot be read together"):
        read_together(rows=(Grant.objects.all(), ["grantees"]))
    assert read_together(letters=(Enquiry.objects.all(), ["text", "written_at"])) == {"letters": []}
