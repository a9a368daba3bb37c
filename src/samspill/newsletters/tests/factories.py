"""Newsletters, and something to put into them, for tests."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.editorial.tests.factories import published as published_text
from samspill.editorial.tests.factories import say
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.mailings.tests.factories import (
    InterestListFactory,
    SubscriberFactory,
    SubscriptionFactory,
    UpdateFactory,
)
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Item, Newsletter
from samspill.newsletters.queries import Content, Entry
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
LAST_WEEK = NOW - timedelta(days=7)
SECTION = Entry(
    kind=ItemKind.SECTION,
    title=Translated(en="From the programme", nb="Fra programmet"),
    text=Translated(en="We **begin** in June.", nb="Vi **begynner** i juni."),
)


class NewsletterFactory(DjangoModelFactory[Newsletter]):
    """A draft; give it ``published_at`` to have it sent."""

    class Meta:
        model = Newsletter

    programme = factory.SubFactory(ProgrammeFactory)
    title = Translated(en="Spring in the programme", nb="Vår i programmet")
    lead = Translated(en="Three things have happened.", nb="Tre ting har hendt.")
    written_by = "person:1"
    changed_at = LAST_WEEK


class ItemFactory(DjangoModelFactory[Item]):
    """A section of one's own."""

    class Meta:
        model = Item

    newsletter = factory.SubFactory(NewsletterFactory)
    number = factory.Sequence(lambda n: n + 1)
    kind = ItemKind.SECTION
    title = SECTION.title
    text = SECTION.text


def followed_programme(**more):
    """Make a programme that can be followed, with a theme."""
    programme = ProgrammeFactory(
        interest_list=InterestListFactory(
            key=f"programme:{ProgrammeFactory._meta.model.objects.count()}",
            title=Translated(en="The programme", nb="Programmet"),
        ),
        **more,
    )
    programme.themes.add(
        ThemeFactory(interest_list=InterestListFactory(key=f"theme:{programme.pk}"))
    )
    return programme


def writer_of(programme, kind=RoleKind.EDITOR):
    """Make somebody who writes newsletters for a programme."""
    return RoleFactory(organisation=programme.host, kind=kind).person


def update_in(programme, **more):
    """Publish an update of an initiative of a programme."""
    more.setdefault("published_at", LAST_WEEK)
    initiative = InitiativeFactory(programme=programme)
    return UpdateFactory(interest_list=initiative.interest_list, **more)


def article_in(programme, title="Three counties buy", **more):
    """Publish an article of a programme, in English."""
    piece = {key: more.pop(key) for key in list(more) if key.startswith("piece__")}
    content = say(title, **more)
    return published_text(content=content, piece__programme=programme, **piece).version.piece


def gathering_in(programme, **more):
    """Announce a gathering of a programme, a fortnight ahead."""
    starts_at = NOW + timedelta(days=14)
    more.setdefault("when", ImpreciseTime.from_edtf(f"{starts_at:%Y-%m-%dT%H:%M}[Europe/Oslo]"))
    return GatheringFactory(
        initiative=None,
        programme=programme,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        **more,
    )


def one_of_each(programme):
    """Make one of each thing that can stand in a newsletter, in an order of one's own."""
    return (
        Entry(kind=ItemKind.GATHERING, pk=gathering_in(programme).pk),
        SECTION,
        Entry(kind=ItemKind.UPDATE, pk=update_in(programme).pk),
        Entry(kind=ItemKind.ARTICLE, pk=article_in(programme).pk),
    )


def content(*entries, **more):
    """Make what a newsletter says."""
    more.setdefault("title", Translated(en="Spring in the programme", nb="Vår i programmet"))
    return Content(entries=entries or (SECTION,), **more)


def follower(interest_list, language="en", **more):
    """Let somebody follow a list."""
    subscriber = SubscriberFactory(language=language, **more)
    return SubscriptionFactory(interest_list=interest_list, subscriber=subscriber)
