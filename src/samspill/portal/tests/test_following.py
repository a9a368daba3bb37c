"""Following from any page: a programme, a theme, a place, or everything of one kind."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from samspill.core.email_addresses import key_of
from samspill.editorial.tests.factories import VersionFactory as PieceVersionFactory
from samspill.editorial.tests.factories import published
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.findable import put_initiative
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.mailings.models import Consent, InterestList, Subscription
from samspill.organisations.tests.factories import OrganisationFactory, TerritoryFactory
from samspill.outbox.models import Message
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 24, 12, tzinfo=UTC)


def owners():
    """Make one of each thing that can be followed, by the name of its route."""
    host = OrganisationFactory(name={"en": "Nordic Buyers", "nb": "Nordiske kjøpere"})
    return {
        "programme": ProgrammeFactory(host=host, interest_list=None),
        "theme": ThemeFactory(),
        "territory": TerritoryFactory(),
    }


@pytest.mark.parametrize("kind", ["programme", "theme", "territory"])
def test_following_opens_the_list_and_its_owner_points_to_it(client, kind):
    owner = owners()[kind]
    page = reverse(f"portal:follow_{kind}", args=[owner.slug])
    assert client.get(page).status_code == 200
    assert not InterestList.objects.exists()

    answer = client.post(page, {"address": "kari@kommune.example"})

    assert answer["Location"] == reverse(f"portal:asked_{kind}", args=[owner.slug])
    assert client.get(answer["Location"]).status_code == 200
    owner.refresh_from_db()
    assert owner.interest_list == InterestList.objects.get()
    assert owner.interest_list.key == f"{kind}:{owner.slug}"
    assert Subscription.objects.get().interest_list == owner.interest_list
    assert Message.objects.get().to == "kari@kommune.example"
    assert Consent.objects.get().purpose == "news"


@pytest.mark.parametrize("kind", ["gatherings", "initiatives", "articles"])
def test_everything_of_one_kind_can_be_followed(client, kind):
    client.post(reverse(f"portal:follow_{kind}"), {"address": "kari@kommune.example"})
    client.post(reverse(f"portal:follow_{kind}"), {"address": "ola@kommune.example"})

    assert InterestList.objects.get().key == f"kind:{kind.removesuffix('s')}"
    assert set(InterestList.objects.get().title) == {"nb", "nn", "sv", "da", "fi", "en"}
    assert Subscription.objects.count() == 2


def test_an_impossible_address_is_refused_and_opens_nothing(client):
    theme = ThemeFactory()

    answer = client.post(
        reverse("portal:follow_theme", args=[theme.slug]), {"address": "kari@localhost"}
    )

    assert answer.status_code == 422
    assert "kari@localhost" in answer.content.decode()
    assert not InterestList.objects.exists()


def test_a_machine_that_fills_in_everything_asks_for_nothing(client):
    theme = ThemeFactory()
    filled = {"address": "kari@kommune.example", "homepage": "https://spam.example"}

    answer = client.post(reverse("portal:follow_theme", args=[theme.slug]), filled)

    assert answer.status_code == 302
    assert not Subscription.objects.exists()


def test_a_draft_of_a_programme_cannot_be_followed(client):
    programme = ProgrammeFactory(published_at=None)

    assert client.get(reverse("portal:follow_programme", args=[programme.slug])).status_code == 404


def test_one_page_lists_what_can_be_followed(client):
    there = owners()
    InitiativeFactory().territories.add(there["territory"])
    GatheringFactory()

    page = client.get(reverse("portal:following")).content.decode()

    for kind, owner in there.items():
        assert reverse(f"portal:follow_{kind}", args=[owner.slug]) in page
    assert reverse("portal:follow_gatherings") in page
    assert reverse("portal:follow_initiatives") in page
    for kind, owner in there.items():
        its_page = client.get(owner.get_absolute_url()).content.decode()
        assert reverse(f"portal:follow_{kind}", args=[owner.slug]) in its_page


def test_known_and_unknown_addresses_get_the_same_answer(client):
    page = reverse("portal:follow_theme", args=[ThemeFactory().slug])

    answers = [client.post(page, {"address": "kari@kommune.example"}) for _twice in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Subscription.objects.get().subscriber.address_key == key_of("kari@kommune.example")


def links_of(client, page, **asked):
    return client.get(page, asked).content.decode()


def test_whoever_reads_an_article_finds_what_to_follow(client):
    programme = ProgrammeFactory()
    piece = published(PieceVersionFactory(piece__programme=programme)).version.piece
    initiative, theme = InitiativeFactory(), ThemeFactory()
    piece.initiatives.add(initiative)
    piece.themes.add(theme)

    page = links_of(client, piece.get_absolute_url())

    assert reverse("portal:follow", args=[initiative.slug]) in page
    assert reverse("portal:follow_programme", args=[programme.slug]) in page
    assert reverse("portal:follow_theme", args=[theme.slug]) in page
    assert reverse("portal:follow_articles") in page
    assert reverse("portal:follow_articles") in links_of(client, reverse("portal:archive"))


def test_whoever_reads_a_gathering_finds_what_to_follow(client):
    gathering = GatheringFactory()

    page = links_of(client, gathering.get_absolute_url())

    assert reverse("portal:follow", args=[gathering.initiative.slug]) in page
    assert reverse("portal:follow_gatherings") in page


def test_whoever_searches_within_a_theme_or_place_can_follow_it(client):
    initiative = InitiativeFactory(title={"en": "A ferry without a crew"})
    theme, place = ThemeFactory(), TerritoryFactory()
    initiative.themes.add(theme)
    initiative.territories.add(place)
    put_initiative(initiative, at=NOW)

    within = links_of(client, reverse("portal:search"), q="ferry", theme=theme.slug)
    here = links_of(client, reverse("portal:search"), region=place.slug)
    nowhere = links_of(client, reverse("portal:search"), q="ferry", theme="no-such")

    assert reverse("portal:follow_theme", args=[theme.slug]) in within
    assert reverse("portal:follow_territory", args=[place.slug]) in here
    assert reverse("portal:follow_theme", args=["no-such"]) not in nowhere


@pytest.mark.parametrize("page", ["portal:front", "portal:search", "portal:about", "portal:guides"])
def test_every_page_leads_to_what_can_be_followed(client, page):
    assert reverse("portal:following") in links_of(client, reverse(page))
