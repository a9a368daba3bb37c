"""The world that is attacked, and the net around it: no attack reaches another machine."""

import socket
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from samspill.core.models import Tally
from samspill.stories.actions import load
from tests.attacks.things import SERVICE_HOST, SERVICES
from tests.attacks.world import make_world
from tests.pages.conftest import STORIES


class Reached(AssertionError):
    """Something tried to reach another machine."""


class Away(OSError):
    """The sign-in service that the operator has named does not answer."""


@contextmanager
def cut_off(reached):
    """Note every address that is looked up or connected to, and let none be reached.

    The host that the operator has set may be asked: no visitor has written it.
    """

    def refuse(*arguments, **_named):
        if SERVICE_HOST in {arguments[0], *(arguments[0] if type(arguments[0]) is tuple else ())}:
            raise Away
        reached.append(arguments)
        raise Reached(arguments)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, refuse)
        for name in ("getaddrinfo", "gethostbyname", "create_connection"):
            patch.setattr(socket, name, refuse)
        yield


@pytest.fixture(scope="package")
def _world(request, django_db_setup, django_db_blocker):
    # From its start on, Playwright's loop gives this thread another connection to the database: the
    # world, which is one long transaction, must not begin before it.
    if any(each.get_closest_marker("browser") for each in request.session.items):
        request.getfixturevalue("browser")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        translation.override("nb"),
        override_settings(OIDC=SERVICES),
    ):
        load(STORIES, at=datetime.now(UTC), dry_run=False, by="tests")
        cache.clear()
        yield make_world()
        cache.clear()
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    """Give a test a world where every route leads somewhere; what it changes is undone after it."""
    cache.clear()
    Tally.objects.all().delete()
    return _world


@pytest.fixture(autouse=True)
def connections():
    """Cut every test of this folder off, and list what tried to get out."""
    reached = []
    with cut_off(reached):
        yield reached
    assert reached == []
