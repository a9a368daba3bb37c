"""What every test of interest lists starts from: English as the language of whoever acts."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
