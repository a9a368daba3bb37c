"""The log says which page went wrong, and never the secret of a link."""

from io import StringIO
from logging import StreamHandler, getLogger

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

SECRET = "a-secret-that-only-a-mail-has-told"


@pytest.fixture
def log():
    """Let the site's own log be written into memory."""
    (ours,) = [each for each in getLogger().handlers if type(each) is StreamHandler]
    written = StringIO()
    before = ours.setStream(written)
    yield written
    ours.setStream(before)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_behind_a_link_is_logged_without_the_secret(log, method):
    address = reverse("mailings:preferences", args=[SECRET])

    getattr(Client(enforce_csrf_checks=True), method)(address)

    assert address.replace(SECRET, "…") in log.getvalue()
    assert SECRET not in log.getvalue()


def test_any_other_page_is_logged_as_it_was_asked_for(log):
    Client().get("/nb/not-there/")

    assert "/nb/not-there/" in log.getvalue()
