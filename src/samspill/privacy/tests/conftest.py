"""What every test about forgetting starts from: the policy table, and two people."""

import pytest

from samspill.core.policy import gather
from samspill.organisations.policy import POLICY as ORGANISATIONS
from samspill.privacy.policy import POLICY
from samspill.privacy.tests.world import somebody

gather([*POLICY, *ORGANISATIONS])

#: Words that stand nowhere else.
MINE, THEIRS = "quetzalcoatl", "bandersnatch"


@pytest.fixture
def me():
    return somebody(MINE)


@pytest.fixture
def another():
    return somebody(THEIRS)
