"""What the site forbids browsers, it does not need itself; and what it does not tell, it does not."""

import urllib.request

import pytest

from tests.attacks.hostile import AWAY
from tests.attacks.test_headers import policy_of
from tests.attacks.where import leads_to
from tests.browser.places import ONGOING, main_pages, public_pages
from tests.live import STRAIGHT
from tests.pages.addresses import address

pytestmark = pytest.mark.browser

#: Notes, from before the first script runs, what a page does against its policies.
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push([event.disposition, event.effectiveDirective, event.sample]));
"""
#: Looks at what readers do: menus are opened, forms are filled in and sent.
TOUCH = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll("main input:not([type=hidden]), main textarea"))
    each.dispatchEvent(new Event("input", { bubbles: true }));
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}"""


@pytest.fixture
def heard(open_page):
    """Give a page that notes what it does against its policies, and what its console says."""
    page = open_page()
    page.add_init_script(LISTEN)
    said = []
    page.on("console", lambda each: said.append((each.type, each.text)))
    page.on("pageerror", lambda each: said.append(("error", str(each))))
    page.said = said
    return page


def test_no_page_for_everybody_does_what_is_forbidden(live_site, heard):
    found = {}
    for name, path in {**public_pages("nb"), **main_pages("fi")}.items():
        heard.goto(live_site.url + path)
        heard.evaluate(TOUCH)
        if violations := heard.evaluate("window.violations"):
            found[name] = violations

    assert found == {}
    assert [each for each in heard.said if each[0] in {"error", "warning"}] == []


def test_no_page_of_somebody_signed_in_does_what_is_forbidden(live_site, heard):
    heard.goto(f"{live_site.url}/development/people/")
    with heard.expect_navigation():
        heard.click("main form button")
    found = {}
    for name in ("front", "initiative", "steer", "write"):
        arguments = [] if name == "front" else [ONGOING]
        heard.goto(live_site.url + address(name, "nb", *arguments))
        heard.evaluate(TOUCH)
        if violations := heard.evaluate("window.violations"):
            found[name] = violations

    assert found == {}


@pytest.mark.parametrize(
    ("attack", "disposition", "directive"),
    [
        ("document.body.innerHTML = '<p>written</p>'", "report", "require-trusted-types-for"),
        ("window.trustedTypes.createPolicy('mine', {})", "report", "trusted-types"),
        (
            "document.body.append(Object.assign(new Image(), {src: 'https://zaehler.example/p'}))",
            "enforce",
            "img-src",
        ),
        ("document.body.setAttribute('style', 'color: red')", "enforce", "style-src-attr"),
        ("document.body.setAttribute('onclick', 'x()')", "enforce", "script-src-attr"),
        (
            (
                "const f = document.createElement('iframe'); f.src = 'https://zaehler.example/';"
                " document.body.append(f)"
            ),
            "enforce",
            "frame-src",
        ),
    ],
)
def test_what_is_forbidden_is_noted(live_site, heard, attack, disposition, directive):
    """The questions above are not empty: each of these would have been found."""
    heard.goto(live_site.url + address("front"))
    before = heard.locator("body").count()

    heard.evaluate(f"() => {{ {attack}; document.body.click(); }}")
    heard.wait_for_function("window.violations.length > 0")

    noted = {tuple(each[:2]) for each in heard.evaluate("window.violations")}
    assert (disposition, directive) in noted
    assert before == 1


def answer(live_site, path, method="GET", **headers):
    """Ask the real server, and return status and headers."""
    asked = urllib.request.Request(live_site.url + path, method=method, headers=headers)
    try:
        with urllib.request.build_opener(STRAIGHT).open(asked, timeout=10) as response:
            return response.status, response.headers
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers


@pytest.mark.parametrize(
    "path",
    ["/nb/", "/nb/finnes-ikke", "/static/samspill/main.css", "/static/finnes-ikke", "/livez"],
)
def test_the_real_server_says_what_it_must_and_not_what_it_is(live_site, path):
    _, headers = answer(live_site, path)

    assert policy_of(headers)["default-src"] == ["'none'"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert not any(sign.isdigit() for sign in headers.get("Server", ""))
    assert headers["X-Powered-By"] is None


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW"])
def test_the_real_server_takes_no_other_method(live_site, method):
    status, _ = answer(live_site, "/nb/", method)

    assert 400 <= status < 500


def test_no_folder_is_listed_and_no_file_of_the_source_is_given(live_site):
    paths = ["/static/", "/static/samspill/", "/.git/config", "/static/../settings.py",
             "/static/..%2f..%2fpyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml",
             "/data/secret_key.secret", "/.env", "/static//etc/passwd"]  # fmt: skip

    assert {path: answer(live_site, path)[0] for path in paths} == dict.fromkeys(paths, 404)


def test_a_browser_reads_addresses_as_the_attacks_do(live_site, page):
    """Where a redirect leads is judged in Python; the browser is asked whether it agrees."""
    page.goto(f"{live_site.url}/livez")
    question = """addresses => addresses.map(each => {
      try { const url = new URL(each, location.href);
            return url.origin === "null" ? url.protocol : url.origin; }
      catch { return "none"; } })"""

    read = dict(zip(AWAY, page.evaluate(question, AWAY), strict=True))

    wrong = {
        each: (origin, leads_to(each, here=live_site.url))
        for each, origin in read.items()
        # What is no address at all leads nowhere; other spellings of a host lead away all the same.
        if origin != "none"
        and (origin == live_site.url) != (leads_to(each, here=live_site.url) == live_site.url)
    }
    assert wrong == {}
