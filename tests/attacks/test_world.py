"""Every route is reached: attacks on pages that are not there would prove nothing."""

import pytest

from samspill.core.access import Access
from tests.attacks.routes import ROUTES
from tests.attacks.world import UNREACHED

pytestmark = pytest.mark.django_db


def test_every_route_leads_to_something_real(world):
    lost = {
        route.pattern
        for route in ROUTES
        if world.visitor(route).get(world.paths[route.pattern]).status_code in {404, 410}
    }

    assert lost == set(UNREACHED), (
        "Give tests/attacks/world.py what these routes take, or name them in UNREACHED."
    )


def test_there_are_routes_of_every_kind():
    kinds = {route.access for route in ROUTES}

    assert len(ROUTES) > 40
    assert {Access.PUBLIC, Access.SIGNED_IN, Access.LINK, Access.MACHINE} <= kinds
