"""The stories, loaded once for all tests of a file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction

from samspill.stories.actions import load

STORIES = sorted((Path(__file__).parents[2] / "stories").glob("*.yaml"))


@pytest.fixture(scope="module")
def _stories_loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(STORIES, at=datetime.now(UTC), dry_run=False, by="tests")
        cache.clear()
        yield
        cache.clear()
        transaction.set_rollback(True)


@pytest.fixture
def stories(_stories_loaded, db):
    """Give a test the stories as `make run` loads them; what it changes is undone after it.

    What all pages share is kept for a minute: it must not end in the middle of a test that counts.
    """
    cache.clear()
