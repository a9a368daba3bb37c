"""No question makes the web server ask another machine, whatever address is written into it."""

import pytest

from tests.attacks.asking import encoded_pairs, forms_of, send, undone
from tests.attacks.conftest import cut_off
from tests.attacks.filling import TOKEN
from tests.attacks.hostile import LEADING
from tests.attacks.routes import each_route

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Where servers have been sent: the machine itself, its neighbours, the cloud's own services.
INSIDE = [
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:22/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://evil.example@127.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/_HELO",
    "ftp://127.0.0.1/",
    "//127.0.0.1/",
]


@each_route
@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param(INSIDE[:3], id="some"),
        pytest.param(INSIDE, id="all", marks=pytest.mark.full),
    ],
)
def test_no_route_calls_out(world, route, addresses, connections):
    """The sign-in service that the operator has named is not counted: no visitor has named it."""
    client = world.visitor(route)
    path = world.paths[route.pattern]
    forms = forms_of(world, route, client)

    for address in addresses:
        client.get(f"{path}?{encoded_pairs(dict.fromkeys(LEADING, address))}")
    for form in forms:
        for address in addresses[:3]:
            with undone():
                asked = {name: address for name in form.sent if name != TOKEN}
                send(client, path, {**form.sent, **asked})
        with undone():
            send(client, path, form.sent)

    assert connections == []


@pytest.mark.urls("tests.attacks.broken")
def test_a_page_that_fetches_what_it_is_told_is_found_out(world):
    reached = []
    with cut_off(reached):
        answer = world.client().get("/broken/calls/", {"url": INSIDE[0]})

    assert answer.status_code == 500
    assert reached
