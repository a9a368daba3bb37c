"""What tests of interest lists start from: somebody who has asked, or follows."""

import pytest

from samspill.core import clock
from samspill.mailings.actions import ask
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory
from samspill.mailings.tests.letters import newest, secret_of
from samspill.mailings.tests.pages import page_of


@pytest.fixture
def confirmation():
    """Return the address of the page that the link in a confirmation mail leads to."""
    ask(InterestListFactory(), address="kari@kommune.example", language="en", at=clock.now())
    return page_of("confirm", secret_of(newest()))


@pytest.fixture
def subscription():
    return SubscriptionFactory(subscriber__address="kari@kommune.example")
