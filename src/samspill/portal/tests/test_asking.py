"""The form for following: what it refuses, and how little it tells."""

import re
from html import escape

import pytest
from django.urls import reverse

from samspill.core import clock
from samspill.core.email_addresses import key_of
from samspill.core.tests.test_email_addresses import IMPOSSIBLE
from samspill.mailings.actions import ask, silence
from samspill.mailings.models import Consent, InterestList, Subscriber, Subscription
from samspill.mailings.tests.factories import SubscriptionFactory
from samspill.outbox.actions.coming_back import suppress
from samspill.outbox.choices import Cause
from samspill.outbox.models import Message
from samspill.programmes.tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db
ADDRESS = "kari@kommune.example"


@pytest.fixture
def theme():
    return ThemeFactory(
        interest_list=SubscriptionFactory(subscriber__address="somebody@x.example").interest_list
    )


def page_of(theme):
    return reverse("portal:follow_theme", args=[theme.slug])


@pytest.mark.parametrize("typed", IMPOSSIBLE)
def test_an_impossible_address_is_refused_with_a_sentence_and_loses_nothing_typed(client, typed):
    theme = ThemeFactory()

    answer = client.post(page_of(theme), {"address": typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert "<script>alert" not in page
    is_shown_as_typed = f'value="{escape(typed)}"' in page
    assert is_shown_as_typed or not typed.strip() or not typed.isprintable()
    assert not any(
        model.objects.exists()
        for model in (InterestList, Subscriber, Subscription, Consent, Message)
    )


def test_the_page_says_to_everybody_where_to_find_what_waits(client, theme):
    shown = [
        client.post(page_of(theme), {"address": address}, follow=True).content.decode()
        for address in (ADDRESS, ADDRESS, "somebody@x.example")
    ]

    assert all("shows everything that waits for your confirmation" in page for page in shown)
    assert len(set(shown)) == 1


def asked(lists):
    ask(lists, address=ADDRESS, language="nb", at=clock.now())


def follows(lists):
    SubscriptionFactory(interest_list=lists, subscriber__address=ADDRESS)


def left(lists):
    SubscriptionFactory(interest_list=lists, subscriber__address=ADDRESS, ended=True)


def silenced(_lists):
    silence(key_of(ADDRESS), at=clock.now())


def unreached(_lists):
    suppress(ADDRESS, cause=Cause.BOUNCED, status="5.1.1", at=clock.now())


@pytest.mark.parametrize("state", [asked, follows, left, silenced, unreached])
def test_the_answer_tells_nothing_of_the_address(client, theme, state):
    state(theme.interest_list)

    answers = []
    for address in (ADDRESS, "nobody-knows@kommune.example"):
        answer = client.post(page_of(theme), {"address": address})
        shown = client.get(answer["Location"])
        answers.append(
            (
                answer.status_code,
                answer["Location"],
                sorted(set(answer.headers) - {"Date"}),
                sorted(client.cookies),
                re.sub(r'nonce="[^"]*"', "", shown.content.decode()),
            )
        )

    assert answers[0] == answers[1]
    assert ADDRESS not in answers[0][-1]
