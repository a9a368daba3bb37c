"""Telling followers how an initiative goes on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.functional import lazy
from django.utils.translation import get_language

from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.translated import Translated
from samspill.initiatives.actions import draft_update, publish_update, revise_update
from samspill.initiatives.choices import Duty
from samspill.initiatives.tests.factories import InitiativeFactory, TeamMemberFactory
from samspill.mailings.choices import SubscriptionStatus
from samspill.mailings.models import Subscriber, Subscription, Update
from samspill.mailings.tests.letters import begin_all
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 10, 10, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=60)
WORDS = {"title": Translated(nb="Nytt", en="News"), "body": Translated(nb="Hei.", en="Hello.")}


LINK = lazy(lambda: f"https://site.example/{get_language()}/update/1/", str)()


@pytest.fixture
def initiative():
    return InitiativeFactory()


@pytest.fixture
def facilitator(initiative):
    return TeamMemberFactory(initiative=initiative).role.person


@pytest.fixture
def draft(initiative, facilitator):
    return draft_update(initiative, **WORDS, by=facilitator, at=NOON)


def follow(initiative, address, language):
    subscriber = Subscriber.objects.create(
        address=address, address_key=address, language=language, created_at=NOON
    )
    Subscription.objects.create(
        interest_list=initiative.interest_list,
        subscriber=subscriber,
        status=SubscriptionStatus.CONFIRMED,
        handle=address,
        asked_at=NOON,
        confirmed_at=NOON,
    )


def test_publishing_shows_the_update_and_writes_to_each_follower_in_their_language(
    initiative, facilitator, draft
):
    follow(initiative, "kari@body.example", "nb")
    follow(initiative, "anna@body.example", "en")

    publish_update(initiative, draft, link=LINK, by=facilitator, at=NOON)

    assert begin_all(at=LATER) == 2
    assert Update.objects.get().published_at == LATER
    languages = dict(Message.objects.values_list("to", "language"))
    assert languages == {"kari@body.example": "nb", "anna@body.example": "en"}
    texts = {each.language: each.text for each in draft.letter.wordings.all()}
    assert "https://site.example/nb/update/1/" in texts["nb"]
    assert "https://site.example/en/update/1/" in texts["en"]


def test_publishing_says_that_the_page_has_changed(initiative, facilitator, draft):
    publish_update(initiative, draft, link=LINK, by=facilitator, at=NOON)

    initiative.refresh_from_db()
    assert initiative.changed_at == NOON


def test_an_update_is_published_once(initiative, facilitator, draft):
    publish_update(initiative, draft, link=LINK, by=facilitator, at=NOON)

    with pytest.raises(NotPossible, match="already"):
        publish_update(initiative, draft, link=LINK, by=facilitator, at=NOON)


def test_an_update_goes_to_its_own_initiative(facilitator, draft):
    other = InitiativeFactory()
    TeamMemberFactory(initiative=other, role=facilitator.roles.get())

    for act in (publish_update, revise_update):
        more = {"link": LINK} if act is publish_update else {"revision": 1, **WORDS}
        with pytest.raises(NotPossible, match="another initiative"):
            act(other, draft, **more, by=facilitator, at=NOON)


def test_only_those_who_run_it_speak_to_followers(initiative, draft):
    member = TeamMemberFactory(initiative=initiative, duty=Duty.PROJECT_GROUP).role.person

    with pytest.raises(NotPermitted):
        draft_update(initiative, **WORDS, by=member, at=NOON)
    with pytest.raises(NotPermitted):
        revise_update(initiative, draft, revision=1, **WORDS, by=member, at=NOON)
    with pytest.raises(NotPermitted):
        publish_update(initiative, draft, link=LINK, by=member, at=NOON)

    assert Update.objects.get().published_at is None


def test_nobody_speaks_for_an_initiative_after_their_role_has_ended(initiative, facilitator, draft):
    facilitator.roles.update(to_on=date(2019, 10, 9))

    with pytest.raises(NotPermitted):
        publish_update(initiative, draft, link=LINK, by=facilitator, at=NOON)


def test_a_draft_is_not_written_over(initiative, facilitator, draft):
    seen = draft.revision
    revise_update(initiative, draft, revision=seen, **WORDS, by=facilitator, at=NOON)

    with pytest.raises(NotPossible, match="Somebody else"):
        revise_update(initiative, draft, revision=seen, **WORDS, by=facilitator, at=NOON)


@pytest.mark.parametrize(("is_public", "goes_there"), [(True, True), (False, False)])
def test_answers_go_to_the_facilitator_if_the_address_is_public(
    initiative, facilitator, draft, is_public, goes_there
):
    facilitator.roles.update(is_address_public=is_public)
    follow(initiative, "kari@body.example", "nb")

    publish_update(initiative, draft, link=LINK, by=facilitator, at=NOON)

    assert (facilitator.email in str(draft.letter.headers)) is goes_there
