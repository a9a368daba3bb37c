"""What every test of accounts starts from: no counts of other tests."""

import pytest
from django.core.cache import cache

from samspill.accounts.tests.factories import PersonFactory


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()  # where django-allauth counts


@pytest.fixture
def kari():
    return PersonFactory(name="Kari", email="kari@people.example")
