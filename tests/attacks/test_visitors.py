"""Somebody who only reads is followed by nobody: no cookie, no other site."""

import html5lib
import pytest

from tests.attacks.filling import XHTML
from tests.attacks.routes import each_route
from tests.attacks.traces import leads_away

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What a browser fetches by itself, or sends to, by the attribute that says from where.
FETCHED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src",
    "video": "src", "embed": "src", "object": "data", "form": "action", "track": "src",
    "input": "src", "frame": "src",
}  # fmt: skip
#: Relations of a link that name a page, and fetch nothing.
NAMES = {"canonical", "alternate", "license", "author", "help", "next", "prev", "me"}

#: Pages that set a cookie before somebody has signed in, and why.
WITH_COOKIE = {
    **dict.fromkeys(
        [
            "account_request_login_code",
            "account_confirm_login_code",
            "sign_in_by_password",
            "mfa_authenticate",
            "organisations:invitation",
        ],
        "Its form signs in: a token binds it to the browser, so that no other site can send it.",
    ),
    "passkey_challenge": "A script asks for it when somebody signs in; the answer must be to it.",
}


def fetched_elsewhere(response):
    """List what a page has a browser fetch from, or send to, another site."""
    if "html" not in response.get("Content-Type", ""):
        return []
    found = []
    for each in html5lib.parse(response.content.decode()).iter():
        tag = str(each.tag).removeprefix(XHTML)
        addresses = [each.get(FETCHED[tag])] if tag in FETCHED else []
        if tag == "link" and not set((each.get("rel") or "").split()) <= NAMES:
            addresses.append(each.get("href"))
        addresses += [
            part.split()[0] for part in (each.get("srcset") or "").split(",") if part.strip()
        ]
        addresses.append(each.get("formaction"))
        addresses.append(each.get("ping"))
        found += [(tag, address) for address in addresses if address and leads_away(address)]
    return found


@each_route
def test_a_first_visit_sets_no_cookie_and_calls_no_other_site(world, route):
    response = world.client().get(world.paths[route.pattern])

    assert fetched_elsewhere(response) == []
    assert not response.cookies or route.name in WITH_COOKIE


@each_route
def test_somebody_signed_in_is_not_shown_to_other_sites_either(world, route):
    client = world.visitor(route, otherwise="runner")

    assert fetched_elsewhere(client.get(world.paths[route.pattern])) == []


@pytest.mark.urls("tests.attacks.broken")
def test_a_page_that_follows_its_visitors_is_found_out(world):
    response = world.client().get("/broken/cookie/")

    assert response.cookies
    assert fetched_elsewhere(response) == [("img", "https://zaehler.example/p.gif")]
