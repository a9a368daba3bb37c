"""Gatherings for tests."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.events.choices import GatheringKind
from samspill.events.models import Gathering
from samspill.initiatives.tests.factories import InitiativeFactory


class GatheringFactory(DjangoModelFactory[Gathering]):
    """A published gathering in Oslo, on 24 October 2019 from 09:00 to 15:00."""

    class Meta:
        model = Gathering

    slug = factory.Sequence(lambda n: f"gathering-{n}")
    initiative = factory.SubFactory(InitiativeFactory)
    kind = GatheringKind.GATHERING
    title = factory.Sequence(lambda n: Translated(en=f"Gathering {n}"))
    purpose = Translated(en="Learn what taking part requires.")
    audience = Translated(en="Cities and municipalities.")
    when = ImpreciseTime.from_edtf("2019-10-24T09:00[Europe/Oslo]")
    starts_at = datetime(2019, 10, 24, 7, tzinfo=UTC)
    ends_at = datetime(2019, 10, 24, 13, tzinfo=UTC)
    street = "Storgata 1"
    place = "Oslo"
    country = "NO"
    published_at = datetime(2019, 9, 1, 12, tzinfo=UTC)
    changed_at = datetime(2019, 9, 1, 12, tzinfo=UTC)

    class Params:
        draft = factory.Trait(published_at=None)
