"""What every test of accounts starts from: English as the language, and no counts of other tests."""

import pytest
from django.core.cache import cache
from django.utils import translation

from samspill.accounts.tests.factories import PersonFactory


@pytest.fixture(autouse=True)
def _english():
    cache.clear()  # where django-allauth counts
    with translation.override("en"):
        yield


@pytest.fixture
def kari():
    return PersonFactory(name="Kari", email="kari@people.example")
