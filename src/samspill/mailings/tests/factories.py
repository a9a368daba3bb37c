"""Interest lists, those who follow them, and updates, for tests."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from samspill.core.email_addresses import key_of
from samspill.core.translated import Translated
from samspill.mailings.choices import HappeningKind, SubscriptionStatus
from samspill.mailings.models import (
    Happening,
    InterestList,
    Sending,
    Subscriber,
    Subscription,
    Update,
)

LONG_AGO = datetime(2026, 1, 7, 12, tzinfo=UTC)


class InterestListFactory(DjangoModelFactory[InterestList]):
    class Meta:
        model = InterestList

    key = factory.Sequence(lambda n: f"initiative:number-{n}")
    title = Translated(en="Emission-free delivery", nb="Utslippsfri levering")
    controller = "Nordic Buyers"


class HappeningFactory(DjangoModelFactory[Happening]):
    class Meta:
        model = Happening

    #: The key of no initiative: those of a test are numbered from one.
    key = factory.Sequence(lambda n: f"initiative:{1_000_000 + n}")
    kind = HappeningKind.INITIATIVE
    title = Translated(en="A ferry without a crew", nb="En ferge uten mannskap")
    paths = Translated(en="/en/initiatives/ferry/", nb="/nb/anskaffelser/ferry/")
    happened_at = LONG_AGO


class SubscriberFactory(DjangoModelFactory[Subscriber]):
    class Meta:
        model = Subscriber

    address = factory.Sequence(lambda n: f"reader{n}@people.example")
    address_key = factory.LazyAttribute(lambda subscriber: key_of(subscriber.address))
    language = "en"
    created_at = LONG_AGO


class SubscriptionFactory(DjangoModelFactory[Subscription]):
    """Somebody who follows; ``pending`` and ``ended`` for those who do not."""

    class Meta:
        model = Subscription

    class Params:
        pending = factory.Trait(status=SubscriptionStatus.PENDING, confirmed_at=None)
        ended = factory.Trait(status=SubscriptionStatus.ENDED, ended_at=LONG_AGO)

    interest_list = factory.SubFactory(InterestListFactory)
    subscriber = factory.SubFactory(SubscriberFactory)
    status = SubscriptionStatus.CONFIRMED
    handle = factory.Sequence(lambda n: f"handle-{n}")
    asked_at = LONG_AGO
    confirmed_at = LONG_AGO


class UpdateFactory(DjangoModelFactory[Update]):
    """A draft; give it ``published_at`` to have it published."""

    class Meta:
        model = Update

    interest_list = factory.SubFactory(InterestListFactory)
    title = Translated(en="Three vans are on the road", nb="Tre varebiler er på veien")
    body = Translated(en="They deliver **every** day.", nb="De leverer **hver** dag.")
    written_by = "person:1"
    changed_at = LONG_AGO


class SendingFactory(DjangoModelFactory[Sending]):
    """Something that waits for its time."""

    class Meta:
        model = Sending

    #: The key of no update: those of a test are numbered from one.
    key = factory.Sequence(lambda n: f"update:{1_000_000 + n}")
    tells = HappeningKind.UPDATE
    title = Translated(en="Three vans are on the road", nb="Tre varebiler er på veien")
    paths = Translated(en="/en/initiatives/ferry/", nb="/nb/anskaffelser/ferry/")
    decided_by = "person:1"
    decided_at = LONG_AGO
    goes_at = LONG_AGO
