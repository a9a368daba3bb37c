"""The pages that links in mails lead to, through the whole stack."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.signing import Signer

from samspill.core import clock
from samspill.core.email_addresses import key_of
from samspill.mailings.actions import ask, close_list
from samspill.mailings.choices import Channel, ConsentEvent, SubscriptionStatus
from samspill.mailings.emails import SILENCE_SALT
from samspill.mailings.models import (
    AskedMail,
    ConfirmationToken,
    Consent,
    Silence,
    Subscriber,
    Subscription,
)
from samspill.mailings.tests.factories import (
    InterestListFactory,
)
from samspill.mailings.tests.letters import newest, secret_of
from samspill.mailings.tests.pages import page_of
from samspill.outbox.models import Message

pytestmark = pytest.mark.django_db

KARI = "kari@kommune.example"
HOUR = timedelta(hours=1)


@pytest.fixture
def silence_page():
    return page_of("silence", Signer(salt=SILENCE_SALT).sign(key_of(KARI)))


def everything_kept():
    """Return all that a stray request could have changed."""
    models = (Subscription, Subscriber, ConfirmationToken, Consent, Silence, Message)
    return [list(model.objects.order_by("pk").values()) for model in models]


def pages_of_mails(subscription):
    ask(InterestListFactory(), address="ola@kommune.example", language="en", at=clock.now())
    personal = newest().personal
    return [
        *(personal[name].removeprefix("http://localhost:8000") for name in ("confirm", "silence")),
        page_of("unsubscribe", subscription.handle),
        page_of("preferences", subscription.handle),
    ]


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_any_link_of_any_mail_changes_nothing(client, subscription, method):
    pages = pages_of_mails(subscription)
    before = everything_kept()

    for page in pages:
        assert getattr(client, method)(page).status_code == 200

    assert everything_kept() == before


@pytest.mark.parametrize("method", ["options", "put", "delete", "patch"])
def test_other_methods_are_refused(client, subscription, method):
    for page in pages_of_mails(subscription):
        assert getattr(client, method)(page).status_code == 405


def test_pages_by_link_are_private_set_no_cookie_and_tell_nobody(client, subscription):
    for page in pages_of_mails(subscription):
        response = client.get(page)

        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex' in response.content.decode()
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_pressing_the_button_confirms_and_shows_a_receipt(client, confirmation):
    shown = client.get(confirmation).content.decode()
    assert "Yes, I want to follow" in shown
    assert KARI in shown

    response = client.post(confirmation, {"confirm": "yes"})

    assert response.status_code == 200
    assert "You now follow this" in response.content.decode()
    assert Subscription.objects.get().status == SubscriptionStatus.CONFIRMED


def test_what_is_kept_as_agreed_to_stands_beside_the_button(client, confirmation):
    first = Subscription.objects.get()
    ask(InterestListFactory(), address=KARI, language="en", at=clock.now())
    second = Subscription.objects.get(subscriber=first.subscriber_id, pk__gt=first.pk)
    shown = unescape(client.get(confirmation).content.decode())

    client.post(confirmation, {"confirm": "yes"})
    client.post(confirmation, {"follow": second.pk})

    agreed = Consent.objects.filter(event=ConsentEvent.CONFIRMED)
    assert len(agreed) == 2
    for consent in agreed:
        assert f">{consent.wording}</p>" in shown


def test_what_else_waits_is_confirmed_from_the_same_link(client, confirmation):
    first = Subscription.objects.get()
    for address in (KARI, "ola@kommune.example"):
        ask(InterestListFactory(), address=address, language="en", at=clock.now())
    second = Subscription.objects.get(subscriber=first.subscriber_id, pk__gt=first.pk)
    stranger = Subscription.objects.exclude(subscriber=first.subscriber_id).get()
    waits = "This waits for your confirmation too"
    assert waits in client.get(confirmation).content.decode()

    assert client.post(confirmation, {"follow": stranger.pk}).status_code == 409
    assert waits in client.post(confirmation, {"confirm": "yes"}).content.decode()
    assert waits in client.get(confirmation).content.decode()
    answer = client.post(confirmation, {"follow": second.pk}).content.decode()

    assert "You now follow this" in answer
    assert waits not in answer
    statuses = dict(Subscription.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "confirmed", second.pk: "confirmed", stranger.pk: "pending"}


def test_pressing_it_again_says_that_one_follows_already(client, confirmation):
    client.post(confirmation, {"confirm": "yes"})

    response = client.post(confirmation, {"confirm": "yes"})

    assert response.status_code == 200
    assert "You already follow this" in response.content.decode()
    assert Consent.objects.filter(event=ConsentEvent.CONFIRMED).count() == 1


def test_a_link_that_is_too_old_offers_a_new_one(client, confirmation):
    ConfirmationToken.objects.update(expires_at=clock.now() - HOUR)
    response = client.get(confirmation)
    assert response.status_code == 410
    assert "Send me a new link" in response.content.decode()
    assert client.post(confirmation, {"confirm": "yes"}).status_code == 410

    client.post(confirmation, {"again": "yes"})
    assert Message.objects.count() == 1  # within the hour: the page says so

    _an_hour_passes()
    assert "Look in your inbox" in client.post(confirmation, {"again": "yes"}).content.decode()
    assert Message.objects.count() == 2
    assert client.post(page_of("confirm", secret_of(newest()))).status_code == 200


def _an_hour_passes():
    AskedMail.objects.update(mailed_at=clock.now() - HOUR)


def test_an_older_link_leads_to_the_newer_one(client, confirmation):
    _an_hour_passes()
    ask(Subscription.objects.get().interest_list, address=KARI, language="en", at=clock.now())

    response = client.get(confirmation)

    assert response.status_code == 410
    assert "We have sent you a newer link" in response.content.decode()


def test_a_list_closed_meanwhile_is_explained(client, confirmation):
    close_list(Subscription.objects.get().interest_list, by="operator", at=clock.now())

    response = client.post(confirmation, {"confirm": "yes"})

    assert response.status_code == 409
    assert "no more news" in response.content.decode()


@pytest.mark.parametrize("name", ["confirm", "unsubscribe", "preferences", "silence"])
def test_an_unknown_link_is_met_kindly(client, name):
    response = client.get(page_of(name, "made-up"))

    assert response.status_code == 404
    assert "We do not know this link" in response.content.decode()
    assert client.post(page_of(name, "made-up")).status_code == 404


def test_stopping_takes_one_button(client, subscription):
    page = page_of("unsubscribe", subscription.handle)
    assert "Stop following?" in client.get(page).content.decode()

    response = client.post(page, {"leave": "yes"})

    assert "You no longer follow this" in response.content.decode()
    assert Consent.objects.get().channel == Channel.MAIL_LINK
    assert "You no longer follow this" in client.get(page).content.decode()


def test_one_click_works_without_cookie_origin_or_redirect_and_twice(client, subscription):
    page = page_of("unsubscribe", subscription.handle)

    for _time in range(2):
        response = client.post(
            page,
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert response.status_code == 200

    subscription.refresh_from_db()
    assert subscription.status == SubscriptionStatus.ENDED
    assert Consent.objects.get().channel == Channel.ONE_CLICK


def test_one_click_may_come_from_a_web_mail_and_as_multipart(client, subscription):
    response = client.post(
        page_of("unsubscribe", subscription.handle),
        {"List-Unsubscribe": "One-Click"},
        headers={"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert response.status_code == 200
    subscription.refresh_from_db()
    assert subscription.status == SubscriptionStatus.ENDED


def test_one_click_after_erasure_is_well(client):
    page = page_of("unsubscribe", "erased")

    assert client.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_whoever_has_stopped_can_ask_again_on_the_spot(client, subscription):
    page = page_of("unsubscribe", subscription.handle)
    client.post(page, {"leave": "yes"})

    response = client.post(page, {"again": "yes"})

    assert "Look in your inbox" in response.content.decode()
    assert newest().personal["confirm"]


def test_silence_takes_one_button_and_can_be_taken_back(client, subscription, silence_page):
    assert "Do not write to me again" in client.get(silence_page).content.decode()

    response = client.post(silence_page, {"silence": "yes"})
    assert "We do not write to you again" in response.content.decode()
    assert not Subscriber.objects.exists()

    response = client.post(silence_page, {"lift": "yes"})
    assert "You can be written to again" in response.content.decode()
    assert not Silence.objects.exists()


def test_silence_asks_for_a_whole_signature(client, silence_page):
    assert client.post(silence_page.rstrip("/")[:-1] + "x/").status_code == 404
    assert not Silence.objects.exists()
