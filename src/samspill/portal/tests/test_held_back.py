"""An update of an initiative that not everybody may read any more: nobody is told of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samspill.audit.models import Entry
from samspill.core import clock
from samspill.core.errors import NotPossible
from samspill.core.policy import gather
from samspill.core.translated import Translated
from samspill.initiatives.actions import draft_update, publish_update
from samspill.initiatives.models import Initiative
from samspill.initiatives.policy import POLICY
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.mailings.actions import begin_due, last_looks
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import Happening, Sending, Update
from samspill.mailings.tests.factories import SubscriptionFactory
from samspill.mailings.tests.letters import begin_all
from samspill.outbox.models import Letter, Message
from samspill.search.models import Findable
from samspill.worker import wire

pytestmark = pytest.mark.django_db
gather(POLICY)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = {"title": Translated(en="Three vans"), "body": Translated(en="They run on hydrogen.")}


@pytest.fixture
def initiative():
    wire()
    initiative = InitiativeFactory()
    SubscriptionFactory(interest_list=initiative.interest_list)
    return initiative


@pytest.fixture
def facilitator(initiative):
    return TeamMemberFactory(initiative=initiative).role.person


@pytest.fixture
def decided_at():
    return clock.now() - DAY


@pytest.fixture
def waiting(initiative, facilitator, decided_at):
    """An update that was to go an hour after somebody decided."""
    draft = draft_update(initiative, **WORDS, by=facilitator, at=decided_at)
    link = reverse("portal:update", args=[initiative.slug, draft.pk])
    goes_at = decided_at + HOUR
    publish_update(initiative, draft, link=link, goes_at=goes_at, by=facilitator, at=decided_at)
    return draft


def hide(initiative):
    Initiative.objects.filter(pk=initiative.pk).update(published_at=None)


def test_an_update_of_a_hidden_initiative_is_a_draft_again(waiting, initiative, decided_at):
    hide(initiative)

    assert begin_due(at=decided_at + HOUR) == 0

    waiting.refresh_from_db()
    assert (waiting.published_at, waiting.letter) == (None, None)
    assert not Happening.objects.exists()
    assert not Letter.objects.exists()
    assert not Message.objects.exists()
    assert not Findable.objects.filter(kind="update").exists()
    assert Sending.objects.get().recalled_at == decided_at + HOUR
    assert Entry.objects.filter(what="initiatives.update_held_back").count() == 1


def test_an_update_that_is_no_longer_to_be_shown_goes_to_nobody(waiting, decided_at):
    Update.objects.filter(pk=waiting.pk).update(published_at=None)

    assert begin_due(at=decided_at + HOUR) == 0
    assert not Message.objects.exists()


@pytest.mark.usefixtures("waiting")
def test_without_the_last_look_it_would_go(initiative, decided_at, monkeypatch):
    monkeypatch.delitem(last_looks._looks, HappeningKind.UPDATE.value)
    hide(initiative)

    assert begin_all(at=decided_at + HOUR) == 1


def test_an_update_of_a_draft_cannot_be_decided(facilitator, initiative, decided_at):
    hide(initiative)
    initiative.refresh_from_db()
    draft = draft_update(initiative, **WORDS, by=facilitator, at=decided_at)

    with pytest.raises(NotPossible, match="Publish the initiative first"):
        publish_update(initiative, draft, link="/en/1/", by=facilitator, at=decided_at)


@pytest.mark.usefixtures("waiting")
def test_an_update_of_a_shown_initiative_goes(decided_at):
    assert begin_all(at=decided_at + HOUR) == 1


def test_its_writers_are_told_until_it_goes_again(
    client, waiting, initiative, facilitator, decided_at
):
    hide(initiative)
    begin_due(at=decided_at + HOUR)
    Initiative.objects.filter(pk=initiative.pk).update(published_at=decided_at)
    client.force_login(facilitator)

    listed = client.get(reverse("portal:write", args=[initiative.slug])).content.decode()
    page = reverse("portal:preview", args=[initiative.slug, waiting.pk])
    preview = client.get(page).content.decode()

    assert "It was held back when it was to go." in listed
    assert "Nobody has got it; it is a draft again." in preview
    client.post(page, {"do": "publish", "revision": waiting.revision})
    client.post(reverse("portal:sending", args=[initiative.slug, waiting.pk]))
    again = client.get(page).content.decode()
    assert "As a mail" in again
    assert "Nobody has got it" not in again
