"""A world with a canary in every text that not everybody may read."""

import json

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from samspill.outbox import kinds
from samspill.outbox.tests.post_office import open_post_office
from samspill.search.actions import rebuild
from samspill.search.things import register
from samspill.worker import FINDABLE
from tests.canaries.addresses import LINKED_AFTER
from tests.canaries.crawl import Crawl
from tests.canaries.planting import plant
from tests.canaries.stores import forget_pages
from tests.canaries.world import make_world


@pytest.fixture(scope="package")
def _planted_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        cache.clear()
        world = make_world()
        planted = plant(world.at)
        register(FINDABLE)
        rebuild(at=world.at)
        yield world, planted
        cache.clear()
        transaction.set_rollback(True)


@pytest.fixture
def world(_planted_world, db):
    return _planted_world[0]


@pytest.fixture
def planted(_planted_world, db):
    return _planted_world[1]


@pytest.fixture
def crawl(world, planted, settings):
    """Begin a walk, with pages kept in memory as in a site that is in use."""
    settings.SECONDS_PAGES_ARE_KEPT = 1_000_000
    # Who may read what is asked here, and not how they have signed in.
    settings.SECOND_FACTOR_FOR = frozenset()
    service = {"id": "service", "name": "A service", "issuer": "http://localhost:9"}
    settings.OIDC_ON_LOCALHOST = True
    settings.OIDC = json.dumps([{**service, "client_id": "samspill", "client_secret": "secret"}])
    secrets = {secret for links in LINKED_AFTER.values() for secret, _who in links(world)}
    forget_pages()
    begun = Crawl(planted, frozenset(secrets))
    with begun.listening():
        yield begun


@pytest.fixture
def office(settings, monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    with open_post_office() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office
