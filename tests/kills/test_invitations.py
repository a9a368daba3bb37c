"""An invitation is accepted once, however many processes press at the same moment."""

import pytest
from django.utils import timezone

from samspill.accounts.models import Person
from samspill.organisations.actions import invite
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Role
from samspill.organisations.tests.factories import OrganisationFactory
from samspill.organisations.tests.letters import newest, secret_of
from tests.live import is_alive, wait_for

pytestmark = pytest.mark.kills


def test_of_fifty_who_press_at_once_one_succeeds(house):
    organisation = OrganisationFactory()
    invite(
        organisation,
        RoleKind.COORDINATOR,
        address="kari@kommune.example",
        language="en",
        by=None,
        at=timezone.now(),
    )
    secret = secret_of(newest())

    for _process in range(10):
        house.start(accepts=secret)
    wait_for(lambda: not any(map(is_alive, house.workers)))

    assert "Traceback" not in house.said
    said = [words[0] for words in house.notes()]
    assert (said.count("accepted"), len(said)) == (1, 50)
    assert Role.objects.count() == Person.objects.count() == 1
