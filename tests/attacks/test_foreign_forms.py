"""What another site's page sends does nothing here, and pages that are only opened neither."""

import pytest
from django.urls import reverse

from samspill.accounts.tests.steps import ask_for_code, sent_code
from samspill.core.access import Access
from tests.attacks.asking import forms_of, send, undone
from tests.attacks.filling import TOKEN
from tests.attacks.routes import ROUTES, each_route
from tests.attacks.traces import deeds, state

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What a browser says when another site's page sends a form.
FOREIGN = [
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
    {"Origin": "null", "Sec-Fetch-Site": ""},
    {"Origin": "https://other.testserver", "Sec-Fetch-Site": "same-site"},
    {"Origin": "", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://testserver:81", "Sec-Fetch-Site": ""},
    {"Origin": "http://testserver.evil.example", "Sec-Fetch-Site": ""},
]
OTHER_METHODS = ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "BREW"]
#: Who may be sent from anywhere, and why that is safe.
FROM_ANYWHERE = {
    "mailings:confirm": "Whoever holds the secret link may press; no session takes part.",
    "mailings:preferences": "The same.",
    "mailings:silence": "The same.",
    "mailings:unsubscribe": "The same; and mail programs send it themselves (RFC 8058).",
    "mailings:unsubscribe_all": "The same.",
}
#: Whose forms carry no token, and why.
WITHOUT_TOKEN = {
    **FROM_ANYWHERE,
    "portal:follow": "Asks for a confirmation only, the same for everybody; the origin is checked.",
    "portal:follow_articles": "The same.",
    "portal:follow_gatherings": "The same.",
    "portal:follow_initiatives": "The same.",
    "portal:follow_programme": "The same.",
    "portal:follow_territory": "The same.",
    "portal:follow_theme": "The same.",
    "outreach:contribute": "Writes as whoever one says one is; the origin is checked.",
    "outreach:contribute_to_initiative": "The same.",
    "portal:contact": "Writes as whoever one says one is, with no session; the origin is checked.",
}


def marked(view, mark):
    return bool(getattr(view, mark, False))


def test_only_listed_routes_take_forms_from_anywhere():
    assert {each.name for each in ROUTES if marked(each.view, "any_origin")} == set(FROM_ANYWHERE)
    assert {each.access for each in ROUTES if each.name in FROM_ANYWHERE} == {Access.LINK}


def test_only_listed_routes_ask_for_no_token():
    assert {each.name for each in ROUTES if marked(each.view, "csrf_exempt")} == set(WITHOUT_TOKEN)
    assert not [
        each for each in ROUTES if each.name in WITHOUT_TOKEN and each.access == Access.SIGNED_IN
    ]


@each_route
def test_what_another_sites_page_sends_does_nothing(world, route):
    client = world.visitor(route, enforce_csrf_checks=True)
    path = world.paths[route.pattern]
    sent = [form.sent for form in forms_of(world, route, client)]
    before = state()

    for origin in [] if route.name in FROM_ANYWHERE else FOREIGN:
        for each in [{}, *sent]:
            assert send(client, path, each, **origin).status_code in {403, 405}

    assert deeds(before) == {}


@each_route
def test_a_form_of_somebody_signed_in_needs_its_token(world, route):
    """Not even from our own address: what a fault on one page sends is refused by the next."""
    client = world.visitor(route, otherwise="runner", enforce_csrf_checks=True)
    path = world.paths[route.pattern]
    forms = [] if route.name in WITHOUT_TOKEN else forms_of(world, route, client)
    before = state()

    for form in forms:
        bare = {name: value for name, value in form.sent.items() if name != TOKEN}
        assert form.is_about_the_person
        assert send(client, path, bare).status_code == 403
        assert send(client, path, {**bare, TOKEN: "x" * 64}).status_code == 403

    assert deeds(before) == {}


def test_our_own_forms_are_taken(world):
    """The questions above are not empty: sent from our own page, these forms do things."""
    done = {}
    for route in ROUTES:
        client = world.visitor(route, enforce_csrf_checks=True)
        for form in forms_of(world, route, client):
            with undone():
                before = state()
                answer = send(client, world.paths[route.pattern], form.sent)
                assert answer.status_code not in {403, 405}, route
                done[route.name, form.button and form.button.value] = bool(deeds(before))

    assert len(done) >= 15
    assert sum(done.values()) >= 10, done


@each_route
def test_opening_a_page_changes_nothing(world, route):
    client = world.visitor(route)
    path = world.paths[route.pattern]
    before = state()

    for method in ("GET", "HEAD"):
        client.generic(method, path)
        client.generic(method, f"{path}?_method=POST&do=publish", headers=OVERRIDDEN)

    assert deeds(before) == {}


OVERRIDDEN = {
    "X-HTTP-Method-Override": "POST",
    "X-Method-Override": "POST",
    "X-HTTP-Method": "POST",
}


@each_route
def test_other_methods_are_refused(world, route):
    """Whoever asks, and before anything else is asked of them."""
    path = world.paths[route.pattern]
    clients = {"owner": world.visitor(route), "nobody": world.client()}
    before = state()

    answers = {
        (who, method): client.generic(method, path, b"a=b", "text/plain")
        for who, client in clients.items()
        for method in OTHER_METHODS
    }

    assert {each.status_code for each in answers.values()} == {405}
    assert deeds(before) == {}


def test_without_its_guard_some_pages_ask_for_more_before_they_refuse(world, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "KnownMethods" not in each]

    answer = world.client().generic("BREW", reverse("security"))

    assert answer.status_code == 302


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_cannot_sign_somebody_in(world, origin):
    """Login CSRF: to be signed in as the attacker without noticing."""
    client = world.client()
    ask_for_code(client, world.people["runner"].email)

    answer = send(client, reverse("account_confirm_login_code"), {"code": sent_code()}, **origin)

    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_cannot_sign_somebody_out(world, origin):
    client = world.client("runner")

    assert send(client, reverse("account_logout"), {}, **origin).status_code == 403
    assert "_auth_user_id" in client.session


@pytest.mark.urls("tests.attacks.broken")
def test_a_page_that_acts_for_anybody_is_found_out(world):
    client = world.client("runner", enforce_csrf_checks=True)
    before = state()

    answers = [send(client, "/broken/acts/", {}, **origin).status_code for origin in FOREIGN]

    assert set(answers) == {200}
    assert deeds(before)


@pytest.mark.urls("tests.attacks.broken")
def test_a_page_that_acts_when_opened_or_by_any_method_is_found_out(world, settings):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "KnownMethods" not in each]
    before = state()
    world.client().get("/broken/acts-on-get/")
    opened = deeds(before)
    answer = world.client().generic("BREW", "/broken/acts/")

    assert opened
    assert answer.status_code == 200


@pytest.mark.parametrize("guard", ["SameOrigin", "CsrfViewMiddleware"])
def test_each_of_the_two_guards_stands_alone(world, settings, guard):
    """One guard turned off: the other still refuses the other site's page; both off, none does."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if guard not in each]
    client = world.client(enforce_csrf_checks=True)
    path = reverse("account_request_login_code")
    sent = {"email": world.people["runner"].email}

    assert send(client, path, sent, **FOREIGN[0]).status_code == 403
    others = {"SameOrigin", "CsrfViewMiddleware"}
    settings.MIDDLEWARE = [
        each for each in settings.MIDDLEWARE if not others & {each.split(".")[-1]}
    ]
    unguarded = world.client(enforce_csrf_checks=True)
    assert send(unguarded, path, sent, **FOREIGN[0]).status_code == 302
