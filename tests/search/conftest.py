"""What every test of searching across the apps starts from: the policy table, and what is told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction

import samspill.urls  # noqa: F401 - gathers the policy table
from samspill.stories.actions import load
from tests.search.relevance.generated import put_generated

STORIES = sorted((Path(__file__).parents[2] / "stories").glob("*.yaml"))
#: One day for all: stories that are always going on are told from it.
AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def _everything_told(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(STORIES, at=AT, dry_run=False, by="tests")
        put_generated(at=AT)
        cache.clear()
        yield
        cache.clear()
        transaction.set_rollback(True)


@pytest.fixture
def told(_everything_told, db):
    """Give a test the stories and the generated content, indexed."""
