"""Whatever an action changes is found as it is from the same moment on."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.events.findable import put_gathering
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives import actions as initiatives
from samspill.initiatives.findable import put_initiative
from samspill.initiatives.models import Initiative
from samspill.initiatives.tests.factories import (
    DocumentFactory,
    InitiativeFactory,
    InvolvementFactory,
)
from samspill.mailings.tests.factories import UpdateFactory
from samspill.organisations import actions as organisations
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.programmes import actions as programmes
from samspill.programmes.findable import put_programme
from samspill.programmes.tests.factories import OwnershipFactory, ProgrammeFactory, ThemeFactory
from samspill.search.queries import Question, find

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def kinds(text, *, keys=(), at=NOON):
    return {hit.kind.value for hit in find(Question(text=text), keys=keys, at=at).hits}


@pytest.fixture
def manager():
    """Give somebody who runs the programmes."""
    host = OrganisationFactory(kind=OrganisationKind.PROGRAMME_OFFICE)
    role = RoleFactory(organisation=host, kind=RoleKind.PROGRAMME_MANAGER, from_on=None)
    return role.person, host


@pytest.fixture
def initiative(manager):
    person, host = manager
    initiative = InitiativeFactory(
        programme=ProgrammeFactory(host=host), title=Translated(nb="Gammelt"), published_at=None
    )
    return initiative, person


def test_an_organisation_is_found_once_registered_and_under_its_new_name(manager):
    person, _host = manager
    body = organisations.register_organisation(
        slug="havdal",
        name=Translated(nb="Havdal kommune"),
        kind=OrganisationKind.MUNICIPALITY,
        by=person,
        at=NOON,
    )
    assert kinds("havdal") == {"organisation"}

    organisations.rename(body, Translated(nb="Fjelldal kommune"), by=person, at=NOON)
    assert (kinds("havdal"), kinds("fjelldal")) == (set(), {"organisation"})


def test_an_initiative_is_found_by_everybody_once_published_with_all_that_belongs_to_it(initiative):
    initiative, person = initiative
    UpdateFactory(
        interest_list=initiative.interest_list,
        title=Translated(nb="Snøfresen"),
        published_at=NOON - timedelta(days=1),
    )
    initiatives.rename(initiative, Translated(nb="Snøfreser uten eksos"), by=person, at=NOON)
    put_gathering(
        GatheringFactory(initiative=initiative, title=Translated(nb="Møte om snøfresere")), at=NOON
    )
    assert kinds("snøfreser") == set()
    assert kinds("snøfreser", keys=[f"initiative:{initiative.pk}"]) == {
        "initiative",
        "update",
        "gathering",
    }

    Initiative.objects.filter(pk=initiative.pk).update(published_at=NOON)
    initiative.refresh_from_db()
    initiatives.rename(initiative, initiative.title, by=person, at=NOON)

    assert kinds("snøfreser") == {"initiative", "update", "gathering"}


def test_an_update_is_found_once_published(initiative):
    initiative, person = initiative
    initiative.published_at = NOON - timedelta(days=1)
    initiative.save()
    update = initiatives.draft_update(
        initiative,
        title=Translated(nb="Tunnelbanen er klar"),
        body=Translated(nb="Den går."),
        by=person,
        at=NOON,
    )
    assert kinds("tunnelbane") == set()

    initiatives.publish_update(initiative, update, link="https://x.example/", by=person, at=NOON)
    minute = NOON + timedelta(seconds=60)

    assert kinds("tunnelbane") == set()
    assert kinds("tunnelbane", at=minute) == {"update"}

    initiatives.recall_update(initiative, update, by=person, at=NOON)
    assert kinds("tunnelbane", at=minute) == set()


def test_who_joins_and_leaves_is_found_with_the_initiative(initiative):
    initiative, person = initiative
    initiative.published_at = NOON - timedelta(days=1)
    initiative.save()
    body = OrganisationFactory(name=Translated(nb="Vassdal kommune"))

    initiatives.join(initiative, body, by=person, at=NOON)

    assert "initiative" in kinds("vassdal")


def test_a_programme_is_found_by_its_themes(manager):
    person, host = manager
    programme = ProgrammeFactory(host=host, published_at=NOON - timedelta(days=1))
    theme = ThemeFactory(name=Translated(nb="Sjøvarme"))

    programmes.choose_themes(programme, [theme], by=person, at=NOON)

    assert kinds("sjøvarmen") == {"programme"}


def test_a_document_is_found_from_its_day_on_as_its_page_shows_it():
    initiative = InitiativeFactory(published_at=NOON)
    DocumentFactory(
        initiative=initiative,
        title=Translated(nb="Kunngjøring"),
        published=ImpreciseTime.from_edtf("2026-05-05"),
    )

    put_initiative(initiative, at=NOON)

    assert kinds("kunngjøring") == set()
    assert kinds("kunngjøring", keys=[f"initiative:{initiative.pk}"]) == set()
    assert kinds("kunngjøring", at=NOON + timedelta(days=1)) == {"document"}


def test_who_takes_part_from_tomorrow_on_is_no_word_to_find_by_today():
    tomorrow = ImpreciseTime.from_edtf("2026-05-05")
    body = OrganisationFactory(name=Translated(nb="Tuftedal kommune"))
    initiative = InitiativeFactory(published_at=NOON)
    programme = ProgrammeFactory(published_at=NOON)
    InvolvementFactory(initiative=initiative, organisation=body, since=tomorrow)
    OwnershipFactory(programme=programme, organisation=body, since=tomorrow)

    for day, expected in ((NOON, set()), (NOON + timedelta(days=1), {"initiative", "programme"})):
        put_initiative(initiative, at=day)
        put_programme(programme, at=day)

        assert kinds("tuftedal", at=day) == expected
