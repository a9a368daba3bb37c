"""The page on which an address's reader decides over it, through the whole stack."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from samspill.core import clock
from samspill.mailings.choices import SubscriptionStatus
from samspill.mailings.models import Consent, Subscription
from samspill.mailings.tests.factories import (
    SubscriberFactory,
    SubscriptionFactory,
)
from samspill.mailings.tests.pages import page_of
from samspill.outbox.actions.coming_back import suppress
from samspill.outbox.choices import Cause

pytestmark = pytest.mark.django_db

KARI = "kari@kommune.example"
HOUR = timedelta(hours=1)


def test_preferences_show_what_an_address_follows(client, subscription):
    SubscriptionFactory(subscriber=subscription.subscriber, interest_list__key="theme:care")
    SubscriptionFactory(subscriber=subscription.subscriber, ended=True)
    SubscriptionFactory()

    shown = client.get(page_of("preferences", subscription.handle)).content.decode()

    assert KARI in shown
    assert len(re.findall(r'name="leave"', shown)) == 2
    assert "Stop following all of these" in shown


@pytest.mark.parametrize("size", [1, 5])
def test_preferences_take_the_same_queries_however_much_is_followed(
    client, django_assert_max_num_queries, size
):
    subscriber = SubscriberFactory()
    first, *_rest = SubscriptionFactory.create_batch(size, subscriber=subscriber)

    with django_assert_max_num_queries(3):
        client.get(page_of("preferences", first.handle))


def test_preferences_stop_one_or_all(client, subscription):
    other = SubscriptionFactory(subscriber=subscription.subscriber)
    page = page_of("preferences", subscription.handle)

    response = client.post(page, {"leave": other.pk})
    assert "You no longer follow" in response.content.decode()
    other.refresh_from_db()
    assert other.status == SubscriptionStatus.ENDED

    response = client.post(page, {"leave_all": "yes"})
    assert "You follow nothing now" in response.content.decode()


def test_preferences_confirm_what_is_waiting(client, subscription):
    waiting = SubscriptionFactory(subscriber=subscription.subscriber, pending=True)

    client.post(page_of("preferences", subscription.handle), {"follow": waiting.pk})

    waiting.refresh_from_db()
    assert waiting.status == SubscriptionStatus.CONFIRMED


def test_preferences_reach_no_other_address(client, subscription):
    another = SubscriptionFactory()

    response = client.post(page_of("preferences", subscription.handle), {"leave": another.pk})

    assert response.status_code == 409
    another.refresh_from_db()
    assert another.status == SubscriptionStatus.CONFIRMED


def test_preferences_take_a_language_of_the_six(client, subscription):
    page = page_of("preferences", subscription.handle)

    assert client.post(page, {"language": "de"}).status_code == 409
    assert client.post(page, {"language": "sv"}).status_code == 200

    subscription.subscriber.refresh_from_db()
    assert subscription.subscriber.language == "sv"


def test_everything_about_me_can_be_taken_out(client, confirmation):
    client.post(confirmation, {"confirm": "yes"})
    handle = Subscription.objects.get().handle

    response = client.post(page_of("preferences", handle), {"export": "yes"})

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith("attachment")
    mine = json.loads(response.content)
    assert mine["address"] == KARI
    assert [each["event"] for each in mine["consents"]] == ["asked", "confirmed"]
    assert mine["follows"][0]["status"] == "confirmed"
    assert [each["letter__kind"] for each in mine["mails"]] == ["mailings.to_one"] * 2
    assert mine["no_mail_since"] == []


def test_who_gets_no_mail_can_read_why(client, subscription):
    suppress(KARI, cause=Cause.BOUNCED, status="5.1.1", at=clock.now())

    response = client.post(page_of("preferences", subscription.handle), {"export": "yes"})

    (told,) = json.loads(response.content)["no_mail_since"]
    assert (told["cause"], told["status"]) == ("bounced", "5.1.1")


def test_erasing_takes_one_button_and_the_link_dies(client, subscription):
    page = page_of("preferences", subscription.handle)

    response = client.post(page, {"erase": "yes"})

    assert "You have been erased" in response.content.decode()
    assert KARI not in response.content.decode()
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("language", ["nb", "fi"])
def test_pages_are_in_the_language_of_their_address(client, subscription, language):
    with translation.override(language):
        page = page_of("preferences", subscription.handle)

    assert f'<html lang="{language}"' in client.get(page).content.decode()


def test_preferences_choose_how_often(client, subscription):
    page = page_of("preferences", subscription.handle)

    shown = client.post(page, {"rhythm": "weekly"}).content.decode()

    assert "We write to you on Mondays" in shown
    assert re.search(r'value="weekly"[^>]* checked', shown)
    subscription.subscriber.refresh_from_db()
    assert subscription.subscriber.rhythm == "weekly"
    assert client.post(page, {"rhythm": "hourly"}).status_code == 409


def test_preferences_take_a_pause_and_end_it(client, subscription):
    page = page_of("preferences", subscription.handle)
    day = timezone.localdate() + timedelta(days=30)

    shown = client.post(page, {"until_on": day.isoformat()}).content.decode()
    assert "You have a pause" in shown
    assert "End the pause now" in shown

    shown = client.post(page, {"resume": "yes"}).content.decode()
    assert "The pause is over" in shown
    subscription.subscriber.refresh_from_db()
    assert subscription.subscriber.told_through is None


@pytest.mark.parametrize("day", ["", "soon", "2020-01-01", "2999-01-01"])
def test_a_pause_to_no_possible_day_is_refused_at_the_field(client, subscription, day):
    response = client.post(page_of("preferences", subscription.handle), {"until_on": day})

    assert response.status_code == 422
    shown = response.content.decode()
    assert "error-summary" in shown
    assert not day or f'value="{day}"' in shown
    subscription.subscriber.refresh_from_db()
    assert subscription.subscriber.paused_until_on is None


def test_one_link_stops_everything_by_button_only(client, subscription):
    SubscriptionFactory(subscriber=subscription.subscriber)
    page = page_of("unsubscribe_all", subscription.handle)

    assert "Stop following everything?" in client.get(page).content.decode()
    assert Subscription.objects.filter(status=SubscriptionStatus.CONFIRMED).count() == 2

    assert "You follow nothing now" in client.post(page, {"leave_all": "yes"}).content.decode()
    assert not Subscription.objects.filter(status=SubscriptionStatus.CONFIRMED).exists()


def test_mail_programs_stop_everything_at_once_and_as_often_as_they_like(subscription):
    stranger = Client(enforce_csrf_checks=True, headers={"origin": "https://mail.example"})
    one_click = {"List-Unsubscribe": "One-Click"}

    for _twice in range(2):
        page = page_of("unsubscribe_all", subscription.handle)
        response = stranger.post(page, one_click)
        assert (response.status_code, response.cookies) == (200, {})

    assert stranger.post(page_of("unsubscribe_all", "unknown"), one_click).status_code == 200
    assert stranger.get(page_of("unsubscribe_all", "unknown")).status_code == 404
    assert Consent.objects.get().channel == "one_click"
