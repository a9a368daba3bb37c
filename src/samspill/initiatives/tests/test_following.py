"""Who is told of an initiative: its own followers, and those of what it belongs to."""

from datetime import UTC, datetime, timedelta

import pytest

from samspill.core.translated import Translated
from samspill.initiatives.actions import draft_update, publish_update
from samspill.initiatives.actions.life import publish
from samspill.initiatives.queries import lists_told_of
from samspill.initiatives.tests.factories import InitiativeFactory, StepFactory, TeamMemberFactory
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import InterestList
from samspill.mailings.queries import list_of_kind
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import address_all, begin_all
from samspill.organisations.tests.factories import TerritoryFactory
from samspill.outbox.models import Message
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)


@pytest.fixture
def around():
    """Make all that an initiative can belong to, each with a list."""
    country = TerritoryFactory(interest_list=InterestListFactory(key="territory:norway"))
    group = TerritoryFactory(interest_list=InterestListFactory(key="territory:btv"))
    county = TerritoryFactory(part_of=country)
    group.consists_of.add(county)
    national = ProgrammeFactory(interest_list=InterestListFactory(key="programme:national"))
    regional = ProgrammeFactory(
        interest_list=InterestListFactory(key="programme:regional"), part_of=national
    )
    theme = ThemeFactory(interest_list=InterestListFactory(key="theme:green"))
    return {"programme": regional, "themes": theme, "territories": county}


def belonging(around, **more):
    initiative = InitiativeFactory(programme=around["programme"], **more)
    initiative.themes.add(around["themes"])
    initiative.territories.add(around["territories"])
    return initiative


def test_news_goes_to_programmes_themes_and_places_all_the_way_up(around):
    initiative = belonging(around)
    InterestListFactory(key="theme:other")

    lists = lists_told_of(initiative)

    keys = InterestList.objects.in_bulk(lists)
    assert [keys[each].key for each in lists] == [
        initiative.interest_list.key,
        "programme:regional",
        "programme:national",
        "theme:green",
        "territory:norway",
        "territory:btv",
    ]


def follows(interest_list, **more):
    return SubscriptionFactory(interest_list=interest_list, confirmed_at=NOON, **more)


def test_an_update_is_mailed_once_to_who_follows_initiative_programme_and_place(around):
    initiative = belonging(around)
    facilitator = TeamMemberFactory(initiative=initiative).role.person
    first = follows(initiative.interest_list)
    for key in ("programme:national", "territory:norway"):
        follows(InterestList.objects.get(key=key), subscriber=first.subscriber)
    only_theme = follows(InterestList.objects.get(key="theme:green"))
    draft = draft_update(
        initiative,
        title=Translated(en="News"),
        body=Translated(en="Hello."),
        by=facilitator,
        at=NOON,
    )

    publish_update(initiative, draft, link="/en/1/", by=facilitator, at=NOON)

    assert begin_all(at=NOON + timedelta(minutes=1)) == 2
    assert {each.reference for each in Message.objects.all()} == {
        f"subscription:{first.pk}",
        f"subscription:{only_theme.pk}",
    }


def test_a_new_initiative_is_told_to_who_follows_its_programme_or_all_that_is_new(around):
    draft = belonging(around, draft=True)
    StepFactory(initiative=draft)
    facilitator = TeamMemberFactory(initiative=draft).role.person
    everything = list_of_kind(HappeningKind.INITIATIVE, controller="Nordic Buyers")
    everything.save()
    follows(everything)
    follows(InterestList.objects.get(key="programme:national"))
    follows(InterestListFactory())

    publish(draft, by=facilitator, at=NOON)

    assert address_all(at=NOON) == Message.objects.count() == 2
    assert Message.objects.first().letter.wordings.get().subject.startswith("New initiative: ")
