"""What every test of interest lists starts from: English as the language of whoever acts."""

import pytest
from django.utils import translation

from samspill.core import clock
from samspill.mailings.actions import ask
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import newest, secret_of
from samspill.mailings.tests.pages import page_of


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def confirmation():
    """Return the address of the page that the link in a confirmation mail leads to."""
    ask(InterestListFactory(), address="kari@kommune.example", language="en", at=clock.now())
    return page_of("confirm", secret_of(newest()))


@pytest.fixture
def subscription():
    return SubscriptionFactory(subscriber__address="kari@kommune.example")
