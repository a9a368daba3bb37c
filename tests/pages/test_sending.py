"""Pages for those who send an update: who gets it, a test, later, stop, and what became of it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.core import clock
from samspill.mailings.models import Sending, Update
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import begin_all
from samspill.organisations.choices import RoleKind
from samspill.organisations.tests.factories import RoleFactory
from samspill.outbox.models import Message
from tests.pages.addresses import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]

SLUG = "ombruk-i-offentlige-kjokken"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def facilitator(client):
    client.force_login(person := Person.objects.get(email="jorunn.dalvik@fellesloftet.example"))
    return person


@pytest.fixture
def draft(client, facilitator):
    client.post(address("write", "en", SLUG), {"title_en": "News", "body_en": "Text"})
    return Update.objects.latest("pk")


@pytest.fixture
def reader(draft):
    return SubscriptionFactory(
        interest_list=draft.interest_list, subscriber__address="kari@people.example"
    )


def page(name, draft):
    return address(name, "en", SLUG, draft.pk)


def send(client, draft, **more):
    return client.post(page("preview", draft), {"revision": draft.revision, **more})


def words(response):
    return " ".join(response.content.decode().split())


def test_who_presses_send_is_told_how_long_it_can_be_stopped(client, draft):
    response = client.get(send(client, draft)["Location"])

    assert "seconds left to stop it when this page was shown" in words(response)
    assert ">Stop it</button>" in words(response)
    assert not Message.objects.exists()


def test_stopped_it_is_a_draft_that_nobody_was_shown(client, draft, reader):
    send(client, draft)

    response = client.post(page("sending", draft), follow=True)

    assert "Stopped. Nothing was sent" in words(response)
    draft.refresh_from_db()
    assert draft.published_at is None
    later = clock.now() + 2 * MINUTE
    assert begin_all(at=later) == 0
    with time_machine.travel(later):
        assert client.get(page("update", draft)).status_code == 404


def test_what_has_begun_is_not_stopped(client, draft, reader):
    send(client, draft)

    with time_machine.travel(clock.now() + 2 * MINUTE):
        response = client.post(page("sending", draft))

    assert response.status_code == 409
    assert "can no longer be stopped" in words(response)


def test_a_second_press_on_stop_says_that_it_is_a_draft(client, draft):
    send(client, draft)
    client.post(page("sending", draft))

    response = client.post(page("sending", draft), follow=True)

    assert "This update is not on its way." in words(response)


def test_it_goes_at_the_moment_chosen_as_clocks_show_it_here(client, draft):
    day = (clock.now() + timedelta(days=20)).date()

    response = send(client, draft, do="schedule", day=day.isoformat(), time="09:30")

    assert response.status_code == 302
    sending = Sending.objects.get()
    assert localtime(sending.goes_at).strftime("%Y-%m-%d %H:%M") == f"{day} 09:30"
    assert localtime(sending.goes_at).tzname() in {"CET", "CEST"}
    assert ">Stop it</button>" in words(client.get(page("sending", draft)))
    assert "Waiting to be sent" in words(client.get(address("write", "en", SLUG)))
    assert client.get(page("update", draft)).status_code == 404


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("", "", "Choose the day."),
        ("soon", "nine", "Write the time like this: 09:30."),
        ("2016-01-01", "09:30", "This moment has passed."),
        ("2999-01-01", "09:30", "Choose a moment within the year to come."),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    client, draft, day, time, said
):
    response = send(client, draft, do="schedule", day=day, time=time)

    assert response.status_code == 422
    assert said in words(response)
    assert f'value="{day}"' in words(response) or not day
    assert not Sending.objects.exists()


def test_a_test_goes_to_oneself_and_to_nobody_else(client, draft, reader, facilitator):
    for _press in range(2):
        send(client, draft, do="test")

    message = Message.objects.get()
    assert message.to == facilitator.email
    assert message.wording.subject.startswith("Test: ")
    assert "Nobody but you has got it" in " ".join(message.wording.text.split())
    assert "%%" not in message.wording.text + message.wording.html
    assert reader.handle not in message.wording.text
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_facilitator_is_shown_numbers_and_nobody(client, draft, reader):
    SubscriptionFactory.create_batch(
        4, interest_list=draft.interest_list, subscriber__language="fi"
    )

    shown = words(client.get(page("preview", draft)))

    assert "fewer than three" in shown
    assert "<td>4</td>" in shown
    assert "At least 4 people get it at once. Where fewer than three follow" in shown
    assert "5 followers" not in shown
    assert "people.example" not in shown
    assert client.get(page("receivers", draft)).status_code == 404


@pytest.fixture
def manager(client, draft):
    host = draft.interest_list.initiative.programme.host
    role = RoleFactory(organisation=host, kind=RoleKind.PROGRAMME_MANAGER, from_on=None)
    client.force_login(role.person)
    return role.person


def test_whoever_runs_the_programme_sees_who_gets_it_and_why(client, draft, reader, manager):
    other = InterestListFactory(controller="Somebody else")
    programme = draft.interest_list.initiative.programme
    programme.interest_list = other
    programme.save()
    SubscriptionFactory(interest_list=other, subscriber__address="hidden@people.example")

    shown = words(client.get(page("receivers", draft)))

    assert "kari@people.example" in shown
    assert "7 January 2026" in shown
    assert "hidden@people.example" not in shown
    assert "Others are counted above." in shown


def test_the_list_of_receivers_takes_as_many_queries_for_five_as_for_one(client, draft, manager):
    spent = []
    for many in (1, 4):
        SubscriptionFactory.create_batch(many, interest_list=draft.interest_list)
        client.get(page("receivers", draft))
        with CaptureQueriesContext(connection) as queries:
            client.get(page("receivers", draft))
        spent.append(len(queries))
    assert spent[0] == spent[1]


def test_progress_and_report_are_shown_to_those_who_sent_it(client, draft, reader):
    send(client, draft)
    later = clock.now() + 2 * MINUTE

    with time_machine.travel(later):
        assert "about to be sent" in words(client.get(page("sending", draft)))
        begin_all(at=later)
        going = words(client.get(page("sending", draft)))
        assert "Being sent: 0 of 1." in going
        assert '<progress class="sending__progress"' in going
        Message.objects.update(sent_at=later)
        sent = words(client.get(page("sending", draft)))
        assert "Sent to 1 reader." in sent
        assert "data-refresh" not in sent
        assert "what became of it" in words(client.get(page("update", draft)))
        client.logout()
        assert "what became of it" not in words(client.get(page("update", draft)))
