"""Whatever an address asks for: the site leads to itself, or nowhere."""

from itertools import product

import pytest
from django.urls import reverse

from samspill.accounts.tests.steps import sent_code
from tests.attacks.asking import IS_FULL, encoded_pairs, forms_of, in_turns, send, undone
from tests.attacks.hostile import AWAY, EVIL, LEADING, MOST_TELLING
from tests.attacks.routes import each_route
from tests.attacks.traces import ways_out
from tests.attacks.where import HERE, leads_to

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def led_away(client, path, forms, wishes):
    """Ask for a page with every wish, and send its forms with them in turns; list what leads away."""
    found = {}
    turns = list(product(forms, wishes) if IS_FULL else in_turns(forms, wishes))
    pressed = {wish: [form for form, other in turns if other == wish] for wish in wishes}
    for wish in wishes:
        asked = f"{path}?{encoded_pairs(dict.fromkeys(LEADING, wish))}"
        answers = [client.get(asked)]
        for form in pressed[wish]:
            with undone():
                answers.append(send(client, asked, {**dict.fromkeys(LEADING, wish), **form.sent}))
        if away := [way for each in answers for way in ways_out(each)]:
            found[wish] = away
    return found


@each_route
@pytest.mark.parametrize("wishes", [MOST_TELLING, pytest.param(AWAY, marks=pytest.mark.full)])
def test_no_route_leads_away(world, route, wishes):
    client = world.visitor(route)
    forms = forms_of(world, route, client)

    assert led_away(client, world.paths[route.pattern], forms, wishes) == {}


def sign_in(client, somebody, wish, where):
    """Sign in, and say at both steps where to go on to: in the address, or in the form."""
    named = dict.fromkeys(("next", "redirect_to", "url", "return"), wish)
    asked = f"?{encoded_pairs(named)}" if where == "address" else ""
    named = {} if asked else named
    send(client, reverse("account_request_login_code"), {"email": somebody.email})
    answer = send(
        client,
        reverse("account_request_login_code") + asked,
        {"email": somebody.email, **named},
    )
    assert list(ways_out(answer)) == []
    return send(
        client, reverse("account_confirm_login_code") + asked, {"code": sent_code(), **named}
    )


each_way_in = pytest.mark.parametrize(
    ("wish", "where"),
    [
        *((wish, "form") for wish in AWAY),
        *((wish, "address") for wish in MOST_TELLING),
        *(
            pytest.param(wish, "address", marks=pytest.mark.full)
            for wish in AWAY
            if wish not in MOST_TELLING
        ),
    ],
)


@each_way_in
def test_signing_in_leads_to_a_page_of_ours(world, wish, where):
    answer = sign_in(world.client(), world.people["runner"], wish, where)

    is_refused = where == "address" and "\0" in wish
    assert answer.status_code == (400 if is_refused else 302)
    assert list(ways_out(answer)) == []
    assert is_refused or EVIL not in leads_to(answer["Location"])


@pytest.mark.parametrize("where", ["address", "form"])
def test_signing_in_leads_on_to_the_page_that_was_asked_for(world, where):
    """The question above is not empty: there is a way on, and it is used."""
    answer = sign_in(world.client(), world.people["runner"], "/nb/om/", where)

    assert answer["Location"] == "/nb/om/"


@pytest.mark.urls("tests.attacks.broken")
@pytest.mark.parametrize(("name", "least"), [("led", 60), ("half-led", 8)])
def test_a_page_that_leads_anywhere_is_found_out(world, name, least):
    found = led_away(world.client(), f"/broken/{name}/", [], AWAY)

    assert len(found) >= least
    assert name == "half-led" or not set(MOST_TELLING) - set(found)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("/om/", HERE),
        ("om/", HERE),
        ("?next=//evil.example", HERE),
        ("", HERE),
        ("http:om/", HERE),
        ("http://testserver/om/", HERE),
        ("//evil.example", "http://evil.example"),
        ("/\\evil.example", "http://evil.example"),
        ("\t/\n/evil.example", "http://evil.example"),
        ("https:evil.example", "https://evil.example"),
        ("http:///evil.example", "http://evil.example"),
        ("//testserver@evil.example", "http://evil.example"),
        ("//evil.example\\@testserver", "http://evil.example"),
        (" javascript:alert(1)", "javascript:"),
    ],
)
def test_addresses_are_read_as_browsers_read_them(address, origin):
    assert leads_to(address) == origin


def test_there_are_enough_of_them():
    assert len(set(AWAY)) >= 80
    assert len(list(product(AWAY, LEADING))) > 1900
