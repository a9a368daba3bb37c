"""The policy table, with the rows that these tests ask for; and an article with somebody to tell."""

from datetime import timedelta

import pytest

from samspill.core.policy import gather
from samspill.core.translated import Translated
from samspill.editorial.policy import POLICY
from samspill.editorial.tests.factories import NOW, PieceFactory, VersionFactory, editor_of
from samspill.mailings.tests.factories import InterestListFactory, SubscriptionFactory

gather(POLICY)


@pytest.fixture
def undated():
    """Make an article without a day: it gets that of its publishing."""
    return VersionFactory(piece=PieceFactory(dated_on=None))


@pytest.fixture
def its_editor(undated):
    return editor_of(undated.piece.programme)


@pytest.fixture
def reader():
    """Make somebody who follows all articles."""
    followed = InterestListFactory(key="kind:article", title=Translated(en="All articles"))
    return SubscriptionFactory(
        interest_list=followed,
        subscriber__language="en",
        confirmed_at=NOW - timedelta(days=1),
    )
