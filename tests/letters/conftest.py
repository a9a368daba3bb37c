"""A world in which every mail is written and sent."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from samspill.outbox import kinds
from samspill.outbox.tests.post_office import open_post_office
from tests.canaries.world import make_world


@pytest.fixture(scope="package")
def _one_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        cache.clear()
        yield make_world()
        cache.clear()
        transaction.set_rollback(True)


@pytest.fixture
def world(_one_world, db):
    return _one_world


@pytest.fixture
def office(settings, monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    with open_post_office() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office
