"""Mail programs stop what is followed by one request of their own (RFC 8058), for every list mail."""

import pytest
from django.test import Client

from samspill.mailings.models import Consent, Subscriber
from tests.letters.writing import write_in
from tests.scanners.keeping import changed, everything_kept

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = {"initiative-ours-ongoing", "initiative", "digest", "newsletters-ours-programme"}


def press(link):
    """Send what mail programs send: no cookie, no origin, and whoever asks is unknown."""
    program = Client(enforce_csrf_checks=True)
    return program.post(link, {"List-Unsubscribe": "One-Click"})


@pytest.mark.parametrize("language", ["nb", "fi"])
def test_one_click_stops_what_each_list_mail_is_about_and_twice_is_as_once(world, office, language):
    write_in(world, language)
    of_lists = [mail for mail in office.mails() if mail["List-Unsubscribe"]]
    assert {mail["List-Id"].strip("<>").partition(".")[0] for mail in of_lists} == LISTS

    for mail in of_lists:
        link = mail["List-Unsubscribe"].strip("<>")
        answer = press(link)
        once = everything_kept()
        again = press(link)

        assert (answer.status_code, again.status_code) == (200, 200)
        assert not answer.cookies
        assert changed(once, everything_kept()) == {}

    stopped = {mail["To"] for mail in of_lists}
    left = Subscriber.objects.filter(address__in=stopped)
    assert not left.filter(subscriptions__status="confirmed", rhythm="daily").exists()
    assert set(Consent.objects.filter(event="withdrawn").values_list("channel", flat=True)) == {
        "one_click"
    }
    assert Consent.objects.filter(event="withdrawn").count() >= len(stopped)
