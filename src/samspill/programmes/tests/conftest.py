"""What every test of programmes starts from: the policy table, and English as the reader's language."""

import pytest
from django.utils import translation

from samspill.core.policy import gather
from samspill.programmes.policy import POLICY

gather(POLICY)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
