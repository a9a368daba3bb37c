"""What every answer tells a browser: pages, refusals and failures alike."""

import os
import subprocess
import sys
from http import HTTPStatus
from http.cookies import SimpleCookie

import pytest
from django.conf import settings as site

from tests.attacks.asking import forms_of, send
from tests.attacks.routes import ROUTES, each_route

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Pages made to be shown inside a page of ours, and what they may do there.
FRAMED = {"portal:preview_mail", "newsletters:preview_mail", "editorial:render_prose"}
#: Pictures, files, and what is always UTF-8.
WITHOUT_CHARSET = {
    *("application/json", "application/xml", "image/jpeg", "application/pdf"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SECURE = {
    "SECURE_HSTS_SECONDS": 31536000,
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}


def policy_of(response):
    """Read a policy's directives."""
    written = response.get("Content-Security-Policy", "")
    words = [part.split() for part in written.split(";") if part.strip()]
    return {name: values for name, *values in words}


def faults(response, *, is_personal=False, is_framed=False):
    """List what an answer fails to say."""
    policy = policy_of(response)
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    checks = {
        "loads by default": policy.get("default-src") == ["'none'"],
        "scripts": set(scripts) <= {"'self'", "'none'"},
        "plug-ins": policy.get("object-src", policy.get("default-src")) == ["'none'"],
        "base": is_framed or policy.get("base-uri") == ["'none'"],
        "frames": policy.get("frame-ancestors") == (["'self'"] if is_framed else ["'none'"]),
        "forms": is_framed or policy.get("form-action") in (["'self'"], ["'none'"]),
        "sniffing": response.get("X-Content-Type-Options") == "nosniff",
        # The last tells other sites which site it was, and no more.
        "referrer": response.get("Referrer-Policy")
        in {"same-origin", "no-referrer", "strict-origin"},
        "opener": response.get("Cross-Origin-Opener-Policy") == "same-origin",
        "embedding": response.get("Cross-Origin-Resource-Policy") == "same-origin",
        "features": "camera=()" in response.get("Permissions-Policy", ""),
        "other sites": not response.has_header("Access-Control-Allow-Origin"),
        "server": not response.has_header("Server") and not response.has_header("X-Powered-By"),
        "kind": "charset=utf-8" in response["Content-Type"]
        or response["Content-Type"] in WITHOUT_CHARSET,
        "keeping": is_kept_by_nobody(response)
        if is_personal
        else bool(response.get("Cache-Control")),
        "varying": "Cookie" in response.get("Vary", "") or response.status_code == 400,
        "cookies": not cookie_faults(response.cookies),
    }
    return {name for name, is_right in checks.items() if not is_right}


def is_kept_by_nobody(response):
    said = response.get("Cache-Control", "")
    return "no-store" in said and "private" in said and "public" not in said


def cookie_faults(cookies: SimpleCookie):
    """List the cookies that scripts, other sites or an unencrypted connection would get."""
    is_secure = site.SESSION_COOKIE_SECURE
    return [
        name
        for name, cookie in cookies.items()
        if cookie.value  # one that is taken away holds nothing
        and (
            name not in {site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME}
            or not cookie["httponly"]
            or cookie["samesite"] not in {"Lax", "Strict"}
            or cookie["domain"]
            or cookie["path"] != "/"
            or (is_secure and not (cookie["secure"] and name.startswith("__Host-")))
        )
    ]


@each_route
def test_a_page_says_everything(world, route):
    path, owner = world.paths[route.pattern], world.owners[route.pattern]
    theirs = world.client(owner).get(path)
    assert faults(theirs, is_personal=bool(owner), is_framed=is_framed(route, theirs)) == set()
    mine = world.client("runner").get(path)
    is_personal = not is_for_machines(mine)
    assert faults(mine, is_personal=is_personal, is_framed=is_framed(route, mine)) == set()


def is_framed(route, response):
    """Tell whether an answer is shown inside a page of ours; a refusal never is."""
    return route.name in FRAMED and response.status_code == HTTPStatus.OK


def is_for_machines(response):
    """Tell whether an answer is the same for everybody, whatever cookie came with the question."""
    return "html" not in response["Content-Type"]


@each_route
def test_refusals_say_everything(world, route):
    path = world.paths[route.pattern]
    client = world.client("runner", enforce_csrf_checks=True)
    nowhere = route.nowhere if route.arguments else f"{path}finnes-ikke"

    answers = {
        "host": client.get(path, HTTP_HOST="evil.example"),
        "nowhere": client.get(nowhere),
        "method": client.generic("BREW", path, headers={"Sec-Fetch-Site": "same-origin"}),
        "origin": client.post(path, headers={"Sec-Fetch-Site": "cross-site"}),
    }

    assert {name: faults(each) for name, each in answers.items() if faults(each)} == {}


@each_route
def test_what_forms_answer_says_everything(world, route):
    client = world.visitor(route)
    for form in forms_of(world, route, client):
        for sent in (form.sent, {}):
            answer = send(client, world.paths[route.pattern], sent)
            framed = is_framed(route, answer)
            assert faults(answer, is_personal=True, is_framed=framed) == set()


def test_a_failure_says_everything_and_tells_nothing(world, settings):
    settings.ROOT_URLCONF = "tests.attacks.broken"
    answer = world.client().get("/broken/fails/", {"q": "secret word"})

    assert answer.status_code == 500
    assert faults(answer) == set()
    told = answer.content.decode()
    assert not [word for word in ("Traceback", "ValueError", "secret", ".py") if word in told]


def test_over_https_every_answer_asks_for_it_and_cookies_stay_with_the_host(world, settings):
    for name, value in SECURE.items():
        setattr(settings, name, value)
    seen = set()
    for route in ROUTES:
        client = world.visitor(route)
        answer = client.get(world.paths[route.pattern], secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert cookie_faults(answer.cookies) == []
        seen |= set(answer.cookies)

    assert "__Host-csrf" in seen


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("https://samspill.example", ["__Host-session", "__Host-csrf", "True", "True", "31536000"]),
        ("http://localhost:8000", ["session", "csrf", "False", "False", "0"]),
    ],
)
def test_a_site_with_an_https_address_is_set_so(tmp_path, address, names):
    program = """
from samspill import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SECURE_HSTS_SECONDS)
"""
    given = {**os.environ, "SAMSPILL_DATA": str(tmp_path), "SAMSPILL_SITE_URL": address}

    said = subprocess.run(
        [sys.executable, "-c", program], env=given, capture_output=True, text=True, check=True
    )

    assert said.stdout.split() == names


@pytest.mark.parametrize(
    ("middleware", "missing"),
    [
        ("csp.middleware.CSPMiddleware", {"loads by default", "scripts", "frames"}),
        ("samspill.core.middleware.BrowserRules", {"embedding", "features"}),
        ("django.middleware.security.SecurityMiddleware", {"sniffing", "referrer", "opener"}),
        ("samspill.core.middleware.PublicPages", {"keeping"}),
    ],
)
def test_without_one_of_the_guards_something_is_missing(world, settings, middleware, missing):
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != middleware]

    assert missing <= faults(world.client("runner").get("/nb/om/"), is_personal=True)


@pytest.mark.urls("tests.attacks.broken")
def test_pages_that_say_too_little_are_found_out(world):
    assert "keeping" in faults(world.client("runner").get("/broken/kept/"), is_personal=True)
    assert "cookies" in faults(world.client().get("/broken/cookie/"))
