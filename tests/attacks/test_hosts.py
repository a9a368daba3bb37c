"""Another host's name, wherever it is written, comes into no answer and no mail."""

import pytest

from tests.attacks.asking import forms_of, send
from tests.attacks.hostile import EVIL, POISON, WRONG_HOSTS
from tests.attacks.routes import ROUTES, each_route
from tests.attacks.traces import everything, mails

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def poisoned(client, path):
    """Ask with every header of a proxy, and return the answer as one text."""
    return everything(client.get(path, headers=POISON))


@each_route
def test_what_proxies_say_is_not_believed(world, route):
    client = world.visitor(route)

    assert EVIL not in poisoned(client, world.paths[route.pattern])
    for form in forms_of(world, route, client):
        answer = send(client, form.path, form.sent, **POISON)
        assert EVIL not in everything(answer)
    assert EVIL not in mails()


def test_forms_sent_so_write_mails(world):
    """The question above is not empty: mails are written by what the pages' own forms send."""
    before = len(mails())
    for route in ROUTES:
        client = world.visitor(route)
        for form in forms_of(world, route, client):
            send(client, form.path, form.sent, **POISON)

    assert len(mails()) > before + 1000


@each_route
def test_a_wrong_host_is_refused(world, route):
    client = world.client()
    path = world.paths[route.pattern]

    answers = {host: client.get(path, HTTP_HOST=host) for host in WRONG_HOSTS}

    assert {
        host: each.status_code for host, each in answers.items() if each.status_code != 400
    } == {}
    assert not any(EVIL in everything(each) for each in answers.values())


@pytest.mark.urls("tests.attacks.broken")
@pytest.mark.parametrize("name", ["host", "proxy", "mail"])
def test_a_page_that_believes_it_is_found_out(world, name):
    assert EVIL in poisoned(world.client(), f"/broken/{name}/") + mails()


@pytest.mark.parametrize("host", WRONG_HOSTS)
def test_without_a_list_of_hosts_some_would_pass(world, settings, host):
    """The guard turned off: it is the list that refuses names, and Django malformed ones."""
    settings.ALLOWED_HOSTS = ["*"]

    answer = world.client().get("/livez", HTTP_HOST=host)

    is_well_formed = not set(host) & set("@/#, \t") and host not in {"", "testserver:port"}
    assert (answer.status_code == 200) == is_well_formed
