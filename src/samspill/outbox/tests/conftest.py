"""A post office that the outbox sends to, and a clock that stands."""

import pytest
import time_machine

from samspill.outbox import kinds
from samspill.outbox.tests.factories import WRITTEN_AT
from samspill.outbox.tests.post_office import open_post_office


@pytest.fixture
def office(settings):
    with open_post_office() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office


@pytest.fixture
def clock():
    """Stand still at the moment at which the mail of the tests is written."""
    with time_machine.travel(WRITTEN_AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def register():
    """Register kinds of letters for one test."""
    before = dict(kinds._kinds)
    together = dict(kinds._together)
    yield kinds.register
    kinds._kinds.clear()
    kinds._kinds.update(before)
    kinds._together.clear()
    kinds._together.update(together)
