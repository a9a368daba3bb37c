"""The policy table, gathered as it is when the site starts, and the world, built once a file."""

import json

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import get_resolver
from django.utils import translation

from tests.access.addresses import SERVICE
from tests.access.world import NOW, build


@pytest.fixture(autouse=True, scope="package")
def _table():
    assert get_resolver().url_patterns


@pytest.fixture(autouse=True)
def _a_sign_in_service(settings):
    service = {"id": SERVICE, "name": "Trustport", "issuer": "http://localhost:9"}
    settings.OIDC_ON_LOCALHOST = True
    settings.OIDC = json.dumps([{**service, "client_id": "samspill", "client_secret": "secret"}])


@pytest.fixture(scope="module")
def _world_built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(_world_built, db, time_machine):
    """Give a test the world, at its own moment; what the test changes is undone after it."""
    time_machine.move_to(NOW, tick=False)
    cache.clear()
    return _world_built
